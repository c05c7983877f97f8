"""Addresses of the imports."""

from django.urls import path

from recoup.web.imports import views

app_name = "imports"
urlpatterns = [
    path("", views.index, name="index"),
    path("receive", views.receive, name="receive"),
    path("<int:run_id>", views.run, name="run"),
    path("<int:run_id>/plan", views.change_plan, name="plan"),
    path("<int:run_id>/import", views.start, name="start"),
    path("<int:run_id>/refused", views.refused_file, name="refused"),
    path("<int:run_id>/original", views.original_file, name="original"),
    path("<int:run_id>/profile", views.save_profile, name="profile"),
    path("profiles/<int:profile_id>/delete", views.delete_profile, name="delete_profile"),
]
