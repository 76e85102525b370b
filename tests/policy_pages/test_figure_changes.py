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


def test_a_status_that_parts_from_another_is_told_with_both_its_figures() -> None:
    pack = LIBRARY.pack("erenhot")
    both = next(rule for rule in pack.cap if set(rule.status) >= {"employed", "flexible"})
    assert both.amount is not None
    mine = both.model_copy(update={"status": ("flexible",), "amount": both.amount + 100_00})
    rest = both.model_copy(update={"status": tuple(one for one in both.status if one != "flexible")})
    others = [rule for rule in pack.cap if rule != both]
    later = pack.model_copy(update={"cap": (rest, mine, *others)})
    (line,) = figures_changed(pack, later, ZH)
    assert "灵活就业：" in line
    assert "在职" not in line
    assert f"{both.amount / 100:.2f}" in line


def test_what_another_reading_gives_what_is_cited_and_what_is_taken_by_default_is_told() -> None:
    pack = LIBRARY.pack("xian")
    place = next(at for at, rule in enumerate(pack.rate) if rule.when.get("retiree-uplift") == "relative")
    rate = [*pack.rate]
    rate[place] = rate[place].model_copy(update={"level1": 7400})
    (line,) = figures_changed(pack, pack.model_copy(update={"rate": tuple(rate)}), ZH)
    assert "73.5%" in line
    assert "74%" in line
    cap = pack.cap[0].model_copy(update={"clause": "第十二条"})
    (line,) = figures_changed(pack, pack.model_copy(update={"cap": (cap, *pack.cap[1:])}), ZH)
    assert "第十一条]" in line
    assert "第十二条]" in line
    reading = pack.reading[0]
    turned = reading.model_copy(update={"values": reading.values[::-1]})
    (line,) = figures_changed(pack, pack.model_copy(update={"reading": (turned, *pack.reading[1:])}), ZH)
    assert line.startswith("默认理解，")
    source = pack.sources[0].model_copy(update={"number": "西政办发〔2023〕1号"})
    lines = figures_changed(pack, pack.model_copy(update={"sources": (source,)}), ZH)
    assert any(line.startswith("文件，1：") for line in lines)
