"""What is told of visits and figures, on the screen and on paper."""

import pytest
from statements import LIBRARY, WORDINGS, Json, case_data, case_of

from calculator.case.case import Case
from calculator.engine.compute import compute
from calculator.engine.statement import FORMAT, Statement
from calculator.ground.months import Month, parse_month
from calculator.words.explanation import figure_told, month_told, visit_told
from calculator.words.family_year import family_year
from calculator.words.personal_year import PersonalYear, personal_year
from calculator.words.year_summary import cautions_of_year, year_doubts, year_figures

ZH = WORDINGS["zh"]
ME: Json = {"id": "me", "name": "我", "region": "rizhao", "status": "employed", "contribution_base": "6000"}
MOTHER: Json = {"id": "mother", "name": "母亲", "region": "rizhao", "status": "employed", "birth_date": "1950-01-01"}


def of(case: Case, person: str, year: int = 2023) -> PersonalYear:
    return personal_year(case, compute(case, LIBRARY), LIBRARY, ZH, person, year)


def family(*visits: Json, **fields: object) -> Case:
    me = {**ME, "birth_date": "1980-01-01", "account": {"opening_balance": "500"}}
    mother = {**MOTHER, "account": {"opening_balance": "100", "monthly_credit": "0"}}
    return case_of(case_data(*visits, people=[me, mother], **fields))


def test_other_peoples_accounts_are_named_where_they_paid() -> None:
    case = family({"person": "mother", "total": "300", "pay_from_account": ["mother", "me"]})
    year = of(case, "mother")
    told = visit_told(year.year.visits[0], year.person, year.pack, ZH, case.people)
    assert "母亲 100.00；我 200.00" in told.lines[-1].formula
    alone = family({"person": "me", "total": "300", "pay_from_account": ["me"]})
    year = of(alone, "me")
    assert "我 " not in visit_told(year.year.visits[0], year.person, year.pack, ZH, alone.people).lines[-1].formula


def test_the_account_tells_of_the_uses_of_its_year() -> None:
    use = {"payer": "me", "relation": "self", "purpose": "pharmacy_drug"}
    uses = [{**use, "date": "2023-02-01", "amount": "11"}, {**use, "date": "2024-02-01", "amount": "22"}]
    case = family(account_uses=uses, through="2024-12")
    told = {year: figure_told(of(case, "me", year), "account").as_text() for year in (2023, 2024)}
    assert "11.00" in told[2023]
    assert "22.00" not in told[2023]
    assert "22.00" in told[2024]


def test_figures_are_told_without_the_visits_where_those_are_told_of_by_themselves() -> None:
    case = family({"person": "me"})
    with_visits, without = (figure_told(of(case, "me"), "pooled", each_visit=each) for each in (True, False))
    assert len(with_visits.lines) == len(without.lines) + 1
    assert figure_told(of(case, "me"), "cash", each_visit=False).lines == ()


def test_a_doubt_about_a_use_is_not_taken_for_one_about_a_visit() -> None:
    # The first visit and the first use are both called 1.
    use = {"payer": "me", "relation": "self", "purpose": "pharmacy_drug", "date": "2023-02-01", "amount": "99999"}
    year = of(family({"person": "mother"}, account_uses=[use]), "me")
    codes = [(caution.code, about) for caution, about in cautions_of_year(year)]
    assert ("account_covers_part", "1") in codes
    assert any("99999.00" in doubt for doubt in year_doubts(year))


def test_the_four_figures_stand_in_their_order() -> None:
    figures = year_figures(of(family({"person": "me"}), "me"))
    assert [figure.key for figure in figures] == ["pooled", "deductible", "account", "cash"]
    assert figures[0].whole == 2000_00


@pytest.mark.parametrize(("person", "year"), [("nobody", 2023), ("me", 1999)])
def test_who_or_what_is_not_in_the_case_is_no_key(person: str, year: int) -> None:
    with pytest.raises(KeyError):
        of(family(), person, year)


def test_each_clause_comes_with_the_day_from_which_it_holds() -> None:
    case = family({"person": "me"}, through="2024-12")
    year = of(case, "me")
    clauses = [line.clause for line in visit_told(year.year.visits[0], year.person, year.pack, ZH).lines]
    assert clauses[1] == "日政办发〔2022〕17号 二（二） · 自2023年1月1日起施行"
    assert all(clause.endswith("自2023年1月1日起施行") for clause in clauses[:4])
    lines = {n: figure_told(of(case, "me", n), "account").lines[1].clause for n in (2023, 2024)}
    assert lines[2023].endswith("三（一） · 自2023年1月1日起施行")
    assert lines[2024].endswith("三（一） · 自2024年1月1日起施行")
    for subject in ("pooled", "deductible"):
        assert figure_told(of(case, "me"), subject).lines[-1].clause.endswith("自2023年1月1日起施行")


