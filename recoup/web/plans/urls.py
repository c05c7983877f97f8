"""Addresses of the payment plans."""

from django.urls import path

from recoup.web.plans.views import acts, building, lists, solutions

app_name = "plans"
urlpatterns = [
    path("", lists.index, name="index"),
    path("new", building.choose, name="choose"),
    path("new/<int:customer_id>", building.new, name="new"),
    path("new/<int:customer_id>/preview", building.preview, name="preview"),
    path("<int:plan_id>", lists.page, name="page"),
    path("<int:plan_id>/agreement", acts.agreement, name="agreement"),
    path("<int:plan_id>/signed", acts.signed, name="signed"),
    path("<int:plan_id>/file", acts.keep_signed, name="keep_signed"),
    path("<int:plan_id>/propose", acts.propose, name="propose"),
    path("<int:plan_id>/revoke", acts.revoke, name="revoke"),
    path("solutions/<int:customer_id>", solutions.page, name="solutions"),
    path("customer/<int:customer_id>", lists.of_customer, name="of_customer"),
]
