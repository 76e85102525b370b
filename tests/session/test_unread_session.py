"""What is typed and cannot be taken is an edit: undone, done again, carried on, counted."""

from calculator.case.unread_entries import Entry, unread_texts
from calculator.ground.money import Fen
from calculator.session.session import Session, changing
from calculator.words.wording import Wording

TOTAL = changing("total")


def of(session: Session, field: str) -> Entry:
    return Entry("visits", session.year_statement.visits[0].id, field)


def test_a_text_that_cannot_be_read_is_one_edit(session: Session) -> None:
    total, before, told = of(session, "total"), session.case, list[str]()
    session.edited.connect(told.append)
    assert session.enter(TOTAL, total, "12o0", None) == []
    assert unread_texts(session.case, "visits", total.row) == {"total": "12o0"}
    assert session.unread_count == 1
    refused = session.settlement(total.row).refused
    assert refused is not None
    assert refused.code == "entry_unread"
    assert session.undo_name() == TOTAL.said(session.wording)
    session.undo()
    assert session.case == before
    assert (unread_texts(session.case, "visits", total.row), session.unread_count) == ({}, 0)
    session.redo()
    assert unread_texts(session.case, "visits", total.row) == {"total": "12o0"}
    assert len(told) == 3


def test_a_value_takes_its_place(session: Session) -> None:
    total = of(session, "total")
    session.enter(TOTAL, total, "12o0", None)
    session.enter(TOTAL, total, "1200", {"total": Fen(1200_00)})
    assert session.unread_count == 0
    assert session.settlement(total.row).total == 1200_00
    session.enter(TOTAL, total, "", None)
    assert unread_texts(session.case, "visits", total.row) == {"total": ""}
    session.edit_visit(TOTAL, total.row, total=Fen(1200_00))
    assert session.unread_count == 0


def test_what_cannot_stand_is_kept_until_it_does(session: Session) -> None:
    part = of(session, "out_of_catalogue")
    refused = list[object]()
    session.refused.connect(refused.append)
    faults = session.enter(TOTAL, part, "90000", {"out_of_catalogue": Fen(90_000_00)})
    assert [fault.code for fault in faults] == ["parts_exceed_total"]
    assert faults == session.faults_against(part, {"out_of_catalogue": Fen(90_000_00)})
    assert unread_texts(session.case, "visits", part.row) == {"out_of_catalogue": "90000"}
    assert not refused
    session.edit_visit(TOTAL, part.row, total=Fen(95_000_00))
    assert session.visit(part.row).out_of_catalogue == 90_000_00
    assert session.unread_count == 0
    session.undo()  # one step back takes both back
    assert unread_texts(session.case, "visits", part.row) == {"out_of_catalogue": "90000"}


def test_it_goes_on_in_another_language(session: Session) -> None:
    total = of(session, "total")
    session.enter(TOTAL, total, "12o0", None)
    other = session.rebuilt(Wording("en", grouped=True))
    assert unread_texts(other.case, "visits", total.row) == {"total": "12o0"}
    other.undo()
    assert other.unread_count == 0


def test_people_and_uses_keep_theirs(session: Session) -> None:
    me = session.person
    balance = Entry("people", me.id, "account.opening_balance")
    session.enter(TOTAL, balance, "1x", None)
    assert unread_texts(session.case, "people", me.id) == {"account.opening_balance": "1x"}
    account = me.account.model_copy(update={"opening_balance": Fen(7)})
    session.enter(TOTAL, balance, "0.07", {"account": account})
    assert (session.unread_count, session.person.account.opening_balance) == (0, 7)
    assert unread_texts(session.case, "account_uses", "nobody's") == {}


def test_half_an_amount_is_shown_and_kept_once_it_is_whole(session: Session) -> None:
    told, shown = list[str](), list[int]()
    session.edited.connect(told.append)
    session.changed.connect(lambda: shown.append(session.visit("1").total))
    total = Entry("visits", "1", "total")
    for text, fen in (("120", 120_00), ("1200", 1200_00)):
        with session.entry("typing", half=True):
            session.enter(TOTAL, total, text, {"total": Fen(fen)})
    assert (told, shown) == ([], [120_00, 1200_00])
    with session.entry("typing"):
        session.enter(TOTAL, total, "1200", {"total": Fen(1200_00)})
    assert len(told) == 1
    with session.entry("typing"):
        session.enter(TOTAL, total, "1200", {"total": Fen(1200_00)})
    assert len(told) == 1
