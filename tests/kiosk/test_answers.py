"""From the first screen to what the answers come to; the figures are worked by hand from the documents."""

from collections.abc import Callable

import pytest
from hall import Printer, dial, hall_of, key_with, said, touch

from calculator.kiosk.hall_window import HallWindow

Opens = Callable[..., HallWindow]


@pytest.mark.parametrize(
    ("region", "answers", "pooled", "personal"),
    [
        # 日照 二（二）: 三级 500, 60%: (1480 − 500) × 60% = 588; 一级 retired 200, 85%: (1000 − 200) × 85% = 680.
        ("rizhao", ("1", "1", "1", "3", "=1480", "1"), "588.00", "892.00"),
        ("rizhao", ("1", "1", "3", "1", "=1000", "1"), "680.00", "320.00"),
        # 西安 第十一条: 200, 三级 50%: (1480 − 200) × 50% = 640. 二连浩特: 1000, 二级 70%: 480 × 70% = 336.
        ("xian", ("1", "1", "1", "3", "=1480", "1"), "640.00", "840.00"),
        ("erenhot", ("1", "1", "2", "2", "=1480", "1"), "336.00", "1,144.00"),
        # 南昌 四（二）1: 600, 一级 60%: (700.50 − 600) × 60% = 60.30.
        ("nanchang", ("1", "1", "1", "1", "=700.5", "1"), "60.30", "640.20"),
        # 日照, 300 of the deductible used and 1900 paid by the fund: (1480 − 200) × 60% = 768, of the cap 100 are left.
        ("rizhao", ("1", "1", "1", "3", "=1480", "2", "=300", "=1900"), "100.00", "1,380.00"),
    ],
)
def test_what_is_paid_this_time(
    opens: Opens, region: str, answers: tuple[str, ...], pooled: str, personal: str
) -> None:
    window = opens(hall_of(region))
    dial(window, *answers)
    assert f"这次统筹基金付\n¥{pooled}\n" in said(window)
    assert f"这次自己付\n¥{personal}\n" in said(window)


def test_why_names_the_clause(opens: Opens) -> None:
    window = opens()
    dial(window, "1", "1", "1", "3", "=1480", "1")
    touch(window, "为什么")
    assert "（1,480.00 − 500.00）× 60% ＝ 588.00（在职，三级）" in said(window)
    assert "二（二）" in said(window)
    touch(window, "◀ 上一步")
    assert "¥588.00" in said(window)


def test_an_answer_is_changed_by_touching_it(opens: Opens) -> None:
    window = opens()
    dial(window, "1", "1", "1", "3", "=1480", "1")
    touch(window, "三级")
    touch(window, "一级及以下")
    # 日照 一级: (1480 − 300) × 80% = 944.
    assert "¥944.00" in said(window)


def test_a_slip_is_printed(opens: Opens) -> None:
    printer = Printer()
    window = opens(printer=printer)
    dial(window, "1", "1", "1", "3", "=1480", "1")
    touch(window, "打印")
    assert "588.00" in printer.slips[0]
    assert "请取走" in said(window)


def test_a_terminal_without_a_printer_offers_none(opens: Opens) -> None:
    window = opens(printer=Printer(there=False))
    dial(window, "1", "1", "1", "3", "=1480", "1")
    assert "打印" not in [key.text() for key in window.touch_keys()]
    assert key_with(window, "为什么").isVisible()


def test_a_printer_that_does_not_answer_is_told_of(opens: Opens) -> None:
    window = opens(printer=Printer(answers=False))
    dial(window, "1", "1", "1", "3", "=1480", "1")
    touch(window, "打印")
    assert "打印机没有反应" in said(window)
