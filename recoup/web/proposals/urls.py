"""Addresses of proposals."""

from django.urls import path

from recoup.web.proposals import acts, views

app_name = "proposals"
urlpatterns = [
    path("", views.index, name="index"),
    path("release", acts.release, name="release"),
    path("drop", acts.drop, name="drop"),
    path("<int:proposal_id>/change", acts.change, name="change"),
]
