"""Addresses of the offers."""

from django.urls import path

from recoup.web.offers import views

app_name = "offers"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/<int:customer_id>", views.new, name="new"),
    path("new/<int:customer_id>/preview", views.preview, name="preview"),
    path("<int:offer_id>", views.page, name="page"),
    path("<int:offer_id>/end", views.end, name="end"),
    path("customer/<int:customer_id>", views.of_customer, name="of_customer"),
]
