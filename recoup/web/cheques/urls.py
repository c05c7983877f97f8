"""Addresses of the cheques."""

from django.urls import path

from recoup.web.cheques.views import acts, counts, lists, register, slips

app_name = "cheques"
urlpatterns = [
    path("", register.index, name="index"),
    path("new", register.choose, name="choose"),
    path("new/<int:customer_id>", register.new, name="new"),
    path("lists", lists.index, name="lists"),
    path("lists/receive", lists.receive, name="receive_list"),
    path("lists/<int:list_id>", lists.page, name="list"),
    path("lists/<int:list_id>/take", lists.take, name="take_list"),
    path("<int:cheque_id>", acts.page, name="page"),
    path("<int:cheque_id>/cover", acts.cover, name="cover"),
    path("<int:cheque_id>/image", acts.image, name="image"),
    path("<int:cheque_id>/clear", acts.clear, name="clear"),
    path("<int:cheque_id>/<str:name>", acts.act, name="act"),
    path("slips", slips.index, name="slips"),
    path("slips/new", slips.new, name="new_slip"),
    path("slips/<int:slip_id>", slips.page, name="slip"),
    path("slips/<int:slip_id>/pdf", slips.pdf, name="slip_pdf"),
    path("slips/<int:slip_id>/confirm", slips.confirm, name="confirm_slip"),
    path("slips/<int:slip_id>/cancel", slips.cancel, name="cancel_slip"),
    path("counts", counts.index, name="counts"),
    path("counts/new", counts.new, name="new_count"),
    path("counts/<int:count_id>", counts.page, name="count"),
    path("counts/<int:count_id>/sign", counts.sign, name="sign_count"),
]
