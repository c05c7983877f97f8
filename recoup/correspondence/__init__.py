"""Contact in writing and the door to all contact: messages, letters, what leaves and what comes in.

The room owns the *message*: what we wrote to one customer about one currency on one business date, in the customer's
language, by one channel. It prints what it is given: the caller builds the frozen content (`ReminderContent`,
`ConfirmationContent`, `AgreementContent`) and this room chooses the words (the house's own from the rules of
templates, else the program's), the calendar and the digits. An *attempt* is one try to send a message; a *batch* is
letters printed together; a *mail* is what came in.

It keeps the *door*: every contact asks here, by whatever channel. What the guard lets out has a *passage*, counted
from that instant, and later an *outcome*; what it refuses is kept with all reasons; what the customer begins is
*incoming*. None of these rows ever changes. A *request*, words that perhaps ask to end contact, closes the door for its
customer until a person has read it. What people write down about contact, a stop or a consent, passes here on its way
to the customers' data: the rule about evidence is asked first.

Invariants, kept by the database: the words of a message never change and it never goes away; its PDF is filled in
once; a customer gets one message a day for each currency, template and channel, and one for each promise, plan or
offer that is put in writing, so preparing twice prepares once; a
message moves from state to state only in the ways that are known; nothing has left without a passage of its own. And by
the order of sending: no message goes twice by itself, none is lost, none says what is not so any more.
"""
