"""The help in words: how it computes, what it cannot know, the keys. Regions are not named here: packs tell of them."""

from typing import NamedTuple

from calculator.ground.language import N_


class Part(NamedTuple):
    """A heading with its paragraphs; `numbered` ones are steps in order."""

    heading: str
    paragraphs: tuple[str, ...]
    numbered: bool = False


KEEPING = Part(
    N_("Where your figures are kept"),
    (
        N_(
            "On this computer only, in your own folder, readable by you alone. Every edit is written to the disk "
            "before the window says “Saved”; after a crash or a power cut it is there again at the next start."
        ),
        N_(
            "You need not save. With “Save as” a household goes into a file of its own (.gjs), which can be copied to "
            "another computer. A file that is open elsewhere opens read-only, and one that another program has "
            "changed is not overwritten without asking."
        ),
        N_(
            "Visits can be imported from a settlement slip's or a hospital's spreadsheet, and everything can be given "
            "out as a spreadsheet, printed, or saved as PDF."
        ),
    ),
)

HOW: tuple[Part, ...] = (
    Part(
        N_("One visit, step by step"),
        (
            N_(
                "The rules in force on the day of the visit are taken from the region's text. "
                "Where none is in force yet, the pooled fund pays nothing, and the result says so."
            ),
            N_(
                "What the text excludes is not paid: a bill of a non-designated institution, for example, or a cost "
                "that belongs to another scheme. By default it uses up neither the deductible nor the cap."
            ),
            N_(
                "In-scope cost = total − out of catalogue − over the price limit − first self-pay − paid by another "
                "scheme. No cost is paid twice."
            ),
            N_(
                "From the in-scope cost the deductible is taken: the year's standard for the status and the level of "
                "the institution, less what earlier visits of the year have used of it."
            ),
            N_(
                "The pooled fund pays the rest at the rate for status and level, rounded once to the fen, "
                "and at most what is left of the yearly cap."
            ),
            N_(
                "The personal share is the total less what the pooled fund and other schemes paid. Where asked to, "
                "the account pays its in-scope part, first self-pay included, as far as the balance goes. "
                "The rest is cash."
            ),
        ),
        numbered=True,
    ),
    Part(
        N_("One year"),
        (
            N_(
                "Visits run in the order of their dates, and those of one day in the order in which they were entered. "
                "Deductible and cap start anew each calendar year; the account's balance carries over."
            ),
            N_(
                "Status and level count on the day of the visit. By default, who retires counts as retired from the "
                "following month, and keeps what was used of the deductible and of the cap."
            ),
        ),
    ),
    Part(
        N_("The personal account"),
        (
            N_(
                "By default a credit falls on the first day of its month. "
                "The parts of one month are added up and rounded once. "
                "Who retires is credited as retired from the following month."
            ),
            N_(
                "An account may also pay for spouse, parents and children. What it may be used for stands in the "
                "region's text; a use that the text does not mention is called not listed."
            ),
        ),
    ),
    KEEPING,
    Part(
        N_("Where a text can be read in two ways"),
        (
            N_(
                "Some questions the texts leave open. The program then takes one reading and names it beside the step. "
                "“Policies and readings” (Ctrl+L) shows them all, and what each would change for this household. "
                "What is chosen there is kept with the household and can be undone."
            ),
        ),
    ),
    Part(
        N_("Where the figures come from"),
        (
            N_(
                "Every figure of a rule carries its document and clause. Select a visit, and its steps stand beside it "
                "with formula and clause."
            ),
            N_("What a text leaves open is not filled in. The program says what is missing and gives no number there."),
            N_("Amounts are whole fen (0.01 yuan) throughout; nothing is lost to floating-point numbers."),
        ),
    ),
)

LIMITS: tuple[Part, ...] = (
    Part(
        N_("What only you know"),
        (
            N_(
                "Which items of a bill are outside the catalogue, over a price limit or first paid by yourself: "
                "the program takes these parts as you enter them from the settlement slip."
            ),
            N_(
                "Visits that are not entered. Deductible and cap are right only when all of the year's visits are "
                "there, or when what was used before is entered for the person."
            ),
            N_(
                "Figures that are announced later, such as an average basic pension. They are asked for where a rule "
                "needs them."
            ),
        ),
    ),
    Part(
        N_("What is decided elsewhere"),
        (
            N_(
                "How the insurance authority settles in fact: filing of remote care, review of a bill, corrections. "
                "Its settlement counts; the results here are estimates."
            ),
            N_(
                "Later changes of the rules. All the texts say that their figures will be adjusted. From the second "
                "year after the year in which pooling began, results carry a warning that the text may be outdated."
            ),
            N_(
                "A draft for comment may differ from what is put in force, and under a provincial framework each city "
                "sets its own figures; results say so."
            ),
        ),
    ),
    Part(
        N_("What is not computed"),
        (
            N_(
                "Hospital stays, chronic and special diseases, maternity and other schemes. Their costs can be marked "
                "at a visit, so that they are not counted here."
            ),
            N_("Interest on an account's balance: the texts give no rate."),
        ),
    ),
)
GAPS_HEADING = N_("What each text leaves open")

