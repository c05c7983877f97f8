"""Template tags and filters of the desk, known to every template without `{% load %}`.

The filters that end in `_text` give plain text for attributes and titles; the others isolate what they show in
`<bdi>`, so that an amount or a name stands right in a line of either direction.
"""

import datetime
from decimal import Decimal
from functools import lru_cache

from django import forms, template
from django.forms.boundfield import BoundField
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from lucide.templatetags.lucide import lucide as draw_icon

from recoup.kernel.actor import PROGRAM_LABELS
from recoup.kernel.money import Money
from recoup.kernel.sentences import Sentence
from recoup.kernel.terms import InvalidTerms, parse_terms
from recoup.plumbing import localization
from recoup.web.shared.reading import current, reading_as

register = template.Library()


@register.simple_tag
def lucide(name: str, *, size: int | None = 24, **attributes: str | int) -> str:
    """Draw an icon. Takes the place of the library's own tag, which draws it anew on every line of a table."""
    return _icon(name, size, tuple(attributes.items()))


@lru_cache(maxsize=1024)
def _icon(name: str, size: int | None, attributes: tuple[tuple[str, str | int], ...]) -> str:
    return draw_icon(name, size=size, **dict(attributes))


def _isolated(text: str) -> SafeString:
    return format_html("<bdi>{}</bdi>", text)


@register.filter
def money_text(value: Money) -> str:
    """Return the amount with its currency as plain text."""
    return localization.format_money(value, current().reader)


@register.filter
def money(value: Money | None) -> SafeString | str:
    """Show the amount with its currency."""
    return "" if value is None else _isolated(money_text(value))


@register.filter
def amount(value: Money | None) -> SafeString | str:
    """Show the amount without its currency, for a column whose heading names it."""
    if value is None:
        return ""
    return _isolated(localization.format_money(value, current().reader, with_currency=False))


@register.filter
def number(value: int | Decimal | None) -> SafeString | str:
    """Show a count or any other plain number."""
    return "" if value is None else _isolated(localization.format_number(value, current().reader))


@register.filter
def percent(value: Decimal | None) -> SafeString | str:
    """Show a share: `Decimal("0.262")` is 26.2%."""
    return "" if value is None else _isolated(localization.format_percent(value, current().reader))


@register.filter
def day_text(value: datetime.date, length: str = "medium") -> str:
    """Return the date in the reader's calendar as plain text."""
    return localization.format_date(value, current().reader, length=length)


@register.filter
def day(value: datetime.date | None, length: str = "medium") -> SafeString | str:
    """Show the date in the reader's calendar; length is short, medium or long."""
    return "" if value is None else _isolated(day_text(value, length))


@register.filter
def instant(value: datetime.datetime | None) -> SafeString | str:
    """Show the instant in the reader's calendar and time zone."""
    if value is None:
        return ""
    here = current()
    return _isolated(localization.format_instant(value, here.reader, here.time_zone))


@register.filter
def sentence(value: Sentence | None) -> str:
    """Show the sentence in the reader's language."""
    return "" if value is None else localization.render(value, current().reader)


@register.filter
def actor(name: str) -> str:
    """Return who did something: a person by name, the program in the reader's language."""
    return gettext(PROGRAM_LABELS[name]) if name in PROGRAM_LABELS else name


@register.filter
def terms(code: str) -> str:
    """Return payment terms in words; a code that can't be read stays as it is."""
    try:
        parts = parse_terms(code).sentences
    except InvalidTerms:
        return code
    return " + ".join(map(sentence, parts))


@register.filter
def plain(value: Decimal | datetime.date) -> str:
    """Return what machines read: the bare amount, the ISO date or the ISO instant."""
    return value.isoformat() if isinstance(value, datetime.date) else f"{value:f}"


@register.filter
def is_choice(field: BoundField) -> bool:
    """Whether the field shows several buttons under one label."""
    return isinstance(field.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)


@register.filter
def is_check(field: BoundField) -> bool:
    """Whether the field is a single check box."""
    return isinstance(field.field.widget, forms.CheckboxInput)


class ReadingNode(template.Node):
    """A part of a page as somebody else reads it."""

    def __init__(self, how: FilterExpression, nodelist: NodeList) -> None:
        self.how = how
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        """Render the part in that reader's language, calendar, digits and time zone."""
        with reading_as(self.how.resolve(context)):
            return self.nodelist.render(context)


@register.tag("reading")
def reading_tag(parser: Parser, token: Token) -> ReadingNode:
    """Show a part of the page as `how`, a `Reading`, says: `{% reading how %}...{% endreading %}`."""
    how = parser.compile_filter(token.split_contents()[1])
    nodelist = parser.parse(("endreading",))
    parser.delete_first_token()
    return ReadingNode(how, nodelist)


class FragmentNode(template.Node):
    """A named part of a page that `recoup.web.shared.pages` can also render alone."""

    def __init__(self, name: str, nodelist: NodeList) -> None:
        self.name = name
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        """Render the part in its place in the page."""
        return self.nodelist.render(context)


@register.tag
def fragment(parser: Parser, token: Token) -> FragmentNode:
    """Name a part of the page: `{% fragment rows %}...{% endfragment %}`."""
    parts = token.split_contents()
    if len(parts) != 2:
        raise template.TemplateSyntaxError("a fragment has one name: {% fragment rows %}")
    nodelist = parser.parse(("endfragment",))
    parser.delete_first_token()
    return FragmentNode(parts[1], nodelist)
