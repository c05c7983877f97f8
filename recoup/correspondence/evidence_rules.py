"""What correspondence leaves to rules about evidence: when a stop or a consent needs more than a note."""

from __future__ import annotations

from recoup.kernel.sentences import N_
from recoup.rulebook.types import Choice, FieldType, RuleField, RuleKind, RuleValue

EVIDENCE = "contact.evidence"
FILE = "FILE"

_HOW = (
    Choice("NOTE", N_("A note that says how we know")),
    Choice(FILE, N_("A file: the letter, the mail, the recording")),
)

EVIDENCE_KIND = RuleKind(
    EVIDENCE,
    N_("Contact: evidence of stops and consents"),
    (
        RuleField(*("stop", FieldType.CHOICE, N_("A stop needs")), choices=_HOW),
        RuleField(*("consent", FieldType.CHOICE, N_("A consent needs")), choices=_HOW),
    ),
    RuleValue({"stop": "NOTE", "consent": "NOTE"}),
    help=N_("An objection or a withdrawal never needs a file: it counts as soon as it is said."),
)
