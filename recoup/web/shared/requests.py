"""What the desk's middleware puts on a request."""

from datetime import date, datetime

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from recoup.kernel.actor import Actor
from recoup.plumbing.localization import Reader


class DeskRequest(HttpRequest):
    """A request of a signed-in person; on pages before the sign-in `actor` and `entity_ids` are missing.

    `now` and `on` are the instant and the business date that this request acts for: views pass them down and
    never ask the clock themselves. `entity_ids` are the entities in which the actor holds the view's permission,
    narrowed by the entity chosen in the top bar; the gate (`recoup.web.shared.gates`) puts them here.
    """

    htmx: HtmxDetails
    actor: Actor
    reader: Reader
    time_zone: str
    now: datetime
    on: date
    entity_ids: frozenset[int]
