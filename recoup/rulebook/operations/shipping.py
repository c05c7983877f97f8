"""Load the rules that are shipped with the program."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from django.db import transaction

from recoup.kernel.actor import Actor
from recoup.rulebook import permissions, registry
from recoup.rulebook.models import Enactment, Rule, RuleVersion
from recoup.rulebook.operations.enacting import record_enactment
from recoup.rulebook.operations.proposing import add_version, checked_value, locked_rule
from recoup.rulebook.types import LoadedPacks, Mark, NewVersion, RuleScope
from recoup.team import queries as team

_PACKS = Path(__file__).parents[1] / "packs"


class _Shipped(NamedTuple):
    name: str
    proposal: NewVersion


@transaction.atomic
def load_packs(*, actor: Actor, now: datetime) -> LoadedPacks:
    """Write down the shipped rules that are not here yet; again changes nothing.

    Rules whose source was verified are in force at once, save where people have decided about the rule before: there,
    and where the source was not verified, what is shipped is a draft for a second person.

    :raises NotAllowed: the actor may not propose rules in all entities
    """
    team.require_everywhere(actor=actor, permission=permissions.PROPOSE)
    known = set(RuleVersion.objects.exclude(pack="").values_list("pack", flat=True))
    loaded = [_load(shipped, actor=actor, now=now) for shipped in _shipped() if shipped.name not in known]
    return LoadedPacks(enacted=sum(loaded), drafted=len(loaded) - sum(loaded), known=len(known))


def _load(shipped: _Shipped, *, actor: Actor, now: datetime) -> bool:
    """Write down a shipped rule and return whether it is in force."""
    proposal = shipped.proposal
    rule = locked_rule(proposal.kind, proposal.scope, now)
    version = add_version(rule, proposal, checked_value(proposal), pack=shipped.name, actor=actor, now=now)
    if proposal.mark is not Mark.VERIFIED or _is_decided(rule):
        return False
    Enactment.objects.create(version=version, enacted_at=now)
    record_enactment(version, approval_id=None, actor=actor, now=now)
    return True


def _is_decided(rule: Rule) -> bool:
    return Enactment.objects.filter(version__rule=rule, approval__isnull=False).exists()


def _shipped() -> Iterator[_Shipped]:
    """Yield the rules of all packs whose kinds this program knows; a name is never given to another text."""
    declared = {kind.code for kind in registry.kinds()}
    for path in sorted(_PACKS.glob("*.toml")):
        pack = tomllib.loads(path.read_text())
        for rule in pack["rules"]:
            if rule["kind"] in declared:
                yield _Shipped(f"{path.stem}/{rule['name']}", _proposal(pack["jurisdiction"], rule))


def _proposal(jurisdiction: str, rule: dict[str, object]) -> NewVersion:
    since, until, value = rule["valid_from"], rule.get("valid_until"), rule["value"]
    assert isinstance(since, date) and (until is None or isinstance(until, date)) and isinstance(value, dict)
    return NewVersion(
        kind=str(rule["kind"]),
        scope=RuleScope(jurisdiction=jurisdiction, segment=str(rule.get("segment", ""))),
        value=value,
        source=str(rule["source"]),
        mark=Mark(str(rule["mark"])),
        valid_from=since,
        valid_until=until,
        note=str(rule.get("note", "")),
    )
