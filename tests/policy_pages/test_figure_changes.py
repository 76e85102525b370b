"""What a later version changes is told figure by figure."""

from statements import LIBRARY, WORDINGS

from calculator.policy_pages.figure_changes import figures_changed

ZH = WORDINGS["zh"]


def test_each_figure_is_told_as_it_was_and_as_it_is() -> None:
    pack = LIBRARY.pack("erenhot")
    first = pack.cap[0]
    assert first.amount is not None
    later = pack.model_copy(update={"cap": (first.model_copy(update={"amount": first.amount + 100_00}), *pack.cap[1:])})
    changed = figures_changed(pack, later, ZH)
    before, after = f"{first.amount / 100:.2f}", f"{first.amount / 100 + 100:.2f}"
    assert len(changed) == 1
    assert changed[0].startswith("统筹基金年度最高支付限额，")
    assert f"{before} 元 → 每年 {after} 元" in changed[0]


def test_what_reads_the_same_changes_nothing_and_what_is_gone_is_told() -> None:
    pack = LIBRARY.pack("rizhao")
    assert figures_changed(pack, pack, ZH) == []
    without = pack.model_copy(update={"exclusion": pack.exclusion[1:]})
    assert any(line.endswith("→ 无") for line in figures_changed(pack, without, ZH))
