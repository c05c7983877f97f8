"""A customer's account by our books and by the customer's own: what agrees, what differs, who clears it up.

Words: a *reconciliation* compares one ledger file of a customer with our items in one currency as of a date; its
*coverage* says whether the file lists what is open or all that moved; a *compared line* is what one document or
payment came to; a *difference* is a compared line that doesn't agree, *open* until it is *explained* (both may be
right) or *corrected* (somebody's books were put right).

Invariants: the file is kept as it came; the same file for the same customer, date and coverage is the same
reconciliation; our balance less theirs is the sum of the differences; nobody signs off what he made himself; signed
off, nothing of it changes any more.
"""
