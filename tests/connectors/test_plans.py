"""How a file is read: guessed, corrected, kept under a name, and remembered for the next file of its source."""

from datetime import date

import pytest

from recoup.connectors import operations, queries
from recoup.connectors.operations import InvalidProfileName, PlanChange, ProfileDoesNotFit
from recoup.connectors.types import ImportOptions, RunRecord
from recoup.formats.tables.layouts import LayoutChoice
from recoup.formats.tables.values import AmountStyle, DateForm, DateStyle
from recoup.formats.tables.vocabulary.fields import TableKind
from recoup.kernel.errors import NotFound
from recoup.team.types import Role
from tests.connectors.files import counts, import_file, items, receive, refusals, table
from tests.people import NOW, PROGRAM, make_entity, make_person

pytestmark = pytest.mark.django_db

ODD = "alpha,beta,gamma,delta"


def change(run: RunRecord, options: ImportOptions = ImportOptions(), **what: object) -> RunRecord:  # noqa: B008
    corrected = PlanChange(**what)  # type: ignore[arg-type]  # the test names fields of the change
    return operations.change_plan(run_id=run.id, change=corrected, options=options, actor=PROGRAM, now=NOW)


def finish(run: RunRecord) -> RunRecord:
    return operations.run_import(run_id=run.id, actor=PROGRAM, now=NOW)


def test_columns_that_nobody_could_guess_are_said_by_a_person() -> None:
    make_entity()
    run = receive(table('7,X1,04.02.2026,"1.000,50"', '8,X2,05.02.2026,"2,25"', header=ODD))
    assert run.plan is not None
    assert run.plan.missing()

    run = change(run, columns={"customer_number": 0, "number": 1, "due_date": 2, "amount": 3})

    assert run.plan is not None
    assert run.plan.amount_styles["amount"].decimal == ","
    assert run.plan.date_styles["due_date"].form is DateForm.DMY
    assert counts(finish(run)) == (2, 0, 0)
    assert [str(amount) for *_, amount, _ in items()] == ["1000.5000", "2.2500"]


def test_doubtful_dates_are_asked_about_and_read_as_answered() -> None:
    make_entity()
    run = receive(table("C-1,1,01/02/2026,03/02/2026,10.00"))
    assert len(queries.questions(run_id=run.id, actor=PROGRAM)) == 2

    american = DateStyle(DateForm.MDY)
    run = change(run, date_styles={"issue_date": american, "due_date": american})

    assert queries.questions(run_id=run.id, actor=PROGRAM) == ()
    finish(run)
    assert [(issued, due) for *_, issued, due, _, _, _ in items()] == [(date(2026, 1, 2), date(2026, 3, 2))]


def test_a_decimal_mark_can_be_put_right() -> None:
    make_entity()
    run = receive(table("C-1,1,2026-01-05,2026-02-04,1.500"))
    assert len(queries.questions(run_id=run.id, actor=PROGRAM)) == 1
    run = change(run, amount_styles={"amount": AmountStyle(decimal=",")})
    finish(run)
    assert [int(amount) for *_, amount, _ in items()] == [1500]


def test_another_kind_or_layout_is_found_out_anew() -> None:
    make_entity()
    run = receive(b"number|name\nC-1|One\n")
    run = change(run, kind=TableKind.CUSTOMERS, layout=LayoutChoice(delimiter="|"))
    assert run.kind is TableKind.CUSTOMERS
    assert counts(finish(run)) == (1, 0, 0)


def test_a_profile_is_used_again_for_files_with_its_header_in_any_order() -> None:
    make_entity()
    run = change(
        receive(table("7,X1,04.02.2026,10", header=ODD)),
        columns={"customer_number": 0, "number": 1, "due_date": 2, "amount": 3},
    )
    saved = operations.save_profile(run_id=run.id, name=" From  Alpha ", actor=PROGRAM, now=NOW)
    assert saved.name == "From Alpha"

    run = import_file(table("10,04.02.2026,X2,7", header="Delta,GAMMA,beta,alpha"))

    assert counts(run) == (1, 0, 0), run.reason
    assert [number for _, _, number, *_ in items()] == ["X2"]
    assert [profile.name for profile in queries.profiles(actor=PROGRAM)] == ["From Alpha"]


def test_a_profile_can_be_named_and_must_fit() -> None:
    make_entity()
    run = receive(table("C-1,1,2026-01-05,2026-02-04,10.00"))
    operations.save_profile(run_id=run.id, name="Mine", actor=PROGRAM, now=NOW)

    with pytest.raises(ProfileDoesNotFit):
        receive(b"alpha,beta\n1,2\n", profile="Mine")
    with pytest.raises(NotFound):
        receive(b"alpha,beta\n1,2\n", profile="Yours")
    with pytest.raises(InvalidProfileName):
        operations.save_profile(run_id=run.id, name="  ", actor=PROGRAM, now=NOW)


def test_a_profile_of_another_company_is_as_if_it_were_not_there() -> None:
    own, other = make_entity("UK"), make_entity("PL", "PL")
    run = receive(table("C-1,1,2026-01-05,2026-02-04,10.00"), entity_id=other.id)
    profile = operations.save_profile(run_id=run.id, name="Theirs", actor=PROGRAM, now=NOW)
    officer = make_person("Olga", Role.CONTRACT_OFFICER, entity=own)

    assert queries.profiles(actor=officer) == []
    with pytest.raises(NotFound):
        operations.delete_profile(profile_id=profile.id, actor=officer, now=NOW)
    operations.delete_profile(profile_id=profile.id, actor=PROGRAM, now=NOW)
    assert queries.profiles(actor=PROGRAM) == []


def test_the_last_file_of_a_source_teaches_how_to_read_the_next() -> None:
    make_entity()
    run = change(
        receive(table("7,X1,2026-02-04,10", header=ODD)),
        columns={"customer_number": 0, "number": 1, "due_date": 2, "amount": 3},
    )
    finish(run)

    run = import_file(table("7,X2,2026-02-04,10", header=ODD))

    assert counts(run) == (1, 0, 0), refusals(run)


def test_what_is_doubtful_is_read_as_last_time_only_where_that_fits() -> None:
    make_entity()
    import_file(table("C-1,1,1/25/2026,2/24/2026,10.00"))
    import_file(table("C-1,2,2/3/2026,3/4/2026,10.00"))
    assert [str(issued) for _, _, number, _, issued, *_ in items() if number == "2"] == ["2026-02-03"]

    # The same columns in ISO form prove themselves; after them the doubtful form can't be theirs.
    import_file(table("C-1,3,2026-01-05,2026-02-04,10.00"))
    run = import_file(table("C-1,4,3/2/2026,4/3/2026,10.00"))
    assert counts(run) == (1, 0, 0)
    assert [str(issued) for _, _, number, _, issued, *_ in items() if number == "4"] == ["2026-02-03"]
