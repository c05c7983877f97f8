"""Actor: who does something. Every write names one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from recoup.kernel.sentences import N_

PROGRAM_LABELS: Mapping[str, str] = {
    "SMS gateway": N_("SMS gateway"),
    "agreements": N_("Agreements"),
    "approvals": N_("Approvals"),
    "cheque rules": N_("Rules about cheques"),
    "command line": N_("Command line"),
    "daily run": N_("Daily run"),
    "demonstration": N_("Demonstration"),
    "invoicing": N_("Invoicing"),
    "mail": N_("Mail"),
    "promises": N_("Promises"),
    "offers": N_("Offers"),
    "payment plans": N_("Payment plans"),
    "release": N_("Release of proposals"),
    "rulebook": N_("Rules"),
    "shipped rules": N_("Shipped rules"),
}
"""The names under which the program acts, as people read them."""


class ActorKind(StrEnum):
    """What kind of actor: a signed-in person, or the program itself."""

    USER = "USER"
    PROGRAM = "PROGRAM"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: `id` is the user's id (0 for the program) and `name` the name as it is now."""

    kind: ActorKind
    id: int
    name: str

    @classmethod
    def program(cls, name: str) -> Actor:
        """Return the program acting by itself, for example `Actor.program("daily run")`."""
        return cls(ActorKind.PROGRAM, 0, name)

    @property
    def is_program(self) -> bool:
        """Whether the program itself acts: it has every right in every entity and approves nothing."""
        return self.kind is ActorKind.PROGRAM
