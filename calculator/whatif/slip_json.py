"""Why slips say something else, as JSON in the form of the contract, so that anyone can compute the claim anew."""

import json
from typing import Any

from calculator.case.case import Case
from calculator.case.case_json import write_case
from calculator.case.slip_changes import OPENING, Change, MissingVisit, changed
from calculator.engine.statement import StatedAmounts
from calculator.ground.money import format_amount
from calculator.policy.packs import Packs
from calculator.whatif.slip_cause_words import CauseWords, counter_questions
from calculator.whatif.slip_causes import SlipExplanation
from calculator.words.wording import Wording

Json = dict[str, Any]
_AMOUNTS = ("deductible_used", "out_of_catalogue", "first_self_pay", "paid_elsewhere")


def explanation_json(case: Case, packs: Packs, explanation: SlipExplanation, words: Wording) -> Json:
    """A visit's differences with their causes, each with the whole household as it would then be."""
    told = CauseWords(case, packs, words)
    near = explanation.nearest
    difference = explanation.settled.stated_difference or {}
    nearest = None
    if near is not None:
        nearest = {
            "changes": [change_json(near.change)],
            "text": told.nearest(near),
            "differs": differs_json(near.difference),
            "case": case_json(changed(case, packs, [near.change])),
        }
    open_question = not explanation.causes and any(difference.values())
    return {
        "visit": explanation.visit.id,
        "differs": differs_json(difference),
        "not_compared": [figure for figure, by in difference.items() if by is None],
        "causes": [
            {
                "changes": [change_json(change) for change in cause.changes],
                "text": told.sentence(cause),
                "other_slips": {"no_longer_agree": cause.broken, "agree_too": cause.mended},
                "case": case_json(changed(case, packs, cause.changes)),
            }
            for cause in explanation.causes
        ],
        "nearest": nearest,
        "ask": counter_questions(explanation, words) if open_question else [],
        "whole": explanation.whole,
    }


def differs_json(difference: StatedAmounts) -> dict[str, str]:
    """The figures that differ: computed − stated."""
    return {figure: format_amount(by) for figure, by in difference.items() if by}


def case_json(case: Case) -> Json:
    """A household as its file has it."""
    written: Json = json.loads(write_case(case))
    return written


def change_json(change: Change) -> Json:
    """A change: its kind, what it is about, and what is otherwise."""
    about = "person" if change.kind in ("status", "retirement_date", "version") else "visit"
    written: Json = {"kind": change.kind, "region" if change.kind == "reading" else about: change.subject}
    if change.kind in ("reading", "circumstance"):
        written[change.kind] = change.name
    if change.name == OPENING:
        written["at"] = OPENING
    return {**written, "from": _value(change, change.before), "to": _value(change, change.after)}


def _value(change: Change, value: Any) -> Any:
    if isinstance(value, MissingVisit):
        payers = list(value.payers)
        return {"in_scope": format_amount(value.in_scope), "level": value.level, "pay_from_account": payers}
    if change.kind in _AMOUNTS:
        return format_amount(value)
    if change.kind == "pooled_used":
        used, pooled = value
        return {"deductible_used": None if used is None else format_amount(used), "pooled": format_amount(pooled)}
    if change.kind == "retirement_date":
        return None if value is None else value.isoformat()
    return list(value) if isinstance(value, tuple) else value
