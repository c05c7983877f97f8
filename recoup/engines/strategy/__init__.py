"""Strategies: which step of a course is due for a customer today, which are passed over, and why or why not.

A *strategy* is an ordered row of steps. The *anchor* is the oldest unpaid item that may be chased; every threshold
counts in days from its due date. A step is due when its threshold is reached and it was neither done nor waived for
this anchor, however many days were missed: the rule never asks whether today equals a day. At most one step is taken
a day. Whoever passes a step over gets a *waiver* with the reason, so no step is ever lost.
"""

from recoup.engines.strategy.arranging import arranged_steps
from recoup.engines.strategy.deciding import decide_step
from recoup.engines.strategy.looking import Limits, second_look
from recoup.engines.strategy.projecting import PlannedStep, Projection, project_steps
from recoup.engines.strategy.simulating import PastItem, SimulatedStep, simulate
from recoup.engines.strategy.types import (
    Anchor,
    Arrangement,
    CourseFacts,
    Decision,
    Effect,
    Handled,
    Handling,
    Mode,
    Notice,
    Performer,
    Silence,
    Step,
    Strategy,
    Waiver,
    WaiverReason,
)

__all__ = [
    "Anchor",
    "Arrangement",
    "CourseFacts",
    "Decision",
    "Effect",
    "Handled",
    "Handling",
    "Limits",
    "Mode",
    "Notice",
    "PastItem",
    "Performer",
    "PlannedStep",
    "Projection",
    "Silence",
    "SimulatedStep",
    "Step",
    "Strategy",
    "Waiver",
    "WaiverReason",
    "arranged_steps",
    "decide_step",
    "project_steps",
    "second_look",
    "simulate",
]
