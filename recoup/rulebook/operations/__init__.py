"""What others may do to the rulebook, and the refusals that go with it."""

from recoup.rulebook.operations.enacting import OwnProposal, enact_version
from recoup.rulebook.operations.proposing import (
    AskedAlready,
    EnactedAlready,
    EndsBeforeItBegins,
    InvalidRuleValue,
    InvalidScope,
    SourceMissing,
    UnknownRuleCountry,
    ask_version,
    propose_and_ask,
    propose_version,
)
from recoup.rulebook.operations.shipping import load_packs
from recoup.rulebook.permissions import BeyondYourRights, NoEntityYet

__all__ = [
    "AskedAlready",
    "BeyondYourRights",
    "EnactedAlready",
    "EndsBeforeItBegins",
    "InvalidRuleValue",
    "InvalidScope",
    "NoEntityYet",
    "OwnProposal",
    "SourceMissing",
    "UnknownRuleCountry",
    "ask_version",
    "enact_version",
    "load_packs",
    "propose_and_ask",
    "propose_version",
]
