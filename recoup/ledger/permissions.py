"""What one may be allowed to do in the ledger; the roles that carry these names are data of the team room."""

READ = "ledger.read"
POST = "ledger.post"
APPLY = "cash.apply"
WRITE_OFF = "ledger.write_off"
REVERSE = "ledger.reverse"
HOLD = "ledger.hold"
CLOSE_PERIOD = "ledger.close_period"
