"""The components: what they show, and that they never break on nothing."""

from datetime import UTC, date, datetime
from decimal import Decimal

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.template import engines
from django.test import RequestFactory
from django_cotton.compiler_regex import CottonCompiler

from recoup.kernel.money import Money
from recoup.kernel.sentences import Sentence
from recoup.web.shared.aging import Bucket, aging_bar
from recoup.web.shared.paging import Paging


def shown(template: str, address: str = "/list?page=2&q=a", **context: object) -> str:
    request = RequestFactory().get(address)
    request.user = AnonymousUser()
    request._messages = CookieStorage(request)
    return " ".join(
        engines["django"].from_string(CottonCompiler().process(template)).render(context, request).split()
    )


def test_a_card_has_its_title_and_its_content() -> None:
    html = shown('<c-card title="Items" note="open">inside</c-card>')
    assert "<h2>Items</h2>" in html and "open" in html and '<div class="body">inside</div>' in html


def test_a_stat_leads_to_what_is_behind_it() -> None:
    html = shown('<c-stat label="Overdue" figure="12" note="today" href="/aging/" />')
    assert '<a href="/aging/">' in html and "Overdue" in html and "today" in html


def test_a_button_with_an_address_is_a_link_and_says_its_key() -> None:
    assert '<a class="btn go' in shown('<c-button href="/x" tone="go" key="C">Call</c-button>')
    html = shown('<c-button type="submit" key="S" name="decision" value="yes">Save</c-button>')
    assert 'type="submit"' in html and 'data-key="S"' in html and 'name="decision"' in html


def test_the_aging_bar_is_a_picture_with_words() -> None:
    bar = aging_bar(
        [Bucket("0", "Not due", Money(Decimal(60), "USD")), Bucket("4", "Old", Money(Decimal(40), "USD"))]
    )
    html = shown('<c-aging-bar :bar="bar" />', bar=bar)
    assert html.count("<rect") == 2 and 'role="img"' in html and "Old: 40.00" in html
    assert shown('<c-aging-bar :bar="bar" />', bar=aging_bar([])) == ""


def test_an_amount_carries_the_bare_number_for_machines() -> None:
    html = shown('<c-amount :money="m" />', m=Money(Decimal("1234.50"), "USD"))
    assert 'value="1234.50"' in html and "1,234.50" in html
    assert "–" in shown('<c-amount :money="m" />', m=None)


def test_dates_and_instants_are_times() -> None:
    assert 'datetime="2026-11-22"' in shown('<c-date :date="d" />', d=date(2026, 11, 22))
    assert "no due date" in shown('<c-date :date="d" missing="no due date" />', d=None)
    assert 'datetime="2026-11-22T09:00:00+00:00"' in shown(
        '<c-instant :at="i" />', i=datetime(2026, 11, 22, 9, tzinfo=UTC)
    )


def test_the_pager_keeps_the_filters() -> None:
    html = shown('<c-pager :pages="p" target="#rows" />', p=Paging(2, 50, 1204))
    assert "<bdi>51</bdi> to <bdi>100</bdi> of <bdi>1,204</bdi>" in html
    assert "?page=1&amp;q=a" in html and "?page=3&amp;q=a" in html
    assert shown('<c-pager :pages="p" />', p=Paging(1, 50, 50)) == ""


def test_a_sorted_heading_turns_round() -> None:
    html = shown('<c-sort-heading by="name" sort="name">Name</c-sort-heading>', address="/list?q=a")
    assert 'aria-sort="ascending"' in html and "sort=-name" in html
    assert "aria-sort" not in shown('<c-sort-heading by="name" sort="due">Name</c-sort-heading>')


class SampleForm(forms.Form):
    name = forms.CharField(label="Name", help_text="As registered")
    sure = forms.BooleanField(label="Sure")
    color = forms.ChoiceField(label="Color", choices=[("r", "red")], widget=forms.RadioSelect)


def test_a_field_ties_label_help_and_error_together() -> None:
    html = shown("{% for field in form %}<c-field :field='field' />{% endfor %}", form=SampleForm({}))
    assert '<label for="id_name">Name</label>' in html
    assert 'id="id_name_error"' in html and 'id="id_name_helptext"' in html
    described = 'aria-describedby="id_name_helptext id_name_error"'
    assert described in html and "<legend>Color</legend>" in html and "field check" in html


def test_reasons_are_sentences() -> None:
    html = shown('<c-reasons :reasons="r" />', r=[Sentence("{n} days late.", {"n": 34})])
    assert "<li>34 days late.</li>" in html


def test_what_comes_from_outside_is_escaped() -> None:
    html = shown('<c-card title="{{ t }}"><c-pill>{{ t }}</c-pill></c-card>', t="<b onload=x>")
    assert "<b onload" not in html
