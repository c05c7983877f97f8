"""The append-only trail of who did what, when, before and after.

Words: an *event* is one thing done to one *subject* (its kind and id) by one *actor*; its *action* is a
dotted name such as `ledger.item.written_off`.

Invariants: an event is written in the transaction of the deed itself and never changed or removed, which the
database enforces. It keeps the actor's name as it was then and has no foreign key, so it outlives everybody.
"""
