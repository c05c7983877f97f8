"""Build the demonstration: draw the lives, found the group, play eighteen months."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from recoup.kernel.actor import Actor
from recoup.ops.demo.cheques import draw_cheques
from recoup.ops.demo.companies import COMPANIES
from recoup.ops.demo.contracts import bring_schedule
from recoup.ops.demo.founding import found
from recoup.ops.demo.life import draw_life
from recoup.ops.demo.play import Script, at, play, record_rates
from recoup.ops.demo.policy import decide_policy, draft_strategy
from recoup.team import queries as team

DAYS = 548


def is_built(*, actor: Actor) -> bool:
    """Return whether the demonstration group, or any other company, lives here already."""
    return bool(team.entities(actor=actor))


def build(*, last_day: date, seed: str, begin: Callable[[int], Callable[[], None]]) -> None:
    """Play the demonstration up to `last_day`; `begin` is told the number of days and gives the tick of a day."""
    actor = Actor.program("demonstration")
    first_day = last_day - timedelta(days=DAYS)
    drawn = [draw_life(company, first_day=first_day, last_day=last_day, seed=seed) for company in COMPANIES]
    with_cheques = [draw_cheques(life, last_day=last_day, seed=seed) for life in drawn]
    lives = [life for life, _ in with_cheques]
    cheques = {life.company.entity.code: given for life, given in with_cheques if given}
    group = found(lives=lives, actor=actor, now=at(first_day, 4))
    record_rates(first_day)
    decide_policy(first_day=first_day, proposer=group.manager, approver=group.second, now=at(first_day, 5))
    tick = begin((last_day - first_day).days + 1)
    play(script=Script(lives, cheques, first_day, last_day), group=group, seed=seed, tick=tick)
    sold = next(life for life in lives if life.company.entity.country == "VN")
    bring_schedule(
        sold,
        entity_id=group.entities[sold.company.entity.code],
        as_of=last_day,
        officer=team.find_actor(group.people["officer@example.com"]),
        now=at(last_day, 17),
    )
    draft_strategy(valid_from=last_day + timedelta(days=1), proposer=group.manager, now=at(last_day, 17))
