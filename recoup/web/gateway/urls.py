"""Addresses that the gateway for text messages knows; the secret in them is its key."""

from django.urls import path

from recoup.web.gateway import views

app_name = "gateway"
urlpatterns = [
    path("<str:secret>/report", views.report, name="report"),
    path("<str:secret>/text", views.text, name="text"),
]
