"""Addresses of the team."""

from django.urls import path

from recoup.web.team import views

app_name = "team"
urlpatterns = [
    path("", views.index, name="index"),
    path("people/add", views.add_person, name="add_person"),
    path("people/<int:user_id>", views.person, name="person"),
    path("people/<int:user_id>/grant", views.grant, name="grant"),
    path("people/<int:user_id>/password", views.set_password, name="password"),
    path("people/<int:user_id>/close", views.close, name="close"),
    path("people/<int:user_id>/reopen", views.reopen, name="reopen"),
    path("people/<int:user_id>/grants/<int:grant_id>/revoke", views.revoke, name="revoke"),
    path("entities", views.entities, name="entities"),
    path("entities/add", views.add_entity, name="add_entity"),
]
