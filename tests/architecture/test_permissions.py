"""Every address of the desk says who may go there, in one place: its view carries a `permission`."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from recoup.team.permissions import ROLE_PERMISSIONS
from recoup.web.shared.gates import PUBLIC, SIGNED_IN

KNOWN = {PUBLIC, SIGNED_IN}.union(*ROLE_PERMISSIONS.values())
# The sign-in library guards its own pages.
LIBRARIES = ("allauth.", "django.")


def addresses(resolver: URLResolver | None = None, before: str = "/") -> Iterator[tuple[str, URLPattern]]:
    """Yield every address with its pattern."""
    for pattern in (resolver or get_resolver()).url_patterns:
        address = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, address)
        else:
            yield address, pattern


def test_every_address_asks_for_a_known_permission() -> None:
    wrong = [
        f"{address}: {permission}"
        for address, pattern in addresses()
        if not pattern.callback.__module__.startswith(LIBRARIES)
        and not KNOWN.issuperset(permission := getattr(pattern.callback, "permission", "none").split(" or "))
    ]
    assert not wrong, "\n".join(wrong)


def test_the_table_of_addresses_is_not_empty() -> None:
    assert len(list(addresses())) > 20
