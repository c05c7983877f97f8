"""What one may be allowed to do with cash; the roles that carry these names are data of the team room."""

READ = "cash.read"
APPLY = "cash.apply"
EDIT_ACCOUNTS = "cash.edit_accounts"
SIGN_OFF = "cash.sign_off"
SETTLE_DIFFERENCES = "cash.settle_differences"
REFUND = "cash.refund"
