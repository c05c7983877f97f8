"""Addresses of the reconciliations."""

from django.urls import path

from recoup.web.reconciliation.views import intake, papers, result

app_name = "reconciliation"
urlpatterns = [
    path("", intake.index, name="index"),
    path("new", intake.choose, name="choose"),
    path("new/<int:customer_id>", intake.new, name="new"),
    path("schedules/new", intake.new_schedule, name="new_schedule"),
    path("customers/<int:customer_id>", intake.of_customer, name="of_customer"),
    path("<int:reconciliation_id>/reading", intake.reading, name="reading"),
    path("<int:reconciliation_id>/change", intake.change, name="change"),
    path("<int:reconciliation_id>", result.page, name="page"),
    path("<int:reconciliation_id>/compare", result.compare, name="compare"),
    path("<int:reconciliation_id>/sign", result.sign, name="sign"),
    path("<int:reconciliation_id>/paper", papers.paper, name="paper"),
    path("<int:reconciliation_id>/workbook", papers.workbook, name="workbook"),
    path("<int:reconciliation_id>/original", papers.original, name="original"),
    path("lines/<int:line_id>", result.clear, name="clear"),
]
