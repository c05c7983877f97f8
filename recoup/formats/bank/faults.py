"""Why a file is refused as a whole, and the findings of one statement while it is read."""

from __future__ import annotations

from recoup.formats.bank.types import Finding
from recoup.kernel.errors import DomainError
from recoup.kernel.sentences import N_, Sentence, Value

FINDINGS_MAX = 100
"""So many findings of a statement are told; that there are more is told too."""

MORE_FINDINGS = N_("There are {count} more findings of the same kinds.")


class UnreadableStatement(DomainError):
    """The file as a whole can't be trusted or read; nothing of it may be imported."""

    text = N_("The file “{name}” can't be read as a bank statement.")


class EmptyStatement(UnreadableStatement):
    """There is nothing in the file."""

    text = N_("The file “{name}” is empty.")


class UnknownFormat(UnreadableStatement):
    """The content is no format that is read."""

    text = N_(
        "The file “{name}” is no bank statement that can be read: it is neither camt, MT940, MT942, BAI2, OFX, "
        "QIF nor a sheet with dates and amounts."
    )


class OtherMessage(UnreadableStatement):
    """It is XML, but no statement."""

    text = N_("The file “{name}” is XML, but no bank statement: its content is “{found}”.")


class NoStatement(UnreadableStatement):
    """It is of a known format, but there is no statement in it."""

    text = N_("The file “{name}” holds no bank statement.")


class PackedFile(UnreadableStatement):
    """It is an archive."""

    text = N_("The file “{name}” is packed ({found}). Unpack it and read the files that are in it.")


class HostileXml(UnreadableStatement):
    """It declares entities or a document type: no bank does, and they can be used to do harm."""

    text = N_(
        "The file “{name}” is refused: it declares a document type or entities, which bank statements never do."
    )


class DamagedXml(UnreadableStatement):
    """The XML breaks off or is malformed."""

    text = N_(
        "The file “{name}” is cut short or damaged at line {line}: {reason}. Fetch it from the bank once more."
    )


class TruncatedStatement(UnreadableStatement):
    """The file ends within a statement."""

    text = N_(
        "The file “{name}” ends within a statement: it was cut short. Fetch it from the bank once more."
    )


class WrongEncoding(UnreadableStatement):
    """The bytes don't fit the encoding that the file states."""

    text = N_("The file “{name}” can't be read as {encoding}: {count} places don't fit.")


class MissingField(UnreadableStatement):
    """A statement or line lacks what it can't do without."""

    text = N_("The file “{name}” is damaged: at line {line}, {field} is missing or can't be read: “{found}”.")


class Findings:
    """The findings of one statement, up to a limit; the rest is counted."""

    def __init__(self) -> None:
        self._kept: list[Finding] = []
        self._seen: set[tuple[str, int, int]] = set()
        self._more = 0

    def error(self, text: str, /, *, line: int = 0, position: int = 0, **values: Value) -> None:
        """Keep that the file contradicts itself or can't be read in part."""
        self._add(Finding(Sentence(text, values), line, position))

    def warn(self, text: str, /, *, line: int = 0, position: int = 0, **values: Value) -> None:
        """Keep something that should be known but harms nothing."""
        self._add(Finding(Sentence(text, values), line, position, is_error=False))

    def tell(self, sentence: Sentence) -> None:
        """Keep what somebody else has found worth a warning."""
        self._add(Finding(sentence, is_error=False))

    def warn_once(self, text: str, /, **values: Value) -> None:
        """Keep a warning about the whole statement the first time only."""
        key = (text, 0, 0)
        if key not in self._seen:
            self._seen.add(key)
            self._add(Finding(Sentence(text, values), is_error=False))

    def all(self) -> tuple[Finding, ...]:
        """Return what was found."""
        if not self._more:
            return tuple(self._kept)
        more = Finding(Sentence(MORE_FINDINGS, {"count": self._more}))
        return (*self._kept, more)

    def _add(self, finding: Finding) -> None:
        if len(self._kept) < FINDINGS_MAX:
            self._kept.append(finding)
        else:
            self._more += 1
