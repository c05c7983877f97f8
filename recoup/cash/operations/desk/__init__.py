"""What people do with receipts: accept, apply by hand, name the payer, pass on, undo; claims and notes.

Each act is one transaction, leaves a deed with its reason, and is refused where somebody else works on the receipt.
"""
