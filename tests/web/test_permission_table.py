"""Which permission every address of the desk asks for. A new address must be added here, in the open."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

TABLE = {
    "shell:home": "signed in",
    "shell:scope": "signed in",
    "signin:language": "public",
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
    "preferences:index": "signed in",
    "preferences:preview": "signed in",
    "preferences:language": "signed in",
    "preferences:theme": "signed in",
    "approvals:index": "approvals.read",
    "approvals:detail": "approvals.read",
    "approvals:decide": "approvals.decide",
    "team:index": "team.read",
    "team:person": "team.read",
    "team:entities": "team.read",
    "team:add_person": "team.administer",
    "team:add_entity": "team.administer",
    "team:grant": "team.administer",
    "team:revoke": "team.administer",
    "team:password": "team.administer",
    "team:close": "team.administer",
    "team:reopen": "team.administer",
    "today:index": "collections.read",
    "today:figures": "collections.read",
    "today:glance": "collections.read",
    "search:index": "signed in",
    "aging:index": "reports.read",
    "aging:workbook": "reports.read",
    "ledger:index": "ledger.read",
    "ledger:tie_out": "reports.read",
    "ledger:entry": "ledger.read",
    "ledger:reverse": "ledger.reverse",
    "ledger:item": "ledger.read",
    "ledger:item_entries": "ledger.read",
    "ledger:hold_item": "ledger.hold",
    "ledger:lift_hold": "ledger.hold",
    "ledger:ask_write_off": "ledger.write_off",
    "ledger:periods": "ledger.read",
    "ledger:close_period": "ledger.close_period",
    "ledger:reopen_period": "ledger.close_period",
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
