"""Which permission every address of the desk asks for. A new address must be added here, in the open."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

TABLE = {
    "shell:home": "signed in",
    "shell:scope": "signed in",
    "account_login": "public",
    "account_logout": "signed in",
    "account_inactive": "public",
    "account_reauthenticate": "signed in",
    "account_change_password": "signed in",
    "mfa_index": "signed in",
    "mfa_authenticate": "public",
    "mfa_reauthenticate": "signed in",
    "mfa_activate_totp": "signed in",
    "mfa_deactivate_totp": "signed in",
    "mfa_view_recovery_codes": "signed in",
    "mfa_generate_recovery_codes": "signed in",
    "mfa_download_recovery_codes": "signed in",
    "signin:language": "public",
    "preferences:index": "signed in",
    "preferences:preview": "signed in",
    "preferences:language": "signed in",
    "preferences:theme": "signed in",
    "aging:index": "reports.read",
    "aging:workbook": "reports.read",
    "customers:index": "parties.read",
    "customers:save_view": "parties.read",
    "customers:delete_view": "parties.read",
    "customers:page": "parties.read",
    "customers:head": "parties.read",
    "customers:balance": "ledger.read",
    "customers:timeline": "parties.read",
    "customers:change": "parties.edit",
    "customers:assign": "parties.assign",
    "customers:history": "parties.read",
    "customers:contacts": "parties.read",
    "customers:add_contact": "parties.edit_contacts",
    "customers:change_contact": "parties.edit_contacts",
    "customers:add_address": "parties.edit_contacts",
    "customers:change_address": "parties.edit_contacts",
    "customers:accounts": "parties.read",
    "customers:ask_account": "parties.edit or parties.edit_bank",
    "customers:add_payer": "parties.edit or parties.edit_contacts or cash.apply",
    "customers:remove_payer": "parties.edit or parties.edit_contacts or cash.apply",
    "customers:holds": "parties.read",
    "customers:place_hold": "parties.hold",
    "customers:lift_hold": "parties.hold",
    "customers:letters": "correspondence.read",
    "customers:letter": "correspondence.read",
    "customers:pdf": "correspondence.read",
    "imports:index": "imports.read",
    "imports:receive": "imports.run",
    "imports:run": "imports.read",
    "imports:plan": "imports.run",
    "imports:start": "imports.run",
    "imports:refused": "imports.read",
    "imports:original": "imports.read",
    "imports:profile": "imports.run",
    "imports:delete_profile": "imports.run",
    "ledger:index": "ledger.read",
    "ledger:tie_out": "reports.read",
    "ledger:entry": "ledger.read",
    "ledger:reverse": "ledger.reverse",
    "ledger:item": "ledger.read",
    "ledger:item_entries": "ledger.read",
    "ledger:hold_item": "ledger.hold",
    "ledger:ask_write_off": "ledger.write_off",
    "ledger:lift_hold": "ledger.hold",
    "ledger:periods": "ledger.read",
    "ledger:close_period": "ledger.close_period",
    "ledger:reopen_period": "ledger.close_period",
    "search:index": "signed in",
    "today:index": "collections.read",
    "today:figures": "collections.read",
    "today:glance": "collections.read",
    "approvals:index": "approvals.read",
    "approvals:detail": "approvals.read",
    "approvals:decide": "approvals.decide",
    "team:index": "team.read",
    "team:add_person": "team.administer",
    "team:person": "team.read",
    "team:grant": "team.administer",
    "team:password": "team.administer",
    "team:close": "team.administer",
    "team:reopen": "team.administer",
    "team:revoke": "team.administer",
    "team:entities": "team.read",
    "team:add_entity": "team.administer",
    "health:index": "audit.read",
    "health:live": "public",
}


def views(resolver: URLResolver | None = None, namespace: str = "") -> Iterator[tuple[str, str]]:
    """Yield the full name of every address and the permission of its view."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}", getattr(pattern.callback, "permission", "none")
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from views(pattern, inner)


def test_every_address_asks_for_the_permission_in_the_table() -> None:
    assert dict(views()) == TABLE
