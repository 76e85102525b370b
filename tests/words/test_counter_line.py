"""The line of the counter: how it is typed, and that nothing is guessed."""

import pytest

from calculator.ground.money import Fen
from calculator.policy.library import Library
from calculator.words.counter.line import CounterLine, read_line

TOLD = CounterLine(None, None, "level3", {"total": Fen(3000_00), "pooled": Fen(500_00)})


@pytest.mark.parametrize(
    "text",
    [
        "3 3000 500",
        "三级 3000，今年已报 500",
        "三级3000今年已报500",
        "３ ３０００ ５００",
        "3级 3,000.00 已报 500元",
        "3000 sj yb 500",
        "sj 3000 500",
        "三级，3000 元，报 500",
        "三级，3000，500",
        "已报 500 3000 三级",
        "总费用3000 已报销500 三级医院",
        "l3 total 3000 paid 500",
    ],
)
def test_ways_to_say_the_same(text: str) -> None:
    assert read_line(text) == TOLD


def test_status_region_and_parts(library: Library) -> None:
    line = read_line("xa tx 2 800 zf 50 先付20 ye 1000.5", list(library))
    assert line == CounterLine(
        "xian",
        "retired",
        "level2",
        {"total": Fen(800_00), "out_of_catalogue": Fen(50_00), "first_self_pay": Fen(20_00), "balance": Fen(1000_50)},
    )
    assert read_line("二连浩特退休三级3000", list(library))[:3] == ("erenhot", "retired", "level3")
    assert read_line("药店 120 起付 300", list(library)) == CounterLine(
        None, None, "pharmacy", {"total": Fen(120_00), "deductible_used": Fen(300_00)}
    )


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("3 3000 500 7", ("7",)),
        ("3 3000 北京", ("北京",)),
        ("3 30.005", ("30.005",)),
        ("三级 二级 300", ("二级",)),
        ("3 3000 已报", ("已报",)),
        ("3 3000 zf 退休", ("zf",)),
        ("xa 3 3000", ("xa",)),
        ("3 3,00", ("3,00",)),
        ("3 3000,50", ("3000,50",)),
    ],
)
def test_what_cannot_be_understood_is_named(text: str, unread: tuple[str, ...]) -> None:
    assert read_line(text).unread == unread


def test_one_number_alone_is_the_total_unless_it_is_a_level() -> None:
    assert read_line("3000") == CounterLine(None, None, None, {"total": Fen(3000_00)})
    assert read_line("3") == CounterLine(None, None, "level3", {})
    assert read_line("3 3") == CounterLine(None, None, "level3", {"total": Fen(3_00)})
    assert read_line("") == CounterLine()
