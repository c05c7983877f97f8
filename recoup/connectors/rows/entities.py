"""Which of our companies a row belongs to."""

from __future__ import annotations

from collections.abc import Iterable

from recoup.connectors.rows.cells import Columns, code
from recoup.connectors.types import ImportOptions
from recoup.kernel.folding import fold
from recoup.kernel.sentences import N_, Sentence
from recoup.team.types import EntityRecord

ENTITY_UNKNOWN = N_("There is no company of ours with the code {code}.")
ENTITY_MISSING = N_("The row doesn't say which of our companies it belongs to, and none was chosen.")


class EntityReader:
    """Finds the entity that a cell names by code or name; an empty cell means the chosen one.

    `seen` collects the ids of those that were found.
    """

    def __init__(self, columns: Columns, entities: Iterable[EntityRecord], options: ImportOptions) -> None:
        there = list(entities)
        self._named = {
            fold(name): entity
            for entity in there
            for name in (entity.name_latin, entity.name, entity.code)
            if name
        }
        self._chosen = next((entity for entity in there if entity.id == options.entity_id), None)
        if self._chosen is None and len(there) == 1:
            self._chosen = there[0]
        self.seen: set[int] = set()
        self.read = columns.known("entity_code", self._find)

    def _find(self, text: str) -> EntityRecord | Sentence:
        written = code(text)
        found = self._named.get(fold(written)) if written else self._chosen
        if found is not None:
            self.seen.add(found.id)
            return found
        return Sentence(ENTITY_UNKNOWN, {"code": written[:60]}) if written else Sentence(ENTITY_MISSING)
