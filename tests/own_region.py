"""What tests of regions of one's own share: forms as a person fills them in."""

from collections.abc import Mapping

Form = dict[str, str]

DOCUMENT: Form = {
    "documents": "1",
    "document.0.number": "新政办发〔2022〕8号",
    "document.0.title": "新城市职工医保门诊共济实施细则",
    "document.0.kind": "notice",
    "document.0.signed": "2022-12-01",
}


def rows(table: str, status: str, clause: str = "第五条", /, **figures: str) -> Form:
    """A row of figures with its document and clause."""
    cited = {"source": "document.0", "clause": clause}
    return {f"{table}.{status}.{name}": text for name, text in (figures | cited).items()}


def levels(one: str, two: str, three: str) -> Form:
    """Figures by level."""
    return {"level1": one, "level2": two, "level3": three}


def city(**more: str) -> Form:
    """A city below a framework with all that is asked for."""
    return {
        **DOCUMENT,
        "zh": "新城市",
        "letters": "Xincheng",
        "province": "甘肃省",
        "province_letters": "Gansu",
        "start": "2023-01-01",
        "start.source": "document.0",
        "start.clause": "第二十条",
        **rows("deductible", "employed", **levels("200", "250", "300")),
        **rows("rate", "employed", **levels("65", "60", "55")),
        **rows("rate", "retired", **levels("70", "65", "60")),
        **rows("cap", "employed", amount="2,500"),
        **more,
    }


def without(form: Mapping[str, str], *beginnings: str) -> Form:
    """A form without the fields whose keys begin so."""
    return {key: text for key, text in form.items() if not key.startswith(beginnings)}
