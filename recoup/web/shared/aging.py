"""The aging bar: the one recurring picture of the desk."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from recoup.kernel.money import Money
from recoup.kernel.sentences import N_, Sentence
from recoup.web.shared import tags

_PIECE = N_("{label}: {text}")


@dataclass(frozen=True, slots=True)
class Bucket:
    """One part of what is open. `kind` names the color: "none" (no due date yet), "0" (not due) to "4" (oldest)
    or "credit"; `label` is translated already."""

    kind: str
    label: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the bar: `start` and `width` in hundredths of the bar, as SVG wants them."""

    kind: str
    start: str
    width: str
    label: str
    amount: Money
    text: str


@dataclass(frozen=True, slots=True)
class AgingBar:
    """The bar: segments in proportion to their amounts and the whole in words."""

    segments: tuple[Segment, ...]
    text: str


def bucket_kinds(buckets: int) -> list[str]:
    """Return the colors of an aging of so many buckets: no due date, not due, the late ones growing darker, credit."""
    late = buckets - 3
    growing = [str(1 + round(place * 3 / max(late - 1, 1))) for place in range(late)]
    return ["none", "0", *growing, "credit"]


def aging_bar(buckets: Iterable[Bucket]) -> AgingBar:
    """Return the bar of `buckets` in their order; empty and negative ones take no width.

    A piece is never thinner than a hundredth of the bar, so that it can be seen and pointed at.
    """
    shown = [bucket for bucket in buckets if bucket.amount.is_positive()]
    widths = _widths([bucket.amount.amount for bucket in shown])
    segments, start = [], Decimal(0)
    for bucket, width in zip(shown, widths, strict=True):
        text = tags.sentence(Sentence(_PIECE, {"label": bucket.label, "text": bucket.amount}))
        segments.append(
            Segment(bucket.kind, f"{start:.2f}", f"{width:.2f}", bucket.label, bucket.amount, text)
        )
        start += width
    return AgingBar(tuple(segments), " · ".join(segment.text for segment in segments))


def _widths(amounts: list[Decimal]) -> list[Decimal]:
    """Return the share of each amount in a hundred, at least 1 each, together a hundred."""
    if not amounts:
        return []
    total = sum(amounts)
    floored = [max(amount * 100 / total, Decimal(1)) for amount in amounts]
    return [width * 100 / sum(floored) for width in floored]
