"""The editor for regions of one's own, as it is drawn: empty, filled in, and with what cannot be read."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QWidget

from calculator.desktop.own_region.pack_editor import PackEditor
from calculator.desktop.own_region.signing_dialog import SigningDialog
from calculator.session.session import Session
from calculator.widgets.theme import Theme

_CITED = {"document.0.number": "新政办发〔2022〕8号", "document.0.title": "新城市职工医保门诊共济保障实施细则"}
_CITY = {
    **_CITED,
    "document.0.signed": "2022-12-01",
    "zh": "新城市",
    "letters": "Xincheng",
    "start": "2023-01-01",
    "start.clause": "第二十条",
    "deductible.employed.level1": "200",
    "deductible.employed.level2": "250",
    "deductible.employed.level3": "400",
    "deductible.employed.clause": "第五条",
    "rate.employed.level1": "65",
    "rate.employed.level2": "60",
    "rate.employed.level3": "55",
    "rate.employed.clause": "第五条",
    "cap.employed.amount": "2600",
    "cap.employed.clause": "第五条",
    "credit.retired.basis": "fixed",
    "credit.retired.figure": "80",
    "credit.retired.clause": "第九条",
}
_WRONG = {"zh": "", "start": "2023-02-30", "rate.employed.level2": "6o", "cap.employed.clause": ""}


def editor(session: Session, theme: Theme) -> QWidget:
    """The empty form."""
    return PackEditor(session, theme, session.library, lambda _content: None)


def signing(session: Session, theme: Theme) -> QWidget:
    """Signing a region with a key file."""
    pack = session.library.pack(session.person.region)
    return SigningDialog(session.wording, theme, pack, b"")


def correct(screen: QWidget) -> None:
    """Put right what is saved."""
    assert isinstance(screen, PackEditor)
    screen.form.cells.put(_CITY)
    screen.keep()
    screen.form.mode.button("mend").click()
    screen.check()


def fill_in(*below: str) -> Callable[[QWidget], None]:
    """Fill in a city of which some figures lie beyond the framework, and scroll to a field."""

    def act(screen: QWidget) -> None:
        assert isinstance(screen, PackEditor)
        screen.form.cells.put(_CITY)
        screen.check()
        _show(screen, *below)

    return act


def fill_in_wrongly(screen: QWidget) -> None:
    """Fill in what cannot be read, and want it saved."""
    assert isinstance(screen, PackEditor)
    screen.form.cells.put(_CITY | _WRONG)
    screen.keep()
    _show(screen, "rate.employed.level1")


def _show(screen: PackEditor, *keys: str) -> None:
    for key in keys:
        screen.form.cells.cell(key).control.setFocus()
        QApplication.processEvents()
        screen.show_field(key)
