"""What the parts of a policy are called, by the tables of its pack."""

from calculator.ground.language import N_

SECTIONS: dict[str, str] = {
    "documents": N_("Documents"),
    "pooling": N_("From when on"),
    "deductible": N_("Deductible a year"),
    "rate": N_("Rates by level"),
    "cap": N_("Yearly cap of the pooled fund"),
    "scope": N_("What is in scope"),
    "exclusion": N_("Who and what is excluded"),
    "setting": N_("Remote care and other places"),
    "pharmacy": N_("Pharmacies"),
    "credit": N_("Credits to the account a month"),
    "account_use": N_("What the account may pay, and what not"),
    "before_reform": N_("Before the reform, for comparison"),
    "facts": N_("What else the texts say"),
}

MEANINGS: dict[str, str] = {
    "pooling": N_("The fund pays for no ordinary outpatient visit before this day."),
    "deductible": N_("So much of the in-scope cost stays with the person in a year before the fund begins to pay."),
    "rate": N_("Of what lies above the deductible the fund pays this share; the rest is the person's."),
    "cap": N_("The fund pays no more than this in a year; what lies above stays with the person."),
    "scope": N_("Only what lies in scope is counted; what lies out of it the person pays in full."),
    "exclusion": N_("For these people and costs the fund pays nothing, whatever the bill is."),
    "setting": N_("Where a visit is paid otherwise than here with direct settlement: paid alike, otherwise, or not."),
    "pharmacy": N_("A drug bought at a pharmacy with a prescription from outside: paid like a visit, or not."),
    "credit": N_("So much is added to the personal account each month; the fund's payments do not depend on it."),
    "account_use": N_("What the balance of the account may pay, and for whom; the rest is paid in cash."),
    "before_reform": N_("No figure of a year after the reform is computed by this; it only serves the comparison."),
}
"""What the rules of a part mean for a bill, in a sentence of ours."""
