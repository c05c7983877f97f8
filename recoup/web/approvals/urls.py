"""Addresses of the approvals."""

from django.urls import path

from recoup.web.approvals import views

app_name = "approvals"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:approval_id>", views.detail, name="detail"),
    path("<int:approval_id>/decide", views.decide, name="decide"),
]
