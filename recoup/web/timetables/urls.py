"""Addresses of collection plans."""

from django.urls import path

from recoup.web.timetables import views

app_name = "timetables"
urlpatterns = [
    path("customer/<int:customer_id>", views.of_customer, name="of_customer"),
    path("customer/<int:customer_id>/add", views.add, name="add"),
    path("customer/<int:customer_id>/<str:currency>/<str:code>", views.arrange, name="arrange"),
]
