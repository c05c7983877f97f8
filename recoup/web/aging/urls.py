"""Addresses of the aging."""

from django.urls import path

from recoup.web.aging import views

app_name = "aging"
urlpatterns = [
    path("", views.index, name="index"),
    path("workbook", views.workbook, name="workbook"),
]
