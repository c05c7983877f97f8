"""The aging as a picture: the largest rows of one currency, drawn on the server and placed into the page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import altair
import vl_convert
from django.utils.safestring import SafeString, mark_safe

from recoup.reports.types import AgingRow
from recoup.web.shared.aging import bucket_kinds

# The same tones as the aging bar (tokens.css), so that a color means one thing on the whole desk.
_TONES = {
    "none": "#b9c0ba",
    "0": "#9cc5b4",
    "1": "#e8c46a",
    "2": "#e59a4c",
    "3": "#d96b45",
    "4": "#b3372f",
    "credit": "#6f8fc0",
}
_WIDTH = 720
_ROW_HEIGHT = 24
# A label that begins with a digit would be laid out left to right without it.
_RIGHT_TO_LEFT_MARK = "\u200f"


def chart(rows: Sequence[AgingRow], labels: Sequence[str], *, is_rtl: bool) -> SafeString:
    """Return the drawing of `rows`, all in one currency, as inline SVG.

    Lengths are drawn from floats; the exact figures stand in the table beside it.
    """
    bars = tuple(
        (_label(row.name or row.code, is_rtl), tuple(max(float(amount), 0.0) for amount in row.buckets))
        for row in rows
    )
    words = tuple(_label(label, is_rtl) for label in labels)
    # what vl-convert draws escapes all text that it is given
    return mark_safe(_drawn(bars, words, is_rtl))


def _label(text: str, is_rtl: bool) -> str:
    shown = text if len(text) <= 34 else f"{text[:33]}…"
    return f"{_RIGHT_TO_LEFT_MARK}{shown}" if is_rtl else shown


@lru_cache(maxsize=64)
def _drawn(bars: tuple[tuple[str, tuple[float, ...]], ...], labels: tuple[str, ...], is_rtl: bool) -> str:
    values = [
        {"row": f"{place:02}|{name}", "bucket": label, "place": order, "amount": amount}
        for place, (name, amounts) in enumerate(bars)
        for order, (label, amount) in enumerate(zip(labels, amounts, strict=True))
        if amount
    ]
    tones = [_TONES[tone] for tone in bucket_kinds(len(labels))]
    drawing = (
        altair.Chart(altair.InlineData(values=values), width=_WIDTH, height=_ROW_HEIGHT * len(bars))
        .mark_bar(height=14)
        .encode(
            x=altair.X(
                "sum(amount):Q",
                title=None,
                axis=altair.Axis(format="~s", tickCount=6),
                scale=altair.Scale(reverse=is_rtl),
            ),
            y=altair.Y(
                "row:N",
                title=None,
                axis=altair.Axis(
                    labelExpr="slice(datum.label, 3)", labelLimit=260, orient="right" if is_rtl else "left"
                ),
            ),
            color=altair.Color("bucket:N", scale=altair.Scale(domain=list(labels), range=tones), legend=None),
            order="place:Q",
        )
        .configure(background="transparent", font="inherit", aria=False)
        .configure_axis(
            labelColor="currentColor",
            gridColor="currentColor",
            gridOpacity=0.12,
            domain=False,
            ticks=False,
            labelFontSize=12,
            labelPadding=8,
        )
        .configure_view(stroke=None)
    )
    return str(vl_convert.vegalite_to_svg(drawing.to_json()))
