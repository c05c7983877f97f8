"""Addresses of the list of overrides."""

from django.urls import path

from recoup.web.overrides import views

app_name = "overrides"
urlpatterns = [path("", views.index, name="index")]
