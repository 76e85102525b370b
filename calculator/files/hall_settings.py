"""What an office set for its machine: region, readings it adopted, office, households, paper, packs; and the kiosk's.

One TOML file beside the machine's configuration, `folders.hall_file()`, read by the window, its counter and the kiosk.
A file with a fault is refused whole, with a sentence for each; who must go on uses `hall_in_use`, which has kept the
last that was good.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, StrictInt, ValidationError

from calculator.case.case import City
from calculator.case.case_checks import city_faults, reading_faults
from calculator.case.case_fields import LineText
from calculator.case.json_number import JsonNumber
from calculator.files.disk import is_there, unwritable
from calculator.files.settings import MOST_DAYS, Keeping
from calculator.files.whole_file import give_out, read_small, replace_whole
from calculator.ground.faults import Fault, FaultsError, faults_of, quoted, reject, unreadable
from calculator.ground.language import Language
from calculator.ground.plain_files import read_beginning
from calculator.policy.names import Level, Status
from calculator.policy.pack_reader import parse_toml
from calculator.policy.packs import Packs

FORMAT = "gongjisuan-hall/1"
GOOD = "hall-last-good.toml"
"""The name under which the last good settings are kept, in a folder of the user who runs the program."""
_LIMIT = 1 << 16


def _between(low: int, high: int) -> AfterValidator:
    """A whole number from `low` to `high`; a fault names both."""

    def check(value: int) -> int:
        if not low <= value <= high:
            raise reject("out_of_range", found=quoted(value), low=low, high=high)
        return value

    return AfterValidator(check)


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Office(_Table):
    """What stands on the slip and on a screen that cannot help."""

    name: LineText = ""
    telephone: LineText = ""
    hours: LineText = ""


class Defaults(_Table):
    """What stands before anything was entered; `fixed_region` where no other can be chosen.

    A `year` of None is that of the day. `city` are the figures of the office's city where the region is a framework.
    """

    region: LineText | None = None
    fixed_region: StrictBool = False
    year: Annotated[StrictInt, _between(2000, 2100)] | None = None
    status: Status | None = None
    level: Level | None = None
    city: City | None = None


class Kept(_Table):
    """Whether a household may be kept on the disk at all, and for how long."""

    allowed: StrictBool = True
    keep: Keeping = "until_deleted"
    days: Annotated[StrictInt, _between(1, MOST_DAYS)] = 30


class PaperSettings(_Table):
    """Where paper goes: the printers by their name in the system, empty for its default; the slip's width in mm.

    `slip_raw` says that the slip's printer has no driver, and is sent ESC/POS as it is.
    """

    printer: LineText = ""
    slip_printer: LineText = ""
    slip_width: Literal[80, 58] = 80
    slip_raw: StrictBool = False


class PackSettings(_Table):
    """Which regions are offered, all where it is empty; and whether only packs of trusted signers are used."""

    regions: tuple[LineText, ...] = ()
    signed_only: StrictBool = False


class CounterSettings(_Table):
    """Whether the program starts with the counter."""

    start: StrictBool = False


class KioskSettings(_Table):
    """The hall terminal's own: the operator's PIN as a scrypt hash, seconds until it forgets, the screen's rotation.

    `usage` says whether sessions are counted by day.
    """

    pin: LineText = ""
    idle_seconds: Annotated[StrictInt, _between(15, 600)] = 60
    usage: StrictBool = True
    rotation: Literal[0, 90, 180, 270] = 0


class HallSettings(_Table):
    """The settings of a hall's machine; each table may be left out. `readings` are those that the office adopted."""

    format: Literal["gongjisuan-hall/1"]
    language: Language = "zh"
    office: Office = Field(default_factory=Office)
    defaults: Defaults = Field(default_factory=Defaults)
    readings: dict[LineText, dict[LineText, LineText]] = Field(default_factory=dict)
    households: Kept = Field(default_factory=Kept)
    paper: PaperSettings = Field(default_factory=PaperSettings)
    packs: PackSettings = Field(default_factory=PackSettings)
    counter: CounterSettings = Field(default_factory=CounterSettings)
    kiosk: KioskSettings = Field(default_factory=KioskSettings)

    def regions(self, packs: Packs) -> list[str]:
        """The regions that are offered, in order."""
        return list(self.packs.regions) or packs.ids()


DEFAULT = HallSettings(format=FORMAT)
"""What holds where a machine has no hall settings."""


class HallInUse(NamedTuple):
    """The settings that hold, and what is wrong with the file where they are not those in it."""

    settings: HallSettings
    faults: tuple[Fault, ...] = ()


# ---- reading


