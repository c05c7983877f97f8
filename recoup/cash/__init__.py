"""Money in: receipts with their evidence, their application to items, and cheques.

The room owns the *receipt*: what the bank said about money that came in (reference, payer, text, value date), standing
beside the ledger's item of kind RECEIPT, which holds the amount. A receipt whose customer is not named stands in
*suspense* until its text, or a person, says who paid.

Invariants:

* a receipt is told by entity, bank reference, value date, amount and currency; when a file holds such a receipt twice,
  it is two receipts, and the same file again adds none;
* the amount of a receipt, and what is left of it, stand in the ledger alone;
* by itself the program applies a receipt only where the matching is sure by the rules in force; otherwise it keeps
  its proposals with their evidence and the reason why not, which the next try replaces;
* whatever is done with a receipt, by the program or a person, is a *deed* with its shares and reasons, kept for ever
  and undone by one act; all money that came is applied, unapplied, in suspense, not ours or refunded;
* what a person undid is never done again by itself;
* a receipt with a remittance advice is applied by itself only as the advice says, to the cent.

It also owns the *cheque*, from the day it came until it is paid or given back. Its invariants:

* what a customer owes doesn't change when a cheque comes, bounces or goes back; only money settles it;
* a cheque is paid when nothing of its item is open: the ledger says so, no flag;
* its number at its bank, and its Sayad number, are in the book once; what is written on it never changes;
* who makes a deposit slip doesn't confirm it, who counts the cheques doesn't sign the count.
"""
