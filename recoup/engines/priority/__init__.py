"""Priority: whom a contact today would bring the most money from, in figures that anyone can add up by hand.

The *expected effect* of a contact is the amount chased times the *chance* that a contact changes the outcome. The
chance follows from points, and the points of one customer and currency are a sum of seven parts, each read from a
table of `Thresholds`. With the defaults the sum is 0 to 90:

| part | what is measured | points |
|---|---|---|
| lateness | days the oldest overdue item is late: from 1, 8, 31, 61, 91 | 5, 10, 20, 25, 30 |
| share | part of the open amount that is overdue: from 25 %, 50 %, 75 % | 3, 6, 10 |
| worsening | days that payments come later than before, on average: from 5, 15, 30 | 5, 10, 15 |
| broken terms | part of the recent payments that came late: from 50 %, 80 % | 5, 10 |
| silence | nothing paid lately and the oldest item is 30 days late or more | 5 |
| promises | promises broken in the last year: from 1, 2 | 5, 10 |
| words | at the last contact the customer wanted to pay, or hesitated | 10, 5 |

Who usually pays up to 15 days late and is not later than that (3 days more are nothing) pays without being asked:
lateness, share and broken terms give no points then, and the reasons say so.

| points from | 0 | 5 | 10 | 15 | 20 | 25 | 30 | 35 | 40 | 45 | 50 | 60 | 70 | 80 | 90 |
|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
| chance | 5 % | 8 % | 12 % | 16 % | 21 % | 26 % | 31 % | 36 % | 41 % | 46 % | 51 % | 60 % | 68 % | 75 % | 80 % |

What is on hold, and money received that waits to be applied, is not chased; `say_left_out` says it. When nothing is
left to chase, points, chance and effect are 0. More overdue never gives less of any of the three.

The table is our own choice until outcomes are learned from (`docs/decisions/0020-expected-effect.md`).
"""

from recoup.engines.priority.classes import Behavior, Lateness, Size
from recoup.engines.priority.facts import DEFAULT_THRESHOLDS, Facts, Thresholds
from recoup.engines.priority.points import Reason, say_left_out
from recoup.engines.priority.standing import Standing, expected_effect, say_effect, stand

__all__ = [
    "DEFAULT_THRESHOLDS",
    "Behavior",
    "Facts",
    "Lateness",
    "Reason",
    "Size",
    "Standing",
    "Thresholds",
    "expected_effect",
    "say_effect",
    "say_left_out",
    "stand",
]
