"""Addresses of Today."""

from django.urls import path

from recoup.web.today import gaps, views

app_name = "today"
urlpatterns = [
    path("", views.index, name="index"),
    path("gaps", gaps.index, name="gaps"),
    path("gaps/count", gaps.count, name="gap_count"),
    path("gaps/<int:customer_id>", gaps.plan, name="plan"),
    path("requests", views.requests, name="requests"),
    path("further", views.further, name="further"),
    path("figures", views.figures, name="figures"),
    path("<int:customer_id>", views.glance, name="glance"),
]
