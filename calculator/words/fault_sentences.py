"""What is wrong with something that was entered or read, as templates by the fault's code; `Wording` fills them in."""

from calculator.ground.language import N_
from calculator.words.sheet_sentences import SHEET_FAULTS

FAULTS: dict[str, str] = {
    "missing": N_("is missing{expected:expected}"),
    "estimate_broke_off": N_("the estimate broke off; the memory or the room on the disk may not have sufficed"),
    "unknown_field": N_("is not a field of this format"),
    "unknown_setting": N_("is not a key of the hall settings{known:expected}"),
    "not_one_of": N_("{found} is not a known value{expected:expected}"),
    "not_text": N_("{found} is not text; text in quotes is expected"),
    "empty": N_("is empty; at least one entry is expected"),
    "too_long": N_("is too long"),
    "bad_form": N_("{found} does not have the expected form{pattern:expected}"),
    "not_whole": N_("{found} is not a whole number"),
    "not_bool": N_("{found} is neither true nor false"),
    "not_list": N_("{found} is not a list"),
    "not_table": N_("{found} is not a group of named fields"),
    "out_of_range": N_("{found} is out of range ({low} to {high})"),
    "not_an_amount": N_("{found} is not an amount; yuan with at most two decimals are expected, such as 1200.00"),
    "negative_amount": N_("{found} is negative; an amount of 0.00 or more is expected"),
    "too_many_decimals": N_("{found} has more than two decimals; yuan and fen are expected, such as 1200.05"),
    "amount_too_large": N_("{found} is too large; at most {limit:yuan} yuan are expected"),
    "not_a_rate": N_("{found} is not a rate; a decimal with at most four decimals is expected, such as 0.65"),
    "rate_out_of_range": N_("{found} is out of range; a rate from 0 to 1 is expected"),
    "not_a_date": N_("{found} is not a date that exists; YYYY-MM-DD is expected"),
    "cannot_print": N_("standard output takes no more: {why}"),
    "counts_nowhere": N_("this visit counts nowhere and is not printed as if it did: {why}"),
    "unknown_visit": N_("{found} is not a visit of this case{expected:expected}"),
    "no_printer": N_("there is no printer {found} on this computer{expected:expected}"),
    "printer_refused": N_("the printer {found} did not take the pages"),
    "visit_only_as_pdf": N_("one visit goes on paper only; a name that ends in .pdf is expected"),
    "slip_of_what": N_("a slip is that of one visit; --visit names it"),
    "output_or_print": N_("where the paper goes is missing; -o FILE.pdf or --print is expected"),
    "no_framework": N_("the figures of a city belong below a provincial framework, and the region is {found}"),
    "not_in_the_hall": N_("{found} is none of the regions that this hall offers{expected:expected}"),
    "not_a_month": N_("{found} is not a month; YYYY-MM is expected"),
    "not_a_time": N_("{found} is not a time of day; HH:MM is expected"),
    "not_a_year": N_("{found} is not a year; YYYY is expected"),
    "not_a_figure": N_("{found} is not a number"),
    "through_before_from": N_("{found} lies before the first month, {from}"),
    "period_too_long": N_("{found} makes the period longer than {years} years from {from}"),
    "stopped": N_("Stopped before it was worked out; everything is as it was before."),
    "too_many_people": N_("{found} people are more than a window shows; at most {limit} are expected"),
    "unknown_region": N_("{found} is not a known region{expected:expected}"),
    "age_and_birth_date": N_("{found}: age and birth_date are both given; one of them is expected"),
    "born_after_through": N_("{found} lies after the end of the period, {end}"),
    "retired_already": N_("{found} is given for someone who is retired already; null is expected"),
    "uplift_out_of_range": N_("takes the rate of {level:word} below 0 or above 1"),
    "not_later": N_("{found} does not come after the entry before it, {before}"),
    "twice": N_("{found} stands twice"),
    "other_persons_visit": N_("{found} is a visit of somebody else"),
    "unknown_person": N_("{found} is not a person of this case{expected:expected}"),
    "prescriber_required": N_("is missing; at a pharmacy the level of the prescribing institution is expected"),
    "parts_exceed_total": N_("{found:yuan} is less than its parts together, {parts:yuan}"),
    "outside_period": N_("{found} lies outside the period {from} to {through}"),
    "unknown_reading": N_("{found} is not an open question of this region{known:expected}"),
    "too_large": N_("the file is larger than {limit}"),
    "not_utf8": N_("the file is not UTF-8 text"),
    "too_deep": N_("the file is nested too deep"),
    "not_json": N_("the file is not JSON (line {line}, column {column})"),
    "name_twice": N_("the name {found} stands twice in one group"),
    "newer_format": N_("{found} is not a format that this version reads{expected:expected}"),
    "not_toml": N_("the file is not TOML: {detail}"),
    "no_such_file": N_("there is no such file"),
    "is_a_folder": N_("this is a folder; a file is expected"),
    "not_permitted": N_("the file may not be read by this user"),
    "no_input": N_("there is nothing on standard input"),
    "cannot_read": N_("the file cannot be read: {detail}"),
    "unknown_source": N_("{found} is none of the pack's sources{known:expected}"),
    "figure_or_unknown": N_("either all its figures are expected, or what sets them, or `unknown` with the reason"),
    "unknown_required": N_("`unknown` with the reason is expected where nothing is computed"),
    "credit_figures": N_("the figures do not fit the basis of the credit"),
    "one_age_bound": N_("age_from and age_below exclude one another"),
    "reading_without_effect": N_("{found} is neither known to the engine nor used in any rule's `when`"),
    "reading_without_words": N_("{found} needs a question and a label for every value"),
    "ends_before_it_begins": N_("{until} lies before the rule's first day, {from}"),
    "city_only_in_framework": N_("figures set by the city belong to a framework, and only there ({standing})"),
    "no_rule_for": N_("has no rule for {key}{when:when}"),
    "overlap": N_("is in force together with {other} on {day} ({key}){when:when}"),
    "gap": N_("has no rule in force on {day} ({key}){when:when}"),
    "age_gap": N_("leaves an age without a rule on {day} ({key}){when:when}"),
    "retired_below_employed": N_("is lower for the retired than for the employed and is not declared so"),
    "id_is_not_file_name": N_("{found} is not the file's name, {expected}"),
    "disk_full": N_("there is no room left on the disk"),
    "read_only_disk": N_("this disk can be read but not written"),
    "may_not_write": N_("the file or its folder may not be written by this user"),
    "folder_gone": N_("the folder cannot be reached any more; is the stick or the network drive still connected?"),
    "name_too_long": N_("the name is too long for this disk"),
    "cannot_write": N_("the file cannot be written: {detail}"),
    "not_a_file": N_("this is no ordinary file"),
    "in_the_way": N_("{file} is in the way: it is a link, a folder or a device, and no file of this program"),
    "empty_file": N_("the file is empty"),
    "already_there": N_("there is a file of this name already"),
    "changed_outside": N_("another program has changed or removed the file since it was opened"),
    "households_not_kept": N_("the hall settings of this machine say that no household is kept on it"),
    "closed_document": N_("this household has been closed"),
    "held_here": N_("it is open in another window of this program"),
    "held_on_this_computer": N_("{user} has had it open on this computer since {since}"),
    "held_elsewhere": N_("{user} has had it open on {host} since {since}"),
    "held_by_someone": N_("somebody else has it open"),
    "recovered_edits": N_("edits that were saved but had not reached the file yet were recovered: {count}"),
    "journal_damaged": N_("some of the last edits cannot be read any more; what is left of them is kept in {file}"),
    "journal_aside": N_("edits of another version of the file are kept in {file}"),
    "own_version_kept": N_("another program has changed the file; what was entered here is kept in {file}"),
    "migrated": N_("the file was of the older format {format} and was brought to the present one; a copy is {file}"),
    "backup_there": N_("the version before, of {when}, can be opened instead ({file})"),
    "unknown_kind_of_file": N_("{found} is not a kind of file that can be written{expected:expected}"),
    "there_without_force": N_("there is a file of this name already; --force replaces it"),
    "not_pdf_or_text": N_("this is neither a PDF nor a text; a file that ends in .pdf or .txt is expected"),
    "not_a_pdf": N_("this is no PDF, whatever its name says"),
    "not_plain_text": N_("this cannot be read as text; UTF-8 or GB18030 is expected"),
    "is_a_link": N_("this is a link that leads elsewhere; the file itself is expected"),
    "changed_meanwhile": N_("the file was exchanged while it was being read; nothing was done"),
    "too_many_rules": N_("there are {found} rules; at most {limit} are accepted"),
    "too_many_ways": N_("the readings that rules depend on can be combined in more than {limit} ways"),
    "not_a_pack_name": N_("{found} is not named like an installed pack, REGION@VERSION.toml"),
    "reserved_name": N_("{found} cannot be the name of a file on every system; another id is expected"),
    "version_out_of_range": N_("{found} is out of range; a version is at most {limit}"),
    "signature_wrong": N_(
        "the signature by {signer} ({fingerprint}) does not fit: the pack was changed after it was signed, or another"
        " key signed it"
    ),
    "signature_gone": N_(
        "it was installed with a signature, and this is gone ({file}); install the pack again with its signature, or"
        " remove it"
    ),
    "signature_missing": N_("there is no signature beside the pack ({file})"),
    "signed_by_other": N_("the pack was signed by {signer} ({fingerprint}), not by {expected}"),
    "not_a_key_file": N_("this is not such a file, or it is cut off; expected: {expected}"),
    "not_key_material": N_("this is not {size} bytes in Base64; the file may be cut off"),
    "not_a_name": N_("{found} cannot be a signer's name; one line of at most {longest} visible characters is expected"),
    "key_under_other_name": N_("the key in it has the fingerprint {fingerprint}"),
    "trusted_under_other_name": N_(
        "this key ({fingerprint}) is trusted already, as {there} and not as {found}; trust it no longer first, if it is"
        " to have the other name"
    ),
    "unknown_key": N_("no trusted key has the fingerprint {found}{expected:expected}"),
    "built_in_needs_signature": N_(
        "{found} comes with the program; only a later version that someone trusted has signed can take its place, and"
        " this pack is not signed"
    ),
    "built_in_needs_trust": N_(
        "{found} comes with the program; only someone trusted can replace it, and {signer} ({fingerprint}) is not"
        " trusted here"
    ),
    "built_in_is_newer": N_(
        "version {version} of {found} is not later than version {there}, which comes with the program"
    ),
    "not_newer": N_("version {version} of {found} is not later than version {there}, which is in use"),
    "nothing_before": N_("there is no earlier version of {found} to go back to"),
    "pin_form": N_("a PIN of {low} to {high} digits is expected"),
    "pin_simple": N_("the PIN is soon guessed: neither one digit alone nor digits in a row"),
    "pins_differ": N_("the two PINs are not the same"),
    "signed_is_there": N_(
        "{found} was installed with a signature by {signer}; an unsigned pack, or one of an untrusted signer, cannot"
        " take its place"
    ),
    "version_is_there": N_("{found} is installed already and reads otherwise; raise the version of the new one"),
    "unsigned_not_here": N_("the pack is not signed, and only packs of trusted signers are used here"),
    "untrusted_not_here": N_(
        "{signer} ({fingerprint}) is not trusted, and only packs of trusted signers are used here"
    ),
    "not_installed": N_("{found} is not installed{expected:expected}"),
    "which_version": N_("several versions of {found} are installed{expected:expected}"),
    "packs_busy": N_("another program is changing the installed packs; try again in a moment"),
    "not_letters": N_("{found} is not a name in letters; expected is for example Xincheng"),
    "clause_required": N_("the clause that says so is required"),
    "document_required": N_("the document that says so is required"),
    "share_or_percentage": N_("{found} may mean a share or a percentage: 60 is 60%, 0.6% is 0.6%"),
    "not_a_percentage": N_("{found} is not a percentage; expected is for example 65 or 52.5"),
    "percentage_out_of_range": N_("{found} is out of range; 0 to 100 percent are expected"),
    "starts_before_base": N_("{found} lies before {start}, on which the rules that are copied begin"),
    "new_rules_too_early": N_("{found} is not after {start}, on which the last rules begin; what holds is not changed"),
    "nothing_new": N_("nothing is new from this day on; at least one figure is expected"),
    "region_id_taken": N_("{found} is the name of a region that comes with the program"),
    "region_name_taken": N_(
        "there is a region of this name in this province already; give another name, or to change one of one's own,"
        " choose new rules or mending above"
    ),
    "no_such_folder": N_("there is no folder {found}"),
    "several_tables": N_("several sheets hold visits: {found}; --tab names one of them"),
    "no_chinese_font": N_(
        "no font on this computer has Chinese characters; install one, such as Noto Sans CJK (Debian and Ubuntu:"
        " fonts-noto-cjk)"
    ),
    **SHEET_FAULTS,
}

FORM_FAULTS: dict[str, str] = {
    "retired_already": N_(
        "{found} is entered as the date of retirement; empty that field before the status becomes retired"
    ),
}
"""What a form says instead, where the sentence of `FAULTS` speaks as a file is written."""
