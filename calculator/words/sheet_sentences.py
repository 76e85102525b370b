"""What may be wrong with a spreadsheet and its cells, in sentences; {…} is a figure."""

from calculator.ground.language import N_

SHEET_FAULTS: dict[str, str] = {
    "not_an_institution": N_("{found} is not an institution; expected is for example 二级, or 药店（一级）"),
    "not_a_day": N_("{found} is not a date; expected is for example 2023-03-05, 2023/3/5 or 3月5日"),
    "not_a_level": N_("{found} is not a level; expected is for example 二级"),
    "not_a_setting": N_("{found} is not a way of being treated that is known here; expected is for example 本地"),
    "not_a_circumstance": N_("{found} is not a circumstance that is known here"),
    "not_yes_or_no": N_("{found} is neither yes nor no"),
    "not_a_sheet": N_(
        "this is not a spreadsheet that can be read; .xlsx, .xls, .ods, .csv or a web page with a table is expected"
    ),
    "sheet_open_quote": N_("a quotation mark in row {row} is never closed, and takes in all that follows"),
    "sheet_locked": N_("the file is protected by a password; save it without one"),
    "sheet_damaged": N_("the file is damaged, or is not what its name says: {detail}"),
    "sheet_empty": N_("there is nothing in the file"),
    "sheet_unknown": N_("there is no sheet {found}{expected:expected}"),
    "sheet_encoding": N_("the text is neither UTF-8 nor GB18030 (byte {place})"),
    "sheet_row_too_long": N_(
        "row {row} has a cell or a line of more than {limit} characters; a quotation mark may be missing"
    ),
    "sheet_too_many_rows": N_(
        "the sheet has more than {limit} rows, empty ones included; delete the empty rows, or divide it"
    ),
    "sheet_too_many_columns": N_("the sheet has more than {limit} columns, empty ones included; delete some"),
    "sheet_too_many_cells": N_("the sheet has more than {limit} cells, empty ones included; divide it"),
    "sheet_unpacks_too_large": N_("the file would unpack to more than {limit} and is not read"),
    "sheet_unpacks_too_much": N_("a part of the file would unpack to more than {limit} times its size; it is not read"),
    "sheet_too_many_texts": N_("the file has more than {limit} different texts and is not read"),
    "sheet_broke_off": N_(
        "reading the file took more memory or time than such a file needs, or broke off; it is not read"
    ),
    "sheet_too_many_parts": N_("the file has more than {limit} parts and is not read"),
    "not_our_workbook": N_("this is not a workbook of this program that holds a whole household"),
    "two_amounts": N_("{found} holds more than one number"),
    "unknown_unit": N_("the amounts stand in a unit that is not known here"),
    "ambiguous_date": N_("{found} may be either of two days; write it as 2023-03-05"),
    "ambiguous_level": N_(
        "{found} means different levels in different places; a column with the level's name says which"
    ),
    "unknown_care_code": N_("{found} is a kind of care that is not known here"),
    "partly_paid_back": N_("{found}: how much of the bill is left it does not say"),
    "not_an_insurance": N_("{found} is a kind of insurance that is not known here"),
    "not_a_person_type": N_("{found} is a kind of insured person that is not known here"),
    "sums_that_fall": N_("the figure of {found} is less than that before it, so that they are no running sums"),
    "sheet_is_page": N_(
        "{kind} is a page for the eye, whose figures are not read; ask for the list as a spreadsheet, or for the"
        " invoice as XML, or type it in"
    ),
    "says_inpatient": N_("the title of the sheet speaks of stays in hospital"),
    "form_items_differ": N_(
        "the items below row {row} come to {found}, the slip itself says {said}; correct what is wrong, or type the"
        " visit in"
    ),
    "several_units": N_("amounts are said to be in several units ({found}, row {row}); leave the right one"),
    "sheets_repeat": N_("the sheets {found} hold the same bills; --sheet names those to read"),
    "form_item": N_("{found} in row {row} is not the amount of an item; correct it, or type the visit in"),
    "self_paid_unclear": N_("自费 may be all that was paid or what lies outside the catalogue; the rows do not say"),
    "whose_is_it": N_("nobody is named here, though somebody is above"),
    "not_computed": N_(
        "the formula in this cell was never computed; open the file in a spreadsheet program and save it"
    ),
    "number_lost_digits": N_(
        "{found} has lost its last digits in a spreadsheet and names no bill for certain; write such numbers as text,"
        " or do not read this column"
    ),
    "number_there_otherwise": N_("the number {found} is known already with another total, {there}"),
    "refund_or_bill": N_(
        "the mark of a refund, beside a bill of the same amount: this row may be paid back itself, or pay that one back"
    ),
    "may_be_paid_back": N_("a row of the same amount is marked as a refund and may pay this bill back"),
    "several_visits": N_("the row stands for several visits ({found}); each of them is needed by itself"),
    "another_person": N_(
        "this is another person than in the rows before; a column with names says whose visits they are, or divide the"
        " sheet"
    ),
    "unit_below": N_("this line names another unit of amounts ({found}) than the headings"),
    "comma_in_amount": N_("the row has more cells than there are headings: {found} may be one amount with a comma"),
    "tables_beside": N_("two tables stand side by side; put them one below the other, or choose the columns of one"),
    "heading_twice": N_("two columns are called {found}; choose which of them holds the total"),
    "one_number_several_bills": N_("rows of one number ({found}) are of different people, days or places"),
    "one_number_several_amounts": N_("rows of one number ({found}) have different amounts"),
    "item_twice": N_("rows of one number ({found}) are the same in every cell: one item twice, or one row twice?"),
    "items_without_number": N_("rows of items without a number: which of them are one bill the sheet does not say"),
    "refund_above_bill": N_("more is paid back than the bill of this number ({found}) comes to"),
    "answer_wanted": N_("one answer settles this for all rows: {choices}"),
    "level_not_said": N_(
        "no column says what level the institutions are; one answer holds for all rows that do not: {choices}"
    ),
    "unknown_care_codes": N_(
        "kinds of care that are not known: {found}; say whether such rows are visits (take, leave)"
    ),
    "nothing_to_import": N_("no visit is left to import{notes}"),
    "no_such_mapping": N_("{found} names no column, or no field{expected:expected}"),
    "no_such_column": N_("no column is called “{heading:heading}”; what was entered there would be lost"),
    "no_such_sheet": N_("no sheet is called “{heading:heading}”; what was entered there would be lost"),
    "column_needed": N_("a column {heading} is expected"),
    "more_cells_than_headings": N_("this row has more cells than the table has headings"),
    "several_lines": N_("{found} stands on several lines; one line is expected"),
    "person_not_read": N_("not computed, because a row of its household is faulty"),
    "not_in_people": N_(
        "{found} is not in the table of people; where people have a household, their visits name it too"
    ),
    "payer_of_no_household": N_(
        "{found} is not of this person's household; where one pays for another, both tables name the household"
    ),
    "no_cells": N_("this column holds lists, groups or bytes; one text, number or day a row is expected"),
    "no_day_in_visits": N_("no visit has a day that would tell the year"),
    "work_left": N_(
        "work on these files was interrupted and stands in {folder}; --resume goes on with it, --force begins anew"
    ),
    "no_work_left": N_("nothing is there to go on with: {folder}"),
    "other_work_left": N_("what stands in {folder} belongs to other files, options or rules; --force begins anew"),
    "extra_missing": N_("{found} is not installed here: pip install {what}"),
    "tables_or_drawn": N_("either --people and --visits are expected, or --drawn"),
    "pack_or_reform": N_("either --pack is expected, or --since-reform"),
    "not_a_reading": N_("{found} does not have the form REGION:QUESTION=VALUE"),
    "column_twice": N_("“{heading:heading}” stands above two columns; which of them is meant cannot be known"),
    "no_table_of_visits": N_("no row names columns for the date of visits and their total"),
    "no_year": N_("{found} does not say of which year; --year gives it"),
    "not_a_kind_of_care": N_(
        "{found} is not a kind of care that is known here; expected is for example 普通门诊, 门诊慢特病 or 住院"
    ),
    "looks_merged": N_(
        "date and institution are missing: this looks like a part of the visit above it, whose total may then be too"
        " low"
    ),
    "several_tables": N_("several sheets hold visits: {found}; --sheet names those to read"),
}
