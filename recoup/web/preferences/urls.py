"""Addresses of the preferences."""

from django.urls import path

from recoup.web.preferences import views

app_name = "preferences"
urlpatterns = [
    path("", views.index, name="index"),
    path("preview", views.preview, name="preview"),
    path("language", views.set_language, name="language"),
    path("theme", views.set_theme, name="theme"),
]
