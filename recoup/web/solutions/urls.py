"""Addresses of proposed ways out."""

from django.urls import path

from recoup.web.solutions import views

app_name = "solutions"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:solution_id>", views.page, name="page"),
    path(
        "propose/<int:customer_id>/<str:currency>/<str:kind>/<int:parts>",
        views.propose,
        name="propose",
    ),
]
