"""Addresses of strategies."""

from django.urls import path

from recoup.web.strategies import views

app_name = "strategies"
urlpatterns = [
    path("", views.index, name="index"),
    path("simulate", views.simulate, name="simulate"),
    path("effect", views.effect, name="effect"),
]
