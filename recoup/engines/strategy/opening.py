"""The opening: how a course begins about an item that was late already when it was first chased."""

from __future__ import annotations

from collections.abc import Sequence

from recoup.engines.strategy.types import Anchor, CourseFacts, Handling, Step, Strategy
from recoup.kernel.sentences import N_, Sentence


class Opening:
    """How the course about an item begins: with the first contact no further than the strategy's opening step.

    An item that was late already when it was first chased goes on step by step, in a strategy that jumps as well: the
    letters between are not passed over only because nobody had written them yet.
    """

    def __init__(self, facts: CourseFacts, strategy: Strategy, anchor: Anchor) -> None:
        places = {step.code: place for place, step in enumerate(strategy.steps)}
        self._up_to = places.get(strategy.opening)
        self._places, self._steps = places, strategy.steps
        done = [
            (handled.on, places[code])
            for code, handled in facts.handled.items()
            if handled.how is Handling.DONE and code in places and not strategy.steps[places[code]].is_notice
        ]
        self._is_first = not done
        self.was_late = False
        if self._up_to is not None and done:
            day, place = min(done)
            self.was_late = place <= self._up_to and self._is_behind((day - anchor.due_date).days)

    def _is_behind(self, days: int) -> bool:
        """Return whether a step after the opening one was reached when an item was so many days late."""
        assert self._up_to is not None
        later = self._steps[self._up_to + 1 :]
        return bool(later) and days >= later[0].threshold

    def allowed(self, reached: Sequence[Step]) -> Sequence[Step]:
        """Return those of the steps that may be taken now; all where no limit holds or none would be left."""
        if self._up_to is None or not self._is_first:
            return reached
        gentle = [step for step in reached if self._places[step.code] <= self._up_to]
        return gentle or reached[:1]

    def told(self, step: Step, days: int) -> tuple[Sentence, ...]:
        """Return in words that the first contact begins gently, where it would have gone further."""
        if self._up_to is None or not self._is_first or step.is_notice or not self._is_behind(days):
            return ()
        return (
            Sentence(
                N_("It is the first contact about this item, so it begins with step {step}."),
                {"step": step.code},
            ),
        )
