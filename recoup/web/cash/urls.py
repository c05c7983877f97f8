"""Addresses of the cash desk."""

from django.urls import path

from recoup.web.cash.views import accounts, acts, advices, asking, bench, days, files, statements, suspense

app_name = "cash"
urlpatterns = [
    path("", days.index, name="index"),
    path("accounts/<int:account_id>/days/<str:day>/review", days.review, name="review_day"),
    path("accounts/<int:account_id>/days/<str:day>/sign-off", days.sign_off, name="sign_off"),
    path("same-day", days.same_day, name="same_day"),
    path("files", files.index, name="files"),
    path("files/receive", files.receive, name="receive"),
    path("match", files.match, name="match"),
    path("statements/<int:statement_id>", statements.statement, name="statement"),
    path("statements/<int:statement_id>/review", statements.review, name="review_statement"),
    path("statements/<int:statement_id>/file", statements.original, name="original"),
    path("suspense", suspense.index, name="suspense"),
    path("advices", advices.index, name="advices"),
    path("advices/receive", advices.receive, name="receive_advice"),
    path("advices/<int:advice_id>", advices.page, name="advice"),
    path("advices/<int:advice_id>/file", advices.original, name="advice_file"),
    path("advices/<int:advice_id>/detach", advices.detach, name="detach_advice"),
    path("work", bench.index, name="bench"),
    path("work/match", acts.match_again, name="match_again"),
    path("work/many", asking.accept_many, name="accept_many"),
    path("work/many/preview", asking.preview_many, name="preview_many"),
    path("work/<int:receipt_id>", bench.line, name="line"),
    path("work/<int:receipt_id>/claim", bench.claim, name="claim"),
    path("work/<int:receipt_id>/find", bench.find, name="find"),
    path("work/<int:receipt_id>/find-first", bench.find_first, name="find_first"),
    path("work/<int:receipt_id>/accept/<int:proposal_id>", acts.accept, name="accept"),
    path("work/<int:receipt_id>/by-hand", acts.by_hand, name="by_hand"),
    path("work/<int:receipt_id>/payer", asking.name_payer, name="name_payer"),
    path("work/<int:receipt_id>/suspense", asking.to_suspense, name="to_suspense"),
    path("work/<int:receipt_id>/not-ours", asking.not_ours, name="not_ours"),
    path("work/<int:receipt_id>/refund", asking.refund, name="refund"),
    path("work/<int:receipt_id>/advice", advices.attach, name="attach_advice"),
    path("work/<int:receipt_id>/note", asking.note, name="note"),
    path("work/<int:receipt_id>/ask", asking.ask, name="ask"),
    path("work/<int:receipt_id>/deeds/<int:deed_id>/undo", asking.undo, name="undo"),
    path("accounts", accounts.index, name="accounts"),
    path("accounts/add", accounts.add, name="add_account"),
    path("accounts/<int:account_id>/change", accounts.change, name="change_account"),
]
