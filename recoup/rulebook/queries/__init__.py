"""What others may ask of the rulebook."""

from recoup.rulebook.queries.resolution import NoRule, RulesInForce, resolve, resolve_many, rules_in_force
from recoup.rulebook.queries.rules import (
    RuleFilter,
    get_rule,
    may_propose,
    rule_of_version,
    rules,
    segments,
    version_fingerprint,
    version_in,
)

__all__ = [
    "NoRule",
    "RuleFilter",
    "RulesInForce",
    "get_rule",
    "may_propose",
    "resolve",
    "resolve_many",
    "rule_of_version",
    "rules",
    "rules_in_force",
    "segments",
    "version_fingerprint",
    "version_in",
]
