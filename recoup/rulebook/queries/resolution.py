"""Which rule applies, and why."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.db import connection

from recoup.kernel.errors import DomainError, NotFound
from recoup.kernel.sentences import N_, Sentence, Value
from recoup.kernel.unions import EU_MEMBERS, EUROPEAN_UNION
from recoup.plumbing.db import sql
from recoup.rulebook import registry
from recoup.rulebook.types import Resolved, RuleKind, RuleScope, RuleValue, ScopeRecord
from recoup.rulebook.values import read

# Of each rule the version that counts on the day, for each of the entities that it reaches; one row without a rule for
# an entity that none reaches, so that its country is always known.
_IN_FORCE = """
WITH place AS (
    SELECT id, code, country FROM team_entity WHERE id = ANY(%(entity_ids)s)
    UNION ALL
    -- countries as places of their own, with numbers that no entity has
    SELECT -number, country, country FROM unnest(%(countries)s::text[]) WITH ORDINALITY AS c (country, number)
),
latest AS (
    SELECT DISTINCT ON (r.id) r.id, r.kind, r.jurisdiction, r.entity_id, r.segment, r.customer_id,
        v.id AS version_id, v.number, v.value, v.source, v.valid_from, v.valid_until
    FROM rulebook_rule AS r
    JOIN rulebook_version AS v ON v.rule_id = r.id AND v.valid_from <= %(on)s
    JOIN rulebook_enactment AS e ON e.version_id = v.id
    WHERE r.kind = ANY(%(kinds)s)
        AND (r.entity_id IS NULL OR r.entity_id = ANY(%(entity_ids)s))
        AND (r.customer_id IS NULL OR r.customer_id = ANY(%(customer_ids)s))
    ORDER BY r.id, v.valid_from DESC, e.id DESC
)
SELECT place.id, place.code, f.id, f.kind, f.jurisdiction, f.entity_id, f.segment, f.customer_id,
    c.number, f.version_id, f.number, f.value, f.source, f.valid_from
FROM place
LEFT JOIN latest AS f ON (f.valid_until IS NULL OR f.valid_until >= %(on)s)
    AND (f.entity_id IS NULL OR f.entity_id = place.id) AND (
        f.jurisdiction IN ('', place.country)
        OR (f.jurisdiction = %(union)s AND place.country = ANY(%(members)s::text[]))
    )
