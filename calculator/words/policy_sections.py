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
