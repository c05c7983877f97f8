"""Messages and letters: rendered from frozen content, kept as made, waiting in the outbox.

The room owns the *message*: what we wrote to one customer about one currency on one business date, in the
customer's language, as text and as a PDF. It prints what it is given: the caller builds the frozen content (for a
reminder, `ReminderContent`; for a payment confirmation, `ConfirmationContent`) and this room chooses the words, the
calendar and the digits.

It also keeps the *door*: every contact asks here, by whatever channel. What the guard lets out has a *passage*, counted
from that instant, and later an *outcome*; what it refuses is kept with all reasons; what the customer begins is
*incoming*. None of these rows ever changes.

Invariants, kept by the database: a message never changes and never goes away; its PDF is filled in once; one
customer gets one message of a kind per currency and business date, so preparing twice prepares once. Nothing here
sends anything.
"""
