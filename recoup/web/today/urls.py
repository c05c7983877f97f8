"""Addresses of Today."""

from django.urls import path

from recoup.web.today import views

app_name = "today"
urlpatterns = [
    path("", views.index, name="index"),
    path("further", views.further, name="further"),
    path("figures", views.figures, name="figures"),
    path("<int:customer_id>", views.glance, name="glance"),
]
