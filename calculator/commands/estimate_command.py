"""The command that estimates what other rules would cost the fund: estimate."""

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from calculator.commands.batch_command import engine_options, period_in, period_options, readings_in
from calculator.commands.console import (
    Commands,
    force_option,
    input_bytes,
    language_option,
    library_in,
    packs_option,
    progress,
    require_free,
    write,
)
from calculator.commands.text_tables import table
from calculator.ground.faults import Fault, FaultsError, quoted
from calculator.policy.packs import Packs
from calculator.sheets.estimate_parts import WRITTEN
from calculator.sheets.table_columns import Table
from calculator.words.wording import Wording

if TYPE_CHECKING:
    from calculator.batch.drawn_population import Population


def add_estimate(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add `estimate`."""
    parser = commands.add_parser("estimate", help="测算基金多支出多少 / what other rules cost the fund")
    parser.add_argument("--people", type=Path, metavar="FILE", help="人员表 / the table of people")
    parser.add_argument("--visits", type=Path, metavar="FILE", help="就诊表 / the table of visits")
    parser.add_argument("--drawn", metavar="POPULATION.toml", help="按所写平均数模拟的人群 / drawn from averages")
    parser.add_argument("--pack", metavar="PACK.toml", help="要比较的政策文件 / the rules that are tried")
    parser.add_argument("--since-reform", action="store_true", help="与改革前比较 / against before the reform")
    parser.add_argument("--out", type=Path, metavar="FILE.xlsx", help="写成表格 / write a workbook")
    period_options(parser)
    engine_options(parser)
    force_option(parser)
    packs_option(parser)
    language_option(parser)
    parser.set_defaults(run=_estimate)


def _estimate(options: argparse.Namespace) -> int:
    """Estimate and tell. Raises FaultsError."""
    from calculator.files.many_people.estimate_files import estimate_workbook
    from calculator.files.many_people.estimate_run import Asked, estimated, notes_of, tables_of
    from calculator.files.whole_file import give_out

    _require_one_of(options)
    if options.out is not None:
        if options.out.suffix.lower() != ".xlsx":
            figures = {"found": quoted(options.out.name), "expected": ".xlsx"}
            raise FaultsError([Fault("--out", "unknown_kind_of_file", figures)])
        require_free(options.out, force=options.force)
    before, after, what = _sides(options)
    asked = Asked(
        _source(options),
        before,
        after,
        what,
        options.lang,
        readings_in(options.reading),
        period_in(options),
        options.engine,
        options.processes,
    )
    wording = Wording(options.lang)
    place = None if options.out is None else options.out.absolute().parent
    with TemporaryDirectory(prefix="gongjisuan-", dir=place) as folder, progress() as work:
        found = estimated(asked, Path(folder), work)
    tables, notes = tables_of(asked, found, wording), notes_of(asked, found, wording)
    write("\n".join(notes) + "\n")
    for one in tables:
        write(f"\n{one.title}\n{_as_text(one, wording)}\n")
    if options.out is not None:
        give_out(options.out, estimate_workbook(tables, notes, wording))
    return 0


def _require_one_of(options: argparse.Namespace) -> None:
    tables = options.people is not None and options.visits is not None
    if tables == (options.drawn is not None):
        raise FaultsError([Fault("--people", "tables_or_drawn")])
    if (options.pack is not None) == options.since_reform:
        raise FaultsError([Fault("--pack", "pack_or_reform")])


def _sides(options: argparse.Namespace) -> tuple[Packs, Packs, str]:
    """The rules before and after, and what is compared."""
    from calculator.files.many_people.estimate_run import BEFORE_REFORM, TRIED
    from calculator.whatif.other_packs import EarlierPacks, WithPack

    library = library_in(options.packs)
    if options.since_reform:
        return EarlierPacks(library), library, BEFORE_REFORM
    from calculator.policy.pack_reader import MAX_PACK_BYTES, parse_pack

    pack = parse_pack(input_bytes(options.pack, MAX_PACK_BYTES, "1 MiB"), Path(options.pack).name)
    return library, WithPack(library, pack, "own"), TRIED


def _source(options: argparse.Namespace) -> "tuple[Path, Path] | Population":
    from calculator.files.many_people.estimate_files import MOST_BYTES, read_population

    if options.drawn is None:
        return options.people, options.visits
    return read_population(input_bytes(options.drawn, MOST_BYTES, "1 MiB"), Path(options.drawn).name)


def _as_text(one: Table, wording: Wording) -> str:
    """A table for the terminal, with what is a column there as a row where there are more columns than groups."""
    rows = [[wording.text(column.heading) for column in one.columns]]
    rows += [[WRITTEN[c.kind](value) for c, value in zip(one.columns, row, strict=True)] for row in one.rows()]
    turned = [list(row) for row in zip(*rows, strict=True)]
    return table(turned, right=range(1, len(rows)))