KEYS: tuple[tuple[str, str], ...] = (
    ("Tab, Shift+Tab", N_("to the next control, to the one before")),
    ("Alt", N_("the menus; Alt and an underlined letter goes to what bears it")),
    ("↑ ↓ ← →", N_("from cell to cell, and between choices side by side")),
    ("F2", N_("change a cell; typing replaces what stands in it")),
    ("Enter", N_("to the next cell; in the last one, add a visit; presses a button")),
    ("1 … 6", N_("in the column of institutions: level 1, 2 or 3; a pharmacy with a prescription of level 1, 2 or 3")),
    ("Esc", N_("leave a cell unchanged; close a dialog")),
    ("Alt+1 … Alt+8", N_("to a tab of the window, or to the person")),
    ("Ctrl+Shift+P", N_("the months that are covered")),
    ("Ctrl+N", N_("add a visit")),
    ("Ctrl+D", N_("add the same visit again")),
    ("Ctrl+C, Ctrl+V", N_("copy and paste rows, from and to a spreadsheet as well")),
    ("Ctrl+T", N_("order the visits by the column of the cursor: upwards, downwards, by date again")),
    ("Del", N_("delete the selected visits")),
    ("Ctrl+F", N_("look for visits by hospital, note, number, level or day")),
    ("Ctrl+Shift+Up, Ctrl+Shift+Down", N_("move a visit up, down within its day")),
    ("Ctrl+J", N_("note one receipt after the other in a form")),
    ("Ctrl+Shift+J", N_("why the selected visit's slip says something else")),
    ("Ctrl+Shift+Y", N_("the slips of the year, by cause")),
    ("Ctrl+Shift+K", N_("compare the selected visit with another")),
    ("Ctrl+Shift+B", N_("mark the selected visits as paid back, or not")),
    ("Ctrl+Shift+L", N_("show the columns too that do not fit, or hide them again")),
    ("Ctrl+Z", N_("undo")),
    ("Ctrl+Y, Ctrl+Shift+Z", N_("redo")),
    ("Ctrl+H", N_("people of the household")),
    ("Ctrl+Shift+N", N_("new household")),
    ("Ctrl+O", N_("open a file")),
    ("Ctrl+S", N_("save now; every edit is saved by itself as well")),
    ("Ctrl+Shift+S", N_("keep the household in another file")),
    ("Ctrl+I", N_("import visits from a spreadsheet")),
    ("Ctrl+E", N_("export as spreadsheet")),
    ("Ctrl+P", N_("print, or save as PDF")),
    ("Alt+↑, Alt+↓", N_("in the list of people: move the person up, down")),
    ("Ctrl+L", N_("policies and readings")),
    ("Ctrl+F, F3, Shift+F3", N_("in the policies: find, to the next place, to the one before")),
    ("Ctrl+K", N_("compare regions, years, before and after")),
    ("Ctrl+R", N_("enter a region of one's own")),
    ("Ctrl+,", N_("settings")),
    ("F1", N_("this help")),
    ("Ctrl+Q", N_("quit")),
)
WRITTEN: tuple[tuple[str, str], ...] = (
    ("1,200 · １２００．５ · 1200。5 · ¥1200", N_("amounts in yuan, with at most two decimals")),
    ("3-5 · 3月5日 · 2023/3/5 · 20230305", N_("dates; without a year, the one that is shown")),
    ("3-5e · 3月5日二级", N_("the date of a visit and its level at once: y is level 1, e 2, s 3")),
)
WRITTEN_HEADING = N_("What may be typed")

ABOUT: tuple[str, ...] = (
    N_("An offline calculator of the outpatient pooling of China's employee medical insurance."),
    N_("Results are estimates; the insurance authority's settlement counts. Data stays on this machine."),
    N_("The program never opens a connection, and sends and fetches nothing."),
)
RULES_HEADING = N_("The rules it computes by")
DOCUMENTS_HEADING = N_("The texts behind them")
PARTS_HEADING = N_("Made with")
