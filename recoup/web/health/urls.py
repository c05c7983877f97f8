"""Addresses of the health page and of the probe for machines."""

from django.urls import path

from recoup.web.health import views

app_name = "health"
urlpatterns = [path("", views.index, name="index"), path("live", views.live, name="live")]
