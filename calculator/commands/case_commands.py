"""The commands about a case as text: compute · schema; and the figures that are printed beside a window's picture."""

import argparse
import sys
from typing import TYPE_CHECKING

from calculator.commands.console import (
    Commands,
    input_case,
    language_option,
    library_in,
    packs_option,
    wording_in,
    write,
)

if TYPE_CHECKING:
    from calculator.case.case import Case
    from calculator.policy.library import Library
    from calculator.words.wording import Wording


def add_compute(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add `compute`."""
    parser = commands.add_parser("compute", help="计算案例 / compute a case")
    parser.add_argument("case", metavar="CASE.json", help="案例文件，- 为标准输入 / a case, - for standard input")
    parser.add_argument("--readings", action="store_true", help="其他理解的结果 / what other readings give")
    parser.add_argument("--table", action="store_true", help="显示为表格 / print a table")
    packs_option(parser)
    language_option(parser)
    parser.set_defaults(run=_compute)


def add_schema(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add `schema`."""
    parser = commands.add_parser("schema", help="JSON 模式 / the JSON schema of a format")
    parser.add_argument("kind", choices=("case", "statement", "pack"))
    language_option(parser)
    parser.set_defaults(run=_schema)


def print_figures(case: "Case", library: "Library", wording: "Wording") -> None:
    """Print what a case comes to as a table; characters that the terminal cannot show are replaced."""
    from calculator.commands.text_tables import year_to_date
    from calculator.engine.compute import compute
    from calculator.ground.plain_text import steady

    sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    print(steady(year_to_date(case, compute(case, library), library, wording)))


def _compute(options: argparse.Namespace) -> int:
    from calculator.engine.alternative_statement import StatementWithAlternatives
    from calculator.engine.compute import compute
    from calculator.engine.statement import Statement
    from calculator.words.statement_json import to_json

    library = library_in(options.packs)
    case = input_case(options.case, library)
    statement: Statement | StatementWithAlternatives = compute(case, library)
    if options.readings:
        from calculator.whatif.alternatives import with_alternatives

        statement = with_alternatives(case, statement, library)  # type: ignore[arg-type]
    wording = wording_in(options.lang, library)
    statement.adopted_readings = wording.adopted_in(case.readings)
    if options.table:
        from calculator.commands.text_tables import year_to_date

        write(year_to_date(case, statement, library, wording))
    else:
        write(to_json(statement, wording), is_steady=True)
    return 0


def _schema(options: argparse.Namespace) -> int:
    import json

    if options.kind == "case":
        from calculator.case.case import Case

        schema = Case.model_json_schema()
    elif options.kind == "pack":
        from calculator.policy.pack import Pack

        schema = Pack.model_json_schema()
    else:
        from calculator.words.statement_json import json_schema

        schema = json_schema()
    write(json.dumps(schema, ensure_ascii=False, indent=2) + "\n")
    return 0
