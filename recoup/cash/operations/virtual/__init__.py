"""Virtual accounts: given to customers, ended, and found again on what comes in."""

from recoup.cash.operations.virtual.giving import (
    end_virtual_account,
    import_virtual_accounts,
    save_virtual_accounts,
)

__all__ = ["end_virtual_account", "import_virtual_accounts", "save_virtual_accounts"]