LEFT JOIN parties_customer AS c ON c.id = f.customer_id
"""
_RULE = N_("Rule {rule}, version {version}, for {scope}, valid from {valid_from}.")
_RULE_BECAUSE = N_(
    "Rule {rule}, version {version}, for {scope}, valid from {valid_from}, because there is none for {missing}."
)
_STANDARD = N_(
    "The standard value of the program, because no rule is in force for {missing} or for everybody."
)
_MISSING = {8: N_("the customer"), 4: N_("the segment"), 3: N_("the entity"), 2: N_("the country")}


class NoRule(DomainError):
    """No rule of the kind is in force, and the kind has no standard value."""

    text = N_(
        "There is no rule “{kind}” in force on {on} for {entity}. Propose one in the rulebook and have it approved."
    )


class _Row(NamedTuple):
    """A rule as the query gives it."""

    rule_id: int
    kind: str
    jurisdiction: str
    entity_id: int | None
    segment: str
    customer_id: int | None
    customer_number: str | None
    version_id: int
    number: int
    value: str
    source: str
    valid_from: date


@dataclass(frozen=True, slots=True)
class _Candidate:
    scope: ScopeRecord
    rule_id: int
    version_id: int
    number: int
    value: RuleValue
    source: str
    valid_from: date


@dataclass(frozen=True, slots=True)
class RulesInForce:
    """The rules of some kinds that are in force on a day for some entities: read once, asked without the database.

    `own` are the customers' own rules by entity, kind and customer; `shared` the others, the narrowest first.
    """

    on: date
    entity_codes: Mapping[int, str]
    own: Mapping[tuple[int, str, int], _Candidate]
    shared: Mapping[tuple[int, str], Sequence[_Candidate]]
    countries: Mapping[str, int] = field(default_factory=dict)

    def resolve_country(self, kind: str, *, country: str, segment: str = "") -> Resolved | None:
        """Return what the law of a country says, whatever an entity has chosen; None where no rule is in force.

        :raises NotFound: there is no such kind, or the country was not asked for
        """
        declared = registry.get_kind(kind)
        if country not in self.countries:
            raise NotFound
        for candidate in self.shared.get((self.countries[country], kind), ()):
            scope = candidate.scope.scope
            if scope.jurisdiction and scope.segment in ("", segment):
                return _applied(declared.code, candidate, segment, None)
        return None

    def resolve(
        self, kind: str, *, entity_id: int, segment: str = "", customer_id: int | None = None
    ) -> Resolved:
        """Return what applies; the narrowest scope wins.

        :raises NotFound: there is no such entity or no such kind
        :raises NoRule: no rule is in force, and the kind has no standard value
        """
        declared = registry.get_kind(kind)
        if entity_id not in self.entity_codes:
            raise NotFound
        if customer_id is not None and (found := self.own.get((entity_id, kind, customer_id))):
            return _applied(kind, found, segment, customer_id)
        for candidate in self.shared.get((entity_id, kind), ()):
            if candidate.scope.scope.segment in ("", segment):
                return _applied(kind, candidate, segment, customer_id)
        return self._standard(declared, entity_id, segment, customer_id)

    def resolve_many(
        self, kind: str, *, entity_id: int, customer_ids: Collection[int], segments: Mapping[int, str]
    ) -> dict[int, Resolved]:
        """Return what applies to each customer; those without a rule of their own share one answer a segment.

        :raises NotFound: there is no such entity or no such kind
        :raises NoRule: for one of them no rule is in force, and the kind has no standard value
        """
        answers: dict[str, Resolved] = {}
        found: dict[int, Resolved] = {}
        for customer_id in customer_ids:
            segment = segments.get(customer_id, "")
            if (entity_id, kind, customer_id) in self.own:
                found[customer_id] = self.resolve(kind, entity_id=entity_id, customer_id=customer_id)
                continue
            if segment not in answers:
                answers[segment] = self.resolve(
                    kind, entity_id=entity_id, segment=segment, customer_id=customer_id
                )
            found[customer_id] = answers[segment]
        return found

    def _standard(self, kind: RuleKind, entity_id: int, segment: str, customer_id: int | None) -> Resolved:
        if kind.default is None:
            title = Sentence(kind.title)
            raise NoRule(kind=title, on=self.on, entity=self.entity_codes[entity_id])
        missing = _missing(0, segment, customer_id)
        assert missing is not None
        return Resolved(kind.code, kind.default, Sentence(_STANDARD, {"missing": missing}))


def resolve(
    *, kind: str, on: date, entity_id: int, segment: str = "", customer_id: int | None = None
) -> Resolved:
    """Return what the rule of a kind says on a day, and why that rule: customer, segment, entity, country, everybody.

    A segment counts within the entity first, then within the country, then anywhere. For programs: what a person may
    see is for the faces to ask.

    :raises NotFound: there is no such entity or no such kind
    :raises NoRule: no rule is in force, and the kind has no standard value
    """
    customer_ids = [] if customer_id is None else [customer_id]
    found = rules_in_force(kinds=[kind], on=on, entity_ids=[entity_id], customer_ids=customer_ids)
    return found.resolve(kind, entity_id=entity_id, segment=segment, customer_id=customer_id)


def resolve_many(
    *,
    kind: str,
    on: date,
    entity_id: int,
    customer_ids: Collection[int],
    segments: Mapping[int, str] | None = None,
) -> dict[int, Resolved]:
    """Return what applies to each of many customers of an entity; `segments` are codes by customer, one query in all.

    :raises NotFound: there is no such entity or no such kind
    :raises NoRule: for one of them no rule is in force, and the kind has no standard value
    """
    found = rules_in_force(kinds=[kind], on=on, entity_ids=[entity_id], customer_ids=customer_ids)
    return found.resolve_many(kind, entity_id=entity_id, customer_ids=customer_ids, segments=segments or {})


def rules_in_force(
    *,
    kinds: Collection[str],
    on: date,
    entity_ids: Collection[int],
    customer_ids: Collection[int] = (),
    countries: Collection[str] = (),
) -> RulesInForce:
    """Return all rules of `kinds` that count on a day for these entities, customers and countries, by one query.

    For programs that ask for several kinds, or for many customers: read once, then ask as often as needed.
    """
    members: list[object] = [*sorted(EU_MEMBERS)]
    wanted: dict[str, sql.Value] = {
        "kinds": list(kinds),
        "on": on,
        "entity_ids": list(entity_ids),
        "customer_ids": list(customer_ids),
        "countries": list(countries),
        "union": EUROPEAN_UNION,
        "members": members,
    }
    codes: dict[int, str] = {}
    own: dict[tuple[int, str, int], _Candidate] = {}
    shared: dict[tuple[int, str], list[_Candidate]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_IN_FORCE, wanted)
        for place_id, code, *found in cursor:
            codes[place_id] = code
            if found[0] is not None:
                row = _Row(*found)
                candidate = _candidate(code, row)
                if row.customer_id is None:
                    shared[place_id, row.kind].append(candidate)
                else:
                    own[place_id, row.kind, row.customer_id] = candidate
    for place, of_kind in shared.items():
        shared[place] = _without_replaced(of_kind)
        shared[place].sort(key=lambda candidate: candidate.scope.scope.rank, reverse=True)
    places = {country: -number for number, country in enumerate(countries, start=1)}
    return RulesInForce(on, codes, own, shared, places)


def _without_replaced(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Return the rules without those of the union in whose place the country has one of its own."""
    scopes = [candidate.scope.scope for candidate in candidates]
    countries = {scope.segment for scope in scopes if scope.jurisdiction not in ("", EUROPEAN_UNION)}
    return [
        candidate
        for candidate, scope in zip(candidates, scopes, strict=True)
        if scope.jurisdiction != EUROPEAN_UNION or not countries & {"", scope.segment}
    ]


