"""Taking in what comes: e-mails fetched, threaded, and assigned by a person where nobody is known."""

from recoup.correspondence.operations.incoming.assigning import (
    AssignedAlready,
    assign_mail,
    clear_address,
    look_at_mail,
)
from recoup.correspondence.operations.incoming.fetching import fetch_mails
from recoup.correspondence.operations.incoming.taking import take_in_mail, take_in_text

__all__ = [
    "AssignedAlready",
    "assign_mail",
    "clear_address",
    "fetch_mails",
    "look_at_mail",
    "take_in_mail",
    "take_in_text",
]
