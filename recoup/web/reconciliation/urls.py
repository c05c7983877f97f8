"""Addresses of the account reconciliations."""

from django.urls import path

from recoup.web.reconciliation.views import intake, result

app_name = "reconciliation"
urlpatterns = [
    path("", intake.index, name="index"),
    path("new", intake.choose, name="choose"),
    path("new/<int:customer_id>", intake.new, name="new"),
    path("<int:reconciliation_id>/reading", intake.reading, name="reading"),
    path("<int:reconciliation_id>/change", intake.change, name="change"),
    path("<int:reconciliation_id>", result.page, name="page"),
    path("<int:reconciliation_id>/compare", result.compare, name="compare"),
    path("<int:reconciliation_id>/sign", result.sign, name="sign"),
    path("<int:reconciliation_id>/paper", result.paper, name="paper"),
    path("<int:reconciliation_id>/workbook", result.workbook, name="workbook"),
    path("<int:reconciliation_id>/original", result.original, name="original"),
    path("lines/<int:line_id>", result.clear, name="clear"),
]
