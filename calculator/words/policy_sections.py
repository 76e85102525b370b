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
    "documents": N_("All that stands below rests on these; whoever doubts a line reads it there."),
    "facts": N_("Said by the texts, and part of no sum here."),
    "before_reform": N_("No figure of a year after the reform is computed by this; it only serves the comparison."),
}
"""What the rules of a part mean for a bill, in a sentence of ours."""

RULES: dict[str, str] = {
    "adjustment": N_("Later years may have other figures; a newer text goes before what stands here."),
    "bound:at_most": N_("A city sets its own figure; one above this is remarked on, and computed all the same."),
    "bound:about": N_("A city sets its own figure; how far it lies from this is shown, and nothing is judged."),
    "exclusion:arrears": N_("While contributions are owed, a visit is the person's own to pay."),
    "exclusion:hospitalised": N_("During a stay in hospital, an outpatient bill beside it is the person's own to pay."),
    "exclusion:long_term_care": N_("While benefits for long-term care are drawn, a visit is the person's own to pay."),
    "exclusion:chronic_scheme": N_("What the scheme for chronic and special diseases covers is settled there."),
    "exclusion:day_surgery": N_("Day surgery is settled as inpatient care or by its own rule, not here."),
    "exclusion:special_drug": N_("Drugs with a scheme of their own are settled there, not here."),
    "exclusion:special_examination": N_(
        "Examinations and treatments with their own scheme are settled there, not here."
    ),
    "exclusion:chinese_medicine": N_("Chinese-medicine diseases with their own scheme are settled there, not here."),
    "exclusion:prenatal": N_("Prenatal check-ups are the person's own to pay here."),
    "setting:paid": N_("Such a bill is paid by the same deductible, rates and cap as an ordinary visit."),
    "setting:excluded": N_("Of such a bill the fund pays nothing."),
    "setting:refused": N_("The text opens it without figures, so no amount is given; the settlement there counts."),
    "setting:emergency": N_("Of such a bill the fund pays nothing, but for emergency care, which is paid as usual."),
    "pharmacy:paid": N_("A drug bought with an outside prescription is paid like a visit: deductible, rates and cap."),
    "pharmacy:excluded": N_("What is bought at a pharmacy is paid by the account or in cash, not by the fund."),
    "credit:contribution_base": N_("Each month this share of the contribution base comes to the account."),
    "credit:own_pension": N_("Each month this share of one's own pension comes to the account."),
    "credit:average_pension": N_("Each month this share of the average pension comes to the account, for all alike."),
    "credit:fixed": N_("Each month the same amount comes to the account, for everyone alike."),
    "credit:nothing": N_("Nothing comes to the account; what is in it stays."),
    "credit:": N_("Without a rule no credit is computed, and the balance is told without it."),
    "account_use:yes": N_("The balance may pay this, as far as it goes."),
    "account_use:no": N_("The balance may not pay this, however large it is."),
    "account_use:conditional": N_("The balance may pay this once the condition is met; until then nothing is taken."),
    "account_use:not_listed": N_("The text names no such use, so nothing is taken from the balance for it."),
}
"""What a rule means for a bill or for the account, in a sentence of ours, by its section and what it decides."""
