"""Addresses of the calendar."""

from django.urls import path

from recoup.web.agenda.views import visits, week

app_name = "agenda"
urlpatterns = [
    path("", week.index, name="index"),
    path("follow-ups/<int:follow_up_id>/move", week.move_follow_up, name="move_follow_up"),
    path("route", visits.route, name="route"),
    path("visits/<int:visit_id>", visits.report, name="visit"),
    path("visits/<int:visit_id>/images/<int:file_id>", visits.image, name="image"),
    path("customers/<int:customer_id>/visit", visits.page, name="visit_of"),
    path("customers/<int:customer_id>/visit/begin", visits.begin, name="begin_visit"),
    path("tasks/<int:task_id>/move", week.move_task, name="move_task"),
]
