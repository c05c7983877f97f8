"""Addresses of the sign-in that are our own; allauth's are in `accounts`."""

from django.urls import path

from recoup.web.signin import views

app_name = "signin"
urlpatterns = [path("language/<slug:code>", views.choose_language, name="language")]
