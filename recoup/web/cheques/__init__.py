"""Cheques at the desk: the register, one cheque and what can be done with it, deposit slips, counts."""
