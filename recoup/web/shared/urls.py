"""Addresses of the shell itself."""

from django.urls import path

from recoup.web.shared import views

app_name = "shell"
urlpatterns = [
    path("", views.home, name="home"),
    path("scope", views.choose_scope, name="scope"),
]