def _candidate(place_code: str, row: _Row) -> _Candidate:
    scope = RuleScope(row.jurisdiction, row.entity_id, row.segment, row.customer_id)
    names = ScopeRecord(scope, "" if row.entity_id is None else place_code, row.customer_number or "")
    value = read(registry.get_kind(row.kind), json.loads(row.value))
    return _Candidate(names, row.rule_id, row.version_id, row.number, value, row.source, row.valid_from)


def _applied(kind: str, candidate: _Candidate, segment: str, customer_id: int | None) -> Resolved:
    values: dict[str, Value] = {
        "rule": str(candidate.rule_id),
        "version": candidate.number,
        "scope": candidate.scope.label,
        "valid_from": candidate.valid_from,
    }
    why = Sentence(_RULE, values)
    if missing := _missing(candidate.scope.scope.rank, segment, customer_id):
        why = Sentence(_RULE_BECAUSE, values | {"missing": missing})
    return Resolved(
        *(kind, candidate.value, why, candidate.rule_id, candidate.version_id, candidate.number),
        source=candidate.source,
    )


def _missing(rank: int, segment: str, customer_id: int | None) -> Sentence | None:
    """Return for what there is no rule, of all that is narrower than a rule of this rank; None when nothing is."""
    asked = [8] * (customer_id is not None) + [4] * bool(segment) + [3, 2]
    names = [Sentence(_MISSING[level]) for level in asked if level > rank]
    if not names:
        return None
    told = names[-1]
    if len(names) > 1:
        told = Sentence(N_("{one} or {other}"), {"one": names[-2], "other": told})
    for name in reversed(names[:-2]):
        told = Sentence(N_("{one}, {more}"), {"one": name, "more": told})
    return told
