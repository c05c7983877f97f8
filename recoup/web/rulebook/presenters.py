"""Rules as the desk shows them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from recoup.kernel.sentences import Sentence
from recoup.rulebook import registry
from recoup.rulebook.queries import NoRule, RulesInForce
from recoup.rulebook.types import Mark, RuleKind, RuleRecord, Standing, VersionRecord
from recoup.web.shared import navigation
from recoup.web.shared.rule_values import FieldText, field_texts, scope_text
from recoup.web.shared.tags import day_text

_TONES: Mapping[Standing, str] = {
    Standing.DRAFT: "line",
    Standing.ASKED: "warn",
    Standing.REJECTED: "bad",
    Standing.PLANNED: "",
    Standing.IN_FORCE: "ok",
    Standing.REPLACED: "mute",
    Standing.ENDED: "mute",
}
_MARK_TONES: Mapping[Mark, str] = {Mark.VERIFIED: "ok", Mark.UNVERIFIED: "warn", Mark.HOUSE: "line"}


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version with the words for its codes; `approval_url` is where its approval is decided, if asked for."""

    record: VersionRecord
    scope: str
    values: tuple[FieldText, ...]
    standing: str
    tone: str
    mark: str
    mark_tone: str
    is_draft: bool
    approval_url: str


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule in the list: the version in force, or else the newest, and how many others wait."""

    shown: VersionLine
    waiting: int


@dataclass(frozen=True, slots=True)
class KindCard:
    """A kind with its rules; `standard` is its standard value, empty when there must be a rule."""

    code: str
    title: str
    help: str
    standard: tuple[FieldText, ...]
    lines: tuple[RuleLine, ...]


@dataclass(frozen=True, slots=True)
class RulePage:
    """A rule with all its versions."""

    id: int
    kind: KindCard
    scope: str
    shown: VersionLine
    versions: tuple[VersionLine, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """One line of two versions side by side."""

    label: str
    before: str
    after: str

    @property
    def is_changed(self) -> bool:
        """Whether the versions differ here."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Answer:
    """What applies for one kind and why, or why nothing does."""

    title: str
    values: tuple[FieldText, ...]
    why: Sentence
    rule_id: int | None
    is_missing: bool


def cards(
    rules: Sequence[RuleRecord], kinds: Sequence[RuleKind], entity_ids: Collection[int]
) -> list[KindCard]:
    """Return the kinds with their rules, those left out that belong to entities that are not shown."""
    shown = [rule for rule in rules if rule.scope.scope.entity_id in (None, *entity_ids)]
    return [_card(kind, [rule for rule in shown if rule.kind == kind.code]) for kind in kinds]


def rule_page(rule: RuleRecord) -> RulePage:
    """Return a rule for its own page."""
    lines = tuple(map(version_line, rule.versions))
    return RulePage(
        id=rule.id,
        kind=_card(registry.get_kind(rule.kind), []),
        scope=scope_text(rule.scope),
        shown=version_line(rule.in_force or rule.versions[0]),
        versions=lines,
    )


def version_line(version: VersionRecord) -> VersionLine:
    """Return a version with its words."""
    asked = version.standing is Standing.ASKED and version.approval_id is not None
    return VersionLine(
        record=version,
        scope=scope_text(version.scope),
        values=field_texts(registry.get_kind(version.kind), version.value),
        standing=_(version.standing.label),
        tone=_TONES[version.standing],
        mark=_(version.mark.label),
        mark_tone=_MARK_TONES[version.mark],
        is_draft=version.standing in (Standing.DRAFT, Standing.REJECTED),
        approval_url=navigation.address("approvals:detail", version.approval_id or 0) if asked else "",
    )


def compared(rule: RuleRecord, on: date) -> tuple[int, int]:
    """Return the two versions that one wants to see side by side: the one in force and what is to replace it."""
    newest = rule.versions[0]
    older = rule.in_force if rule.in_force and rule.in_force is not newest else None
    before = older or (rule.versions[1] if len(rule.versions) > 1 else newest)
    return before.id, newest.id


def differences(before: VersionRecord, after: VersionRecord) -> list[Difference]:
    """Return two versions side by side, line by line."""
    kind = registry.get_kind(after.kind)
    old = {text.name: text for text in field_texts(kind, before.value)}
    new = {text.name: text for text in field_texts(kind, after.value)}
    values = [
        Difference(
            _(field.label),
            old[field.name].text if field.name in old else "",
            new[field.name].text if field.name in new else "",
        )
        for field in kind.fields
    ]
    return [
        *values,
        Difference(_("Valid from"), day_text(before.valid_from), day_text(after.valid_from)),
        Difference(_("Valid until"), _last_day(before), _last_day(after)),
        Difference(_("Checked"), _(before.mark.label), _(after.mark.label)),
        Difference(_("Source"), before.source, after.source),
        Difference(_("Reason"), before.note, after.note),
    ]


def answers(
    book: RulesInForce, kinds: Sequence[RuleKind], *, entity_id: int, segment: str, customer_id: int | None
) -> list[Answer]:
    """Return what applies for each kind, and why."""
    told = []
    for kind in kinds:
        try:
            found = book.resolve(kind.code, entity_id=entity_id, segment=segment, customer_id=customer_id)
        except NoRule as error:
            told.append(Answer(_(kind.title), (), error.sentence, None, is_missing=True))
        else:
            texts = field_texts(kind, found.value)
            told.append(Answer(_(kind.title), texts, found.why, found.rule_id, is_missing=False))
    return told


def _card(kind: RuleKind, rules: Sequence[RuleRecord]) -> KindCard:
    return KindCard(
        code=kind.code,
        title=_(kind.title),
        help=_(kind.help) if kind.help else "",
        standard=field_texts(kind, kind.default) if kind.default else (),
        lines=tuple(map(_line, rules)),
    )


def _line(rule: RuleRecord) -> RuleLine:
    shown = rule.in_force or rule.versions[0]
    return RuleLine(version_line(shown), sum(version is not shown for version in rule.waiting))


def _last_day(version: VersionRecord) -> str:
    return day_text(version.valid_until) if version.valid_until else _("without end")
