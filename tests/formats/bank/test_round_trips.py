"""Laws: what a writer puts into MT940 and BAI2, the reader finds, whatever the amounts, dates and texts."""

import io
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from recoup.formats.bank.reading import read_statements

CENT = Decimal("0.01")
amounts = st.decimals(min_value=CENT, max_value=Decimal("9999999999.99"), places=2)
days = st.dates(date(2001, 1, 1), date(2069, 12, 31))
words = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZabcxyz0123456789 .,()'", min_size=1, max_size=200).filter(
    str.strip
)


@dataclass(frozen=True)
class Movement:
    """A movement as both formats can hold it."""

    amount: Decimal
    mark: str
    value_date: date
    days_booked_after: int
    reference: str
    text: str

    @property
    def signed(self) -> Decimal:
        return self.amount if self.mark in ("C", "RD") else -self.amount


movements = st.builds(
    Movement,
    amount=amounts,
    mark=st.sampled_from(["C", "D", "RC", "RD"]),
    value_date=days,
    days_booked_after=st.integers(-60, 60),
    reference=st.text("ABCDEFGH0123456789", min_size=1, max_size=16).filter(lambda text: text != "NONREF"),
    text=words,
)


def comma(amount: Decimal) -> str:
    return str(abs(amount)).replace(".", ",")


def mt940_balance(tag: str, amount: Decimal) -> str:
    return f":{tag}:{'C' if amount >= 0 else 'D'}260803EUR{comma(amount)}"


def mt940(opening: Decimal, lines: list[Movement]) -> str:
    """Return a statement with unstructured texts, wrapped at 65 characters as SWIFT does."""
    written = [":20:STARTUMS", ":25:DE02120300000000202051", ":28C:00007/001", mt940_balance("60F", opening)]
    for line in lines:
        booked = line.value_date + timedelta(days=line.days_booked_after)
        written.append(
            f":61:{line.value_date:%y%m%d}{booked:%m%d}{line.mark}R{comma(line.amount)}NTRFNONREF//{line.reference}"
        )
        wrapped = [line.text[place : place + 65] for place in range(0, len(line.text), 65)]
        written.append(":86:" + "\n".join(wrapped))
    closing = opening + sum((line.signed for line in lines), Decimal(0))
    return "\n".join([*written, mt940_balance("62F", closing), "-"])


@given(
    opening=st.decimals(Decimal(-(10**9)), Decimal(10**9), places=2), lines=st.lists(movements, max_size=8)
)
def test_mt940_gives_back_what_was_written(opening: Decimal, lines: list[Movement]) -> None:
    (statement,) = read_statements(io.BytesIO(mt940(opening, lines).encode()), name="written")
    assert not [finding for finding in statement.findings if finding.is_error]
    assert [each.amount for each in statement.lines] == [line.signed for line in lines]
    for found, line in zip(statement.lines, lines, strict=True):
        assert found.value_date == line.value_date
        assert found.booking_date == line.value_date + timedelta(days=line.days_booked_after)
        assert found.is_reversal == line.mark.startswith("R")
        assert found.bank_reference == line.reference
        assert "".join(found.text.split()) == "".join(line.text.split())


@given(
    pieces=st.lists(st.text("ABCDEFGHIJKLMNOP0123456789", min_size=27, max_size=27), min_size=1, max_size=9),
    last=st.text("ABCDEFGHIJKLMNOP0123456789", min_size=1, max_size=26),
)
def test_numbered_parts_of_a_text_grow_together_again(pieces: list[str], last: str) -> None:
    parts = "".join(f"?{20 + place}{piece}" for place, piece in enumerate([*pieces, last]))
    whole = f"166?00GUTSCHRIFT{parts}?30DRESDEFF508?31DE14508800500194785000?32KARL?33 KAUFMANN"
    wrapped = "\n".join(whole[place : place + 65] for place in range(0, len(whole), 65))
    text = (
        ":20:A\n:25:1\n:28C:1\n:60F:C260803EUR0,\n:61:2608030803CR1,NTRFNONREF\n:86:"
        f"{wrapped}\n:62F:C260803EUR1,\n-"
    )
    (statement,) = read_statements(io.BytesIO(text.encode()), name="written")
    (line,) = statement.lines
    assert line.text == "".join([*pieces, last])
    assert line.counterparty.name == "KARL KAUFMANN"
    assert line.counterparty.account == "DE14508800500194785000"


def cents(amount: Decimal) -> int:
    return int(amount / CENT)


def bai2(opening: Decimal, lines: list[Movement]) -> str:
    """Return a file with one account, long texts continued, all its totals right."""
    closing = opening + sum((line.signed for line in lines), Decimal(0))
    records = [f"03,123,USD,010,{cents(opening)},,,015,{cents(closing)},,/"]
    for line in lines:
        code = "195" if line.signed > 0 else "495"
        funds = f"V,{line.value_date:%y%m%d}," if line.days_booked_after else "Z"
        records.append(f"16,{code},{cents(line.amount)},{funds},{line.reference},,/")
        records += [f"88,{line.text[place : place + 60]}" for place in range(0, len(line.text), 60)]
    control = cents(opening) + cents(closing) + sum(cents(line.amount) for line in lines)
    head = ["01,BANK,US,260803,0700,1,,,2/", "02,US,BANK,1,260803,,USD,2/"]
    account = [*records, f"49,{control},{len(records) + 1}/"]
    return "\n".join(
        [*head, *account, f"98,{control},1,{len(account) + 2}/", f"99,{control},1,{len(account) + 4}/"]
    )


@given(
    opening=st.decimals(Decimal(-(10**9)), Decimal(10**9), places=2), lines=st.lists(movements, max_size=8)
)
def test_bai2_gives_back_what_was_written(opening: Decimal, lines: list[Movement]) -> None:
    (statement,) = read_statements(io.BytesIO(bai2(opening, lines).encode()), name="written")
    assert statement.findings == ()
    assert [each.amount for each in statement.lines] == [line.signed for line in lines]
    for found, line in zip(statement.lines, lines, strict=True):
        assert found.bank_reference == line.reference
        assert found.value_date == (line.value_date if line.days_booked_after else None)
        assert "".join(found.text.split()) == "".join(line.text.split())


@given(
    lines=st.lists(movements, min_size=1, max_size=4), place=st.integers(0, 3), change=st.integers(1, 10**6)
)
def test_an_amount_changed_by_anybody_shows_in_the_control_totals(
    lines: list[Movement], place: int, change: int
) -> None:
    text = bai2(Decimal(0), lines)
    line = lines[place % len(lines)]
    code = "195" if line.signed > 0 else "495"
    changed = text.replace(f"16,{code},{cents(line.amount)},", f"16,{code},{cents(line.amount) + change},", 1)
    (statement,) = read_statements(io.BytesIO(changed.encode()), name="changed")
    assert any(finding.is_error for finding in statement.findings)
