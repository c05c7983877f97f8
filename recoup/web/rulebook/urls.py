"""Addresses of the rulebook."""

from django.urls import path

from recoup.web.rulebook.views import pages, proposing

app_name = "rulebook"
urlpatterns = [
    path("", pages.index, name="index"),
    path("which", pages.which, name="which"),
    path("<int:rule_id>", pages.rule, name="rule"),
    path("propose/<str:code>", proposing.propose, name="propose"),
    path("propose/<str:code>/rows/<str:name>", proposing.rows, name="rows"),
    path("versions/<int:version_id>", pages.version, name="version"),
    path("versions/<int:version_id>/change", proposing.change, name="change"),
    path("versions/<int:version_id>/ask", proposing.ask, name="ask"),
]
