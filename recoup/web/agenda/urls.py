"""Addresses of the calendar."""

from django.urls import path

from recoup.web.agenda.views import week

app_name = "agenda"
urlpatterns = [
    path("", week.index, name="index"),
    path("follow-ups/<int:follow_up_id>/move", week.move_follow_up, name="move_follow_up"),
    path("tasks/<int:task_id>/move", week.move_task, name="move_task"),
]