def test_a_draft_holds_from_no_day() -> None:
    case = case_of(case_data({"person": "me"}, people=[{**ME, "region": "xian"}]))
    year = of(case, "me")
    lines = visit_told(year.year.visits[0], year.person, year.pack, ZH).lines
    assert lines[0].clause.endswith("拟自2023年1月1日起施行")


def test_the_chosen_reading_decides_from_when_a_rule_holds() -> None:
    me = {**ME, "region": "erenhot"}
    for value, start in (("2022-10-01", "2022年10月1日"), ("2023-01-01", "2023年1月1日")):
        readings = {"erenhot": {"pooling-start": value}}
        case = case_of(case_data({"person": "me"}, people=[me], readings=readings))
        year = of(case, "me")
        told = visit_told(year.year.visits[0], year.person, year.pack, ZH, (), year.readings)
        assert told.lines[1].clause.endswith(f"自{start}起施行"), told.lines[1].clause


def test_a_month_of_the_account_is_told_of_with_what_it_paid() -> None:
    case = family({"person": "me", "total": "300", "pay_from_account": ["me"]})
    year = of(case, "me")
    month = next(month for month in year.computed.account.months if month.paid)
    told = month_told(year, Month(month.month), [("3月10日 就诊", month.paid)])
    before = month.balance - (month.credit or 0) + month.paid
    assert told.lines[0].heading.endswith(ZH.yuan(before))
    assert "6000.00 × " in told.lines[1].formula
    assert told.lines[2].heading == f"3月10日 就诊 −{ZH.yuan(month.paid)}"
    assert told.lines[3].heading.endswith(ZH.yuan(month.balance))
    with pytest.raises(KeyError):
        month_told(year, parse_month("2031-01"), [])


def test_months_that_want_the_same_are_told_of_in_one_line() -> None:
    case = case_of(case_data(people=[{"id": "me", "region": "nanchang", "status": "employed"}]))
    lines = figure_told(of(case, "me"), "account").lines
    assert [line.heading for line in lines[1:]] == ["2023-01 – 2023-12 划入未知"]


def test_what_the_text_leaves_to_the_city_is_asked_for_beside_the_figures_that_wait_for_it() -> None:
    me = {**ME, "region": "gansu"}
    asked = {figure.key: figure.note for figure in year_figures(of(case_of(case_data({}, people=[me])), "me"))}
    for key in ("pooled", "deductible"):
        assert "需要填写该市的起付标准、支付比例和限额" in asked[key]
    levels = {"level1": "300", "level2": "300", "level3": "300"}
    rates = {"level1": "0.65", "level2": "0.60", "level3": "0.55"}
    city = {"deductible": levels, "rate": rates, "retired_uplift": "0.05", "cap": "2500", "cap_retired": "2500"}
    given = of(case_of(case_data({}, people=[{**me, "city": {"name": "市", **city}}])), "me")
    assert not any("需要填写" in figure.note for figure in year_figures(given))
    before = of(case_of(case_data(people=[me], **{"from": "2022-01", "through": "2022-12"})), "me", 2022)
    assert not any("需要填写" in figure.note for figure in year_figures(before))


def test_a_limit_on_costs_is_not_told_as_money_left_to_be_paid() -> None:
    # 2500: 2000 lies below the limit, (2000 − 200) × 60% = 1080 is paid, and nothing more this year.
    person = {**ME, "region": "xian"}
    readings = {"xian": {"cap-basis": "expense"}}
    year = of(case_of(case_data({"person": "me", "total": "2500"}, people=[person], readings=readings)), "me")
    assert year.year.cap_remaining == 0
    assert family_year(Statement(FORMAT, [year.computed]), 2023).members[0].cap_remaining == 0
    figure = year_figures(year)[0]
    assert figure.note == "年度限额 2000.00（按政策范围内费用计），还可计入 0.00"
    assert (figure.part, figure.whole) == (2500_00, 2000_00)
    assert "限额 2000.00 − 本年政策范围内费用 2500.00：还可计入 0.00" in figure_told(year, "pooled").as_text()
    paid = of(case_of(case_data({"person": "me", "total": "2500"}, people=[person])), "me")
    assert (paid.year.cap_remaining, paid.year.expense_to_date) == (620_00, None)
    assert year_figures(paid)[0].note == "年度限额 2000.00，还可支付 620.00"


def test_what_was_not_entered_of_the_first_year_is_no_doubt_of_the_second() -> None:
    readings = {"rizhao": {"deductible-across-levels": "once-met"}}
    for opening in (None, {"deductible_used": "300"}):
        case = case_of(
            case_data(
                people=[{**ME, "opening": opening}], readings=readings, **{"from": "2023-06", "through": "2024-12"}
            )
        )
        first, second = (
            [caution.field for caution, _about in cautions_of_year(of(case, "me", year))] for year in (2023, 2024)
        )
        doubt = "opening" if opening is None else "opening.deductible_used"
        assert doubt in first
        assert doubt not in second
