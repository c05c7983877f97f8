"""Priority: how urgently a customer wants a call today, in points that anyone can add up by hand.

The points of one customer and currency are a sum of six parts, each read from a table of `Thresholds`.
With the defaults the sum is 0 to 100:

| part | what is measured | points |
|---|---|---|
| lateness | days the oldest overdue item is late: from 1, 8, 31, 61, 91 | 5, 10, 20, 25, 30 |
| amount | chased, in reporting currency: from 100, 1,000, 10,000, 50,000, 250,000 | 5, 10, 18, 24, 30 |
| share | part of the open amount that is overdue: from 25 %, 50 %, 75 % | 3, 6, 10 |
| worsening | days that payments come later than before, on average: from 5, 15, 30 | 5, 10, 15 |
| broken terms | part of the recent payments that came late: from 50 %, 80 % | 5, 10 |
| silence | nothing paid lately and the oldest item is 30 days late or more | 5 |

Up to 20 points more tell what a contact would change, from what was said and promised before:

| part | what is measured | points |
|---|---|---|
| promises | promises broken in the last year: from 1, 2 | 5, 10 |
| words | at the last contact the customer wanted to pay, or hesitated | 10, 5 |

What is on hold, and money received that waits to be applied, is not chased: it doesn't count in the amount.
When nothing is left to chase the points are 0 and the reasons say why. More overdue never gives fewer points.
"""

from recoup.engines.priority.classes import Behavior, Lateness, Size
from recoup.engines.priority.points import (
    DEFAULT_THRESHOLDS,
    Facts,
    Reason,
    Standing,
    Thresholds,
    stand,
)

__all__ = [
    "DEFAULT_THRESHOLDS",
    "Behavior",
    "Facts",
    "Lateness",
    "Reason",
    "Size",
    "Standing",
    "Thresholds",
    "stand",
]
