"""Arrangements: what people changed in the course of one anchor, laid over the strategy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from recoup.engines.strategy.types import Anchor, Arrangement, Performer, Step, Strategy


def arranged_steps(
    strategy: Strategy, anchor: Anchor, arrangements: Mapping[str, Arrangement]
) -> tuple[Step, ...]:
    """Return the steps with what people arranged for this anchor, in the order of the strategy; duty C2.

    The order stays, because it says which steps a later one passes over; the thresholds of moved steps may break it.
    Arrangements of steps that the strategy doesn't know (any more) count for nothing.
    """
    if not arrangements:
        return strategy.steps
    return tuple(_arranged(step, arrangements.get(step.code), anchor.due_date) for step in strategy.steps)


def _arranged(step: Step, said: Arrangement | None, due_date: date) -> Step:
    if said is None:
        return step
    if said.is_left_out:
        return replace(step, is_left_out=True)
    channel = said.channel or step.channel
    is_written = channel is not None and channel.is_written
    is_fixed = said.day is not None
    return replace(
        step,
        threshold=step.threshold if said.day is None else (said.day - due_date).days,
        is_fixed=is_fixed,
        is_optional=step.is_optional and not is_fixed,
        amount_min=Decimal(0) if is_fixed else step.amount_min,
        channel=channel,
        template="" if said.channel is not None and not is_written else said.template or step.template,
        performer=_performer(step, said, is_written=is_written),
    )


def _performer(step: Step, said: Arrangement, *, is_written: bool) -> Performer:
    if said.person_id is not None or not is_written:
        return Performer.PERSON
    return step.performer if said.channel is None else Performer.JOB
