"""Addresses of the cash desk."""

from django.urls import path

from recoup.web.cash.views import accounts, days, files, statements

app_name = "cash"
urlpatterns = [
    path("", days.index, name="index"),
    path("accounts/<int:account_id>/days/<str:day>/review", days.review, name="review_day"),
    path("accounts/<int:account_id>/days/<str:day>/sign-off", days.sign_off, name="sign_off"),
    path("files", files.index, name="files"),
    path("files/receive", files.receive, name="receive"),
    path("match", files.match, name="match"),
    path("statements/<int:statement_id>", statements.statement, name="statement"),
    path("statements/<int:statement_id>/review", statements.review, name="review_statement"),
    path("statements/<int:statement_id>/file", statements.original, name="original"),
    path("accounts", accounts.index, name="accounts"),
    path("accounts/add", accounts.add, name="add_account"),
    path("accounts/<int:account_id>/change", accounts.change, name="change_account"),
]
