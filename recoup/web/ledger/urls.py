"""Addresses of the ledger explorer."""

from django.urls import path

from recoup.web.ledger.views import items, journal, periods

app_name = "ledger"
urlpatterns = [
    path("", journal.index, name="index"),
    path("tie-out", journal.tie_out, name="tie_out"),
    path("entries/<int:entry_id>", journal.entry, name="entry"),
    path("entries/<int:entry_id>/reverse", journal.reverse_entry, name="reverse"),
    path("items/<int:item_id>", items.item, name="item"),
    path("items/<int:item_id>/entries", items.entries, name="item_entries"),
    path("items/<int:item_id>/hold", items.hold, name="hold_item"),
    path("items/<int:item_id>/write-off", items.ask_write_off, name="ask_write_off"),
    path("items/<int:item_id>/holds/<int:hold_id>/lift", items.lift_hold, name="lift_hold"),
    path("periods", periods.index, name="periods"),
    path("periods/close", periods.close, name="close_period"),
    path("periods/<int:period_id>/reopen", periods.reopen, name="reopen_period"),
]
