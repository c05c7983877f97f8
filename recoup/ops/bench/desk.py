"""The desk: pages asked for by a signed-in person."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from statistics import median, quantiles
from time import perf_counter

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from recoup.kernel import clock
from recoup.kernel.actor import Actor
from recoup.ops.bench.figures import PageFigures
from recoup.plumbing.db import sql
from recoup.team import operations as team
from recoup.team.types import Role

REQUESTS = 60
_SEED = 42
_EMAIL = "bench@example.com"

Address = Callable[[], str]


def measure_pages(*, entity_id: int, actor: Actor) -> tuple[PageFigures, ...]:
    """Ask for each page `REQUESTS` times, for other customers and other parts of the lists every time.

    The first request of each page, which loads templates and compiles queries, is not counted.
    """
    call_command("collectstatic", interactive=False, verbosity=0)
    client = _signed_in(actor)
    return tuple(_measure(client, name, address) for name, address in _addresses(entity_id))


def measure_workbench(*, actor: Actor) -> tuple[PageFigures, ...]:
    """Ask for the cash clerk's list and receipts on it as the desk does, `REQUESTS` times each."""
    client = _signed_in(actor)
    client.defaults["HTTP_HX_REQUEST"] = "true"
    chance = random.Random(_SEED)
    receipts = [
        item_id for (item_id,) in sql.rows("SELECT item_id FROM cash_receipt WHERE matched_at IS NULL", [])
    ]
    pages: tuple[tuple[str, Address], ...] = (
        (
            "Workbench",
            lambda: f"{reverse('cash:bench')}?page={chance.randint(1, max(1, len(receipts) // 50))}",
        ),
        ("Workbench, its progress", lambda: reverse("cash:progress")),
        ("Workbench, a receipt", lambda: reverse("cash:line", args=[chance.choice(receipts)])),
    )
    return tuple(_measure(client, name, address) for name, address in pages)


def _signed_in(actor: Actor) -> Client:
    people = get_user_model().objects
    user = people.filter(email=_EMAIL).first()
    if user is None:
        made = team.create_user(email=_EMAIL, name="Bench", actor=actor, now=clock.now())
        team.grant_role(
            user_id=made.id,
            role=Role.MANAGER,
            entity_id=None,
            amount_limit=None,
            actor=actor,
            now=clock.now(),
        )
        user = people.get(pk=made.id)
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    return client


def _addresses(entity_id: int) -> Iterable[tuple[str, Address]]:
    """Return the pages by name, each with what gives the next address to ask for."""
    chance = random.Random(_SEED)
    customers = sql.rows("SELECT id, number FROM parties_customer WHERE entity_id = %s", [entity_id])
    [(invoices,)] = sql.rows("SELECT count(*) FROM ledger_item WHERE entity_id = %s", [entity_id])
    assert isinstance(invoices, int)

    def customer() -> str:
        return str(chance.choice(customers)[0])

    def page(name: str, query: str = "") -> Address:
        return lambda: f"{reverse(name)}?page={chance.randint(1, max(1, len(customers) // 50))}{query}"

    return (
        ("Today", page("today:index")),
        ("Today, a customer at a glance", lambda: reverse("today:glance", args=[customer()])),
        ("Customers", page("customers:index")),
        ("Customers, by what is overdue", page("customers:index", "&sort=overdue")),
        ("Customer page", lambda: reverse("customers:page", args=[customer()])),
        ("Search a customer", lambda: f"{reverse('search:index')}?q=customer+{chance.choice(customers)[1]}"),
        ("Search an item", lambda: f"{reverse('search:index')}?q=INV-{chance.randint(1, invoices):07d}"),
    )


def _measure(client: Client, name: str, address: Address) -> PageFigures:
    client.get(address())
    times = []
    for _ in range(REQUESTS):
        url = address()
        start = perf_counter()
        answer = client.get(url)
        times.append((perf_counter() - start) * 1000)
        assert answer.status_code == 200, f"{url}: {answer.status_code}"
    return PageFigures(name, REQUESTS, median(times), quantiles(times, n=20)[-1])
