"""Facts that the rulebook publishes, in the past tense."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class RuleEnacted:
    """A version was put in force from a day on; what was decided by the rule before stays decided."""

    rule_id: int
    version_id: int
    kind: str
    valid_from: date