def parse_hall(content: bytes, where: str, packs: Packs) -> HallSettings:
    """The settings in the bytes of the file `where`. Raises FaultsError with one fault for every wrong value."""
    data = _exact(parse_toml(content, where))
    try:
        settings = HallSettings.model_validate(data)
    except ValidationError as error:
        raise FaultsError(map(_of_setting, faults_of(error)), where) from None
    faults = list(_unfitting(settings, packs))
    if faults:
        raise FaultsError(faults, where)
    return settings


def read_hall(path: Path, packs: Packs) -> HallSettings:
    """The settings in a file. Raises FaultsError."""
    try:
        content = read_beginning(path, _LIMIT + 1, follow=True)  # an office may have it linked from elsewhere
    except OSError as error:
        raise FaultsError([unreadable(error)], str(path)) from None
    if len(content) > _LIMIT:
        raise FaultsError([Fault("", "too_large", {"limit": "64 KiB"})], str(path))
    return parse_hall(content, str(path), packs)


def hall_in_use(path: Path, packs: Packs, kept: Path) -> HallInUse:
    """The settings in a file; while it has a fault, or is gone, the last good ones kept in the folder `kept`.

    Where there never were any, the program's own hold; a missing file is a fault only where there was one before.
    Never raises.
    """
    good = kept / GOOD
    try:
        settings = read_hall(path, packs)
    except FaultsError as error:
        try:
            return HallInUse(parse_hall(read_small(good, _LIMIT), str(good), packs), error.faults)
        except (OSError, FaultsError):
            missing = [fault.code for fault in error.faults] == ["no_such_file"]
            return HallInUse(DEFAULT, () if missing else error.faults)
    _keep(good, settings)
    return HallInUse(settings)


def _keep(good: Path, settings: HallSettings) -> None:
    content = hall_text(settings)
    try:
        if read_small(good, _LIMIT) == content:
            return
    except OSError:
        pass
    with suppress(OSError):  # a machine that keeps nothing runs by the file itself
        replace_whole(good, content)


def _exact(value: Any) -> Any:
    """Numbers with decimals as they are written, which a city's amounts and rates are read from."""
    if isinstance(value, dict):
        return {name: _exact(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_exact(one) for one in value]
    return JsonNumber(value) if isinstance(value, Decimal) else value


def _of_setting(fault: Fault) -> Fault:
    """A fault with what a person can write in that place."""
    if fault.code != "unknown_field":
        return fault
    table, _dot, _name = fault.path.rpartition(".")
    kind: Any = HallSettings
    for name in table.split(".") if table else ():
        inside = kind.model_fields[name].annotation
        kind = next(one for one in (*get_args(inside), inside) if isinstance(one, type) and issubclass(one, BaseModel))
    return Fault(fault.path, "unknown_setting", {"known": ", ".join(kind.model_fields)})


def _unfitting(settings: HallSettings, packs: Packs) -> Iterator[Fault]:
    """What is well formed and does not fit the packs that are there."""
    for place, region in enumerate(settings.packs.regions):
        if region not in packs:
            yield _unknown_region(f"packs.regions[{place}]", region, packs)
    region = settings.defaults.region or ""
    if settings.defaults.region is not None and region not in packs:
        yield _unknown_region("defaults.region", region, packs)
    elif region and settings.packs.regions and region not in settings.packs.regions:
        figures = {"found": quoted(region), "expected": ", ".join(settings.packs.regions)}
        yield Fault("defaults.region", "not_in_the_hall", figures)
    if settings.defaults.fixed_region and not region:
        yield Fault("defaults.region", "missing", {"expected": ", ".join(settings.regions(packs))})
    yield from reading_faults(settings.readings, packs)
    city = settings.defaults.city
    if city is not None:
        if region not in packs or packs.pack(region).standing != "framework":
            yield Fault("defaults.city", "no_framework", {"found": quoted(region)})
        yield from city_faults("defaults.city", city)


def _unknown_region(path: str, region: str, packs: Packs) -> Fault:
    return Fault(path, "unknown_region", {"found": quoted(region), "expected": ", ".join(packs.ids())})


# ---- writing


def hall_text(settings: HallSettings) -> bytes:
    """The text of a file with these settings; what stands at its default is left out."""
    import tomli_w

    plain: Mapping[str, Any] = settings.model_dump(mode="json", exclude_defaults=True, exclude_none=True)
    tables = {name: value for name, value in plain.items() if value != {}}
    return tomli_w.dumps({"format": FORMAT, **tables}).encode()


def write_hall(path: Path, settings: HallSettings) -> None:
    """Put settings in the place of a file, whose folder is made where it is missing. Raises FaultsError.

    Everyone on the machine can read a new file: who runs the program is seldom who set the machine up.
    """
    new = not is_there(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        give_out(path, hall_text(settings))
        if new:
            path.chmod(0o644)
    except OSError as error:
        raise FaultsError([unwritable(error)], str(path)) from None
