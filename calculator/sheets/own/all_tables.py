"""All sheets of a workbook: the tables of a household and what they rest on."""

from datetime import date

from calculator.sheets.own.assumptions_table import assumptions
from calculator.sheets.own.household_tables import Tables
from calculator.sheets.table_columns import Table


def all_tables(tables: Tables, on: date) -> list[Table]:
    """Every sheet, as given out on a day."""
    return [tables.visits(), tables.account(), tables.uses(), tables.steps(), assumptions(tables, on)]
