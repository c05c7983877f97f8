"""In which form a column writes its dates, judged from many of its cells, and from its neighbors when in doubt."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from recoup.formats.tables.values.dates import Calendar, DateForm, DateStyle, figures_of, parse_date
from recoup.formats.tables.values.texts import is_blank, plain
from recoup.kernel.sentences import N_, Sentence

DAY_OR_MONTH = N_("“{text}” can be {chosen} or {other}. Does the day or the month come first?")

_SAMPLED_MAX = 2000
_SERIAL_SHARE = 0.95
_PERSIAN_DIGIT = re.compile("[۰-۹٠-٩]")
_HIJRI_HINT = re.compile("1[345][0-9][0-9]|[\u0600-\u06ff]")
_ORDERS = (DateForm.YMD, DateForm.DMY, DateForm.MDY)


def guess_date_style(samples: Iterable[str], *, prefer: DateForm = DateForm.DMY) -> DateStyle | None:
    """Return in which form the column with these cells writes dates, None when not one of them is a date.

    `prefer` is chosen, with a question, when every cell can be read with the day or the month first.
    """
    distinct = list(dict.fromkeys(text for text in samples if not is_blank(text)))[:_SAMPLED_MAX]
    if not distinct:
        return None
    counts = {style: _sound(distinct, style) for style in _candidates(distinct)}
    best = max(counts.values())
    serials = _sound(distinct, DateStyle(DateForm.SERIAL_1900))
    if serials > best and serials >= _SERIAL_SHARE * len(distinct):
        return DateStyle(DateForm.SERIAL_1900)
    if best == 0:
        return None
    leaders = [style for style, count in counts.items() if count == best]
    return _settled(distinct, leaders, prefer)


def date_share(samples: Iterable[str]) -> float:
    """Return which share of the filled cells are dates in the form that fits them best, from 0 to 1."""
    filled = [text for text in samples if not is_blank(text)]
    style = guess_date_style(filled)
    return _sound(filled, style) / len(filled) if filled and style is not None else 0.0


def agreed_date_styles(styles: Mapping[str, DateStyle]) -> dict[str, DateStyle]:
    """Return the styles of a table's columns where doubtful ones follow the ones that are certain."""
    certain = {style.form for style in styles.values() if style.is_certain} & {DateForm.DMY, DateForm.MDY}
    if len(certain) != 1:
        return dict(styles)
    form = certain.pop()
    return {
        name: style if style.is_certain else replace(style, form=form, question=None)
        for name, style in styles.items()
    }


def _candidates(distinct: Iterable[str]) -> list[DateStyle]:
    """Return the styles to try, the likeliest first; Solar Hijri only where something hints at it."""
    calendars = [Calendar.GREGORIAN]
    if any(_HIJRI_HINT.search(text) for text in distinct):
        calendars.append(Calendar.SOLAR_HIJRI)
    if any(_PERSIAN_DIGIT.search(text) for text in distinct):
        calendars.reverse()
    return [DateStyle(form, calendar) for calendar in calendars for form in _ORDERS]


def _sound(distinct: Iterable[str], style: DateStyle) -> int:
    return sum(1 for text in distinct if isinstance(parse_date(text, style), datetime.date))


def _settled(distinct: list[str], leaders: list[DateStyle], prefer: DateForm) -> DateStyle:
    """Return the leader to take, with a question when the cells leave the order or the calendar open."""
    first = leaders[0]
    if first.form is DateForm.YMD and all(_is_year_first(text) for text in distinct):
        return first
    if first.calendar is Calendar.GREGORIAN:
        style = next((each for each in leaders if each == DateStyle(prefer, first.calendar)), first)
    else:
        style = first
    rivals = [each for each in leaders if each != style]
    for text in distinct:
        chosen = parse_date(text, style)
        for rival in rivals:
            other = parse_date(text, rival)
            if isinstance(chosen, datetime.date) and isinstance(other, datetime.date) and chosen != other:
                if style.form is DateForm.DMY and rival.form is DateForm.MDY and _is_dotted(text):
                    continue
                question = Sentence(DAY_OR_MONTH, {"text": text, "chosen": chosen, "other": other})
                return replace(style, question=question)
    return style


def _is_year_first(text: str) -> bool:
    figures = figures_of(plain(text), DateForm.YMD)
    return figures is None or figures.first_length == 4


def _is_dotted(text: str) -> bool:
    return plain(text).count(".") >= 2
