"""Which board a screen has."""

from collections.abc import Callable
from datetime import date

from calculator.kiosk.answers import Step
from calculator.kiosk.controls.board import Board
from calculator.kiosk.controls.look import Look
from calculator.kiosk.frame import ANSWERS
from calculator.kiosk.messages import AnswersBoard, MessageBoard, VisitsBoard
from calculator.kiosk.question_boards import LanguageBoard, question_board
from calculator.kiosk.result_boards import (
    DoubtsBoard,
    PlacesBoard,
    ResultBoard,
    TopicBoard,
    TopicsBoard,
    WhyBoard,
)
from calculator.kiosk.results import rules_of
from calculator.kiosk.visitor import FIRST, RESULT, RULES, Place, Visitor
from calculator.policy_pages.region_page import PolicyPage

MOST_VISITS = 6
_YEARS_BACK = 3


def board_of(visitor: Visitor, place: Place, look: Look, *, prints: bool) -> Board:
    """The board of a screen; `prints` where there is a printer."""
    words = visitor.words
    if isinstance(place, Step):
        today = visitor.today()
        span = date(today.year - _YEARS_BACK, 1, 1), today
        question = visitor.questions().of(visitor.answers, place)
        return question_board(look, words, question, visitor.answers.given.get(place), span)
    name, _colon, of = place.partition(":")
    made: dict[str, Callable[[], Board]] = {
        FIRST: lambda: LanguageBoard(look, words),
        "message": lambda: MessageBoard(look, words, of),
        ANSWERS: lambda: AnswersBoard(look, words, visitor.chips()),
        "visits": lambda: VisitsBoard(look, words, visitor.visits_in_words()),
        RULES: lambda: TopicsBoard(look, words, _rules(visitor)),
        "topic": lambda: TopicBoard(look, words, next(one for one in _rules(visitor).sections if one.key == of)),
        RESULT: lambda: _result(visitor, look, prints=prints),
        "why": lambda: WhyBoard(look, words, visitor.result()),
        "doubts": lambda: DoubtsBoard(look, words, visitor.result()),
        "cheaper": lambda: PlacesBoard(look, words, visitor.result()),
    }
    return made[name]()


def _result(visitor: Visitor, look: Look, *, prints: bool) -> Board:
    result = visitor.result()
    more = result.counts and visitor.answers.visits < MOST_VISITS
    return ResultBoard(look, visitor.words, result, more=more, prints=prints and result.counts)


def _rules(visitor: Visitor) -> PolicyPage:
    return rules_of(str(visitor.region), visitor.settings, visitor.packs, visitor.words, visitor.today())
