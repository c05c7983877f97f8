"""Who made a change: the operations of people and customers hand their actor to the change history."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import pghistory

from recoup.kernel.actor import Actor

P = ParamSpec("P")
R = TypeVar("R")


def remembers_actor(operation: Callable[P, R]) -> Callable[P, R]:
    """Write the `actor` of `operation` beside every row that the change history keeps of it."""

    @wraps(operation)
    def remembered(*args: P.args, **kwargs: P.kwargs) -> R:
        actor = kwargs["actor"]
        assert isinstance(actor, Actor)
        with pghistory.context(actor_kind=str(actor.kind), actor_id=actor.id, actor_name=actor.name):
            return operation(*args, **kwargs)

    return remembered
