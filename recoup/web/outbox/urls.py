"""Addresses of the outbox."""

from django.urls import path

from recoup.web.outbox.views import files, inbox, letters, messages

app_name = "outbox"
urlpatterns = [
    path("", messages.index, name="index"),
    path("send", messages.send, name="send"),
    path("<int:message_id>", messages.page, name="page"),
    path("<int:message_id>/queue", messages.queue, name="queue"),
    path("<int:message_id>/withdraw", messages.withdraw, name="withdraw"),
    path("<int:message_id>/resolve", messages.resolve, name="resolve"),
    path("<int:message_id>/clear-address", messages.clear_address, name="clear_address"),
    path("<int:message_id>/letter", files.letter, name="letter"),
    path("<int:message_id>/sent", files.archive, name="archive"),
    path("letters", letters.index, name="letters"),
    path("letters/print/<int:entity_id>", letters.make, name="make_letters"),
    path("letters/<int:batch_id>", letters.page, name="batch"),
    path("letters/<int:batch_id>/file", files.batch, name="batch_file"),
    path("letters/<int:batch_id>/proof", files.proof, name="batch_proof"),
    path("letters/<int:batch_id>/confirm", letters.confirm, name="confirm_batch"),
    path("letters/<int:batch_id>/posted", letters.posted, name="post_batch"),
    path("inbox", inbox.index, name="inbox"),
    path("inbox/fetch", inbox.fetch, name="fetch"),
    path("inbox/<int:mail_id>", inbox.page, name="mail"),
    path("inbox/<int:mail_id>/assign", inbox.assign, name="assign"),
    path("inbox/<int:mail_id>/looked-at", inbox.look_at, name="look_at"),
    path("inbox/<int:mail_id>/file/<int:file_id>", files.attachment, name="attachment"),
]
