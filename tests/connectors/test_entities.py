"""Whose rows these are: companies of ours by column, by choice, or made for a first file."""

import pytest

from recoup.connectors import operations
from recoup.connectors.types import RunStatus
from recoup.kernel.errors import NotFound
from recoup.team import queries as team
from recoup.team.types import Role
from tests.connectors.files import counts, import_file, receive, refusals, table
from tests.people import NOW, PROGRAM, make_entity, make_person

pytestmark = pytest.mark.django_db

HEADER = "company code,customer number,customer name,invoice number,due date,amount"


def codes() -> dict[str, tuple[str, str, str]]:
    return {
        entity.code: (entity.currency, entity.country, entity.time_zone)
        for entity in team.entities(actor=PROGRAM)
    }


def test_a_column_says_which_company_a_row_belongs_to() -> None:
    make_entity("UK")
    make_entity("PL", "PL")
    run = import_file(
        table(
            "UK,C-1,One,1,2026-02-04,10",
            "pl,C-1,One,1,2026-02-04,10",
            "XX,C-1,One,1,2026-02-04,10",
            ",C-1,One,1,2026-02-04,10",
            header=HEADER,
        )
    )
    assert counts(run) == (2, 0, 2)
    assert [total.currency for total in run.outcome.totals] == ["GBP", "PLN"]
    assert refusals(run) == {
        4: "There is no company of ours with the code XX.",
        5: "The row doesn't say which of our companies it belongs to, and none was chosen.",
    }


def test_new_codes_become_companies_only_when_asked() -> None:
    content = table("U001,C-1,One,1,2026-02-04,10", "CA02,C-1,One,1,2026-02-04,10", header=HEADER)
    run = import_file(content, create_entities=True, currency="USD")
    assert counts(run) == (2, 0, 0)
    assert codes() == {
        "CA02": ("USD", "US", "America/New_York"),
        "U001": ("USD", "US", "America/New_York"),
    }


def test_without_a_choice_among_several_nothing_is_imported() -> None:
    make_entity("UK")
    make_entity("PL", "PL")
    run = import_file(table("C-1,1,2026-01-05,2026-02-04,10"))
    assert run.status is RunStatus.FAILED
    assert run.reason is not None
    assert "choose the one" in run.reason.text


@pytest.mark.parametrize(
    ("currency", "expected"),
    [
        ("", ("EUR", "DE", "Europe/Berlin")),
        ("VND", ("VND", "VN", "Asia/Ho_Chi_Minh")),
        ("IRR", ("IRR", "IR", "Asia/Tehran")),
        ("PLN", ("PLN", "PL", "Europe/Warsaw")),
    ],
)
def test_a_first_file_makes_its_company(currency: str, expected: tuple[str, str, str]) -> None:
    run = receive(table("C-1,1,2026-01-05,2026-02-04,10"))
    operations.make_entity_for(
        run_id=run.id, code="MAIN", currency=currency, country="", actor=PROGRAM, now=NOW
    )
    assert codes() == {"MAIN": expected}


def test_a_first_company_has_the_currency_of_most_rows() -> None:
    header = "customer number,invoice number,due date,amount,currency"
    run = receive(
        table("C-1,1,2026-02-04,10,zł", "C-1,2,2026-02-04,10,PLN", "C-1,3,2026-02-04,10,EUR", header=header)
    )
    made = operations.make_entity_for(
        run_id=run.id, code="MAIN", currency="", country="", actor=PROGRAM, now=NOW
    )
    assert made.currency == "PLN"


def test_a_customers_company_is_not_taken_for_one_of_ours() -> None:
    make_entity("UK")
    header = "company,customer number,invoice number,due date,amount"
    run = import_file(table("Acme Trading,C-1,1,2026-02-04,10", header=header))
    assert counts(run) == (1, 0, 0), refusals(run)


def test_companies_of_others_are_as_if_they_were_not_there() -> None:
    own, other = make_entity("UK"), make_entity("PL", "PL")
    officer = make_person("Olga", Role.CONTRACT_OFFICER, entity=own)
    import_file(table("UK,C-1,One,1,2026-02-04,10", "PL,C-1,One,1,2026-02-04,10", header=HEADER))

    run = import_file(
        table("UK,C-1,One,2,2026-02-04,10", "PL,C-1,One,2,2026-02-04,10", header=HEADER), actor=officer
    )

    assert counts(run) == (1, 0, 1)
    assert refusals(run) == {3: "There is no company of ours with the code PL."}
    with pytest.raises(NotFound):
        receive(table("C-1,1,2026-01-05,2026-02-04,10"), actor=officer, entity_id=other.id)
