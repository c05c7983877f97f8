"""Addresses of customers."""

from django.urls import path

from recoup.web.customers.views import (
    accounts,
    contacts,
    holds,
    index,
    letters,
    page,
    plans,
    reconciliations,
    record,
)

app_name = "customers"
urlpatterns = [
    path("", index.index, name="index"),
    path("views/save", index.save_view, name="save_view"),
    path("views/<int:view_id>/delete", index.delete_view, name="delete_view"),
    path("<int:customer_id>/", page.page, name="page"),
    path("<int:customer_id>/head", page.head, name="head"),
    path("<int:customer_id>/balance", page.balance, name="balance"),
    path("<int:customer_id>/timeline", page.timeline, name="timeline"),
    path("<int:customer_id>/change", record.change, name="change"),
    path("<int:customer_id>/assign", record.assign, name="assign"),
    path("<int:customer_id>/history", record.history, name="history"),
    path("<int:customer_id>/contacts", contacts.index, name="contacts"),
    path("<int:customer_id>/contacts/add", contacts.add_contact, name="add_contact"),
    path("<int:customer_id>/contacts/<int:contact_id>", contacts.change_contact, name="change_contact"),
    path("<int:customer_id>/addresses/add", contacts.add_address, name="add_address"),
    path("<int:customer_id>/addresses/<int:address_id>", contacts.change_address, name="change_address"),
    path("<int:customer_id>/accounts", accounts.index, name="accounts"),
    path("<int:customer_id>/accounts/ask", accounts.ask, name="ask_account"),
    path("<int:customer_id>/payers/add", accounts.add_payer, name="add_payer"),
    path("<int:customer_id>/payers/<int:alias_id>/remove", accounts.remove_payer, name="remove_payer"),
    path("<int:customer_id>/holds", holds.index, name="holds"),
    path("<int:customer_id>/holds/add", holds.place, name="place_hold"),
    path("<int:customer_id>/holds/<int:hold_id>/lift", holds.lift, name="lift_hold"),
    path("<int:customer_id>/plans", plans.index, name="plans"),
    path("<int:customer_id>/reconciliations", reconciliations.index, name="reconciliations"),
    path("<int:customer_id>/letters", letters.index, name="letters"),
    path("<int:customer_id>/confirmations", letters.wish_confirmations, name="wish_confirmations"),
    path("<int:customer_id>/letters/<int:message_id>", letters.letter, name="letter"),
    path("<int:customer_id>/letters/<int:message_id>/pdf", letters.pdf, name="pdf"),
]
