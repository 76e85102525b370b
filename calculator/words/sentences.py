"""Every sentence of steps, decisions and warnings, as templates; `Wording` fills them in.

A figure's format says what it is: yuan, percent, word, text (both languages), month, date.
"""

from calculator.ground.language import N_

STEPS: dict[str, str] = {
    "step.admitted": N_("Paid although not an ordinary local bill: {what:word}. {note:text}"),
    "step.admitted_emergency": N_("Paid as emergency treatment: {what:word}. {note:text}"),
    "step.in_scope": N_(
        "Total {total:yuan}{out_of_catalogue:less out_of_catalogue}{over_price_limit:less over_price_limit}"
        "{first_self_pay:less first_self_pay}{paid_elsewhere:less paid_elsewhere} = in scope {in_scope:yuan}"
    ),
    "step.deductible": N_(
        "Standard {standard:yuan} ({status:word}, {level:word}) − used this year {used:yuan} = {deductible:yuan}"
    ),
    "step.deductible_part": N_(
        "In scope {within:yuan} is less than what is left of the standard, {left:yuan} ({status:word},"
        " {level:word}: {standard:yuan} − used {used:yuan}): all {deductible:yuan} goes to the deductible"
    ),
    "step.deductible_met": N_(
        "Used this year {used:yuan}; the standard {standard:yuan} ({status:word}, {level:word}) asks nothing more"
    ),
    "step.deductible_per_visit": N_(
        "Standard {standard:yuan} at every visit ({status:word}, {level:word}); this time {deductible:yuan}"
    ),
    "step.deductible_per_level": N_(
        "Standard {standard:yuan} ({status:word}, {level:word}) − used at this level {used:yuan};"
        " this time {deductible:yuan}"
    ),
    "step.share": N_(
        "({within:yuan} − {deductible:yuan}) × {rate:percent} = {share:yuan} ({status:word}, {level:word})"
    ),
    "step.cap": N_("Paid so far {before:yuan} + {pooled:yuan} = {to_date:yuan}, within the cap {cap:yuan}"),
    "step.cap_cut": N_(
        "Paid so far {before:yuan}, cap {cap:yuan}: the fund pays {pooled:yuan}, {over:yuan} is over the cap"
    ),
    "step.cap_on_expense": N_(
        "In-scope cost so far {expense:yuan}, limit {cap:yuan}: of {in_scope:yuan}, {within:yuan} counts and"
        " {over:yuan} lies above; the fund pays {pooled:yuan}"
    ),
    "step.account": N_(
        "Of the personal share {personal:yuan} the account may pay {allowed:yuan}; it pays {amount:yuan},"
        " cash {cash:yuan}"
    ),
    "step.account_not_for": N_(
        "An account that was asked may not pay for its owner's {relation:word}, and paid nothing. {note:text}"
    ),
    "step.account_before_text": N_(
        "An account that was asked may pay for family from {start:date} on, and paid nothing yet"
    ),
    "step.excluded_counts": N_("Counts {amount:yuan} toward the deductible; used this year {used:yuan}"),
}

EXCLUDED: dict[str, str] = {
    "excluded.refunded": N_("Paid back: counts in no sum"),
    "excluded.not_in_force": N_("Not paid: pooling begins on {start:date}"),
    "excluded.arrears": N_("Not paid: contributions were in arrears"),
    "excluded.hospitalised": N_("Not paid: during a hospital stay"),
    "excluded.long_term_care": N_("Not paid: during long-term care benefits"),
    "excluded.chronic_scheme": N_("Not paid here: belongs to the chronic and special disease scheme"),
    "excluded.day_surgery": N_("Not paid here: day surgery runs as inpatient care or under its own rule"),
    "excluded.special_drug": N_("Not paid here: special drugs have a scheme of their own"),
    "excluded.special_examination": N_("Not paid here: special examinations and treatments have their own scheme"),
    "excluded.chinese_medicine": N_("Not paid here: the Chinese-medicine diseases have a scheme of their own"),
    "excluded.prenatal": N_("Not paid: prenatal check-ups are left out"),
    "excluded.remote_filed": N_("Not paid: remote care"),
    "excluded.remote_filed_not_direct": N_("Not paid: remote care that was not settled directly"),
    "excluded.remote_unfiled": N_("Not paid: remote care without filing"),
    "excluded.not_settled_directly": N_("Not paid: the bill was not settled directly"),
    "excluded.non_designated": N_("Not paid: not a designated institution, where no account pays either"),
    "excluded.pharmacy": N_("Not paid: the text has not opened pooling to pharmacies yet"),
}

REFUSED: dict[str, str] = {
    "refused.city_parameters_required": N_(
        "The province leaves the figures to its cities: enter the city's deductible, rates and cap"
    ),
    "refused.remote_rule_not_in_text": N_("The text gives no rule for remote care, so nothing is computed. {why:text}"),
    "refused.average_pension_required": N_("The average basic pension of {year} is needed ({pension:text})"),
    "refused.own_pension_required": N_("The person's own monthly pension is needed for {month:month}"),
    "refused.earlier_rule_not_in_text": N_("The rule from before the reform is not in this text. {why:text}"),
    "refused.birth_date_required": N_("The date of birth or the age is needed for the credit of {month:month}"),
    "refused.contribution_base_required": N_("The contribution base is needed for {month:month}"),
    "refused.no_rule_in_text": N_("The text has no rule for the credit of {month:month} ({status:word}). {why:text}"),
    "refused.plan_not_in_text": N_(
        "The text does not speak of insurance for pooling only; no credit is computed for {month:month}"
    ),
    "refused.retirement_unknown": N_(
        "Only who retired on or after {since:date} is credited; when this person retired has not been entered"
    ),
    "refused.no_figure_in_text": N_("The text gives no figure, so nothing is computed. {why:text}"),
    "refused.entry_unread": N_("Not counted yet: {unread:unread}"),
    "refused.pack_missing": N_("Nothing is computed. {why:text}"),
}

CREDITS: dict[str, str] = {
    "credit.given": N_("{amount:yuan} a month, as entered"),
    "credit.nothing": N_("Nothing is credited ({status:word}). {note:text}"),
    "credit.retired_before": N_("Nothing is credited ({status:word}): retired before {since:date}"),
    "credit.fixed": N_("{amount:yuan} a month, fixed ({status:word})"),
    "credit.contribution_base": N_("Contribution base {base:yuan} × {parts:parts} = {amount:yuan}"),
    "credit.own_pension": N_("Own pension {base:yuan} × {parts:parts} = {amount:yuan}"),
    "credit.average_pension": N_("Average basic pension of {year} {base:yuan} × {parts:parts} = {amount:yuan}"),
}

USES: dict[str, str] = {
    "use.yes": N_("{purpose:word} ({relation:word}): may be paid; of {amount:yuan} the account paid {paid:yuan}"),
    "use.no": N_("{purpose:word} ({relation:word}): may not be paid from the account. {note:text}"),
    "use.conditional": N_(
        "{purpose:word} ({relation:word}): the text opens it once conditions are met; nothing was paid. {note:text}"
    ),
    "use.not_listed": N_("{purpose:word} ({relation:word}): not listed in the text; nothing was paid. {note:text}"),
    "before_text.use": N_(
        "{purpose:word} ({relation:word}): the text brings this in from {start:date} on; nothing was paid"
    ),
    "pack_missing.use": N_("{purpose:word} ({relation:word}): nothing was paid. {note:text}"),
}

WARNINGS: dict[str, str] = {
    "warning.draft_text": N_("Computed from a draft for comment, not from an issued text: {title:text}"),
    "warning.text_succeeded": N_("A later text of {on:date} is not in this program: {told:text}"),
    "warning.text_may_be_outdated": N_(
        "The text says that its figures will be adjusted; from {since:date} on they may be outdated"
    ),
    "warning.earlier_visits_not_entered": N_(
        "The period does not begin in January: what earlier visits of the year used of deductible and cap"
        " has not been entered and counts as 0.00"
    ),
    "warning.earlier_cost": N_(
        "The limit counts in-scope cost. That of the visits before the period has not been entered; what they used of"
        " the deductible and what the fund paid count, {amount:yuan}, the least that it can have been"
    ),
    "warning.earlier_levels.per-level": N_(
        "At which level of hospital visits before the period used {amount:yuan} of the deductible has not been entered;"
        " it counts at every level"
    ),
    "warning.earlier_levels.once-met": N_(
        "Visits before the period used {amount:yuan} of the deductible; whether one of them reached the standard of its"
        " own level has not been entered, and counts as no"
    ),
    "warning.opening_deductible_inferred": N_(
        "The fund had paid {pooled:yuan} by {date:date}, so that at least {least:yuan} of the deductible must have been"
        " used, the lowest standard ({status:word}); this counts instead of {entered:yuan}"
    ),
    "warning.known_differs": N_(
        "{date:date}: {what:word} is known to be {known:yuan}, while {computed:yuan} was computed; from the end of that"
        " day the known figure counts"
    ),
    "warning.known_differs_incomplete": N_(
        "{date:date}: {what:word} is known to be {known:yuan}, while {computed:yuan} was computed, which leaves out"
        " visits or months without a number; from the end of that day the known figure counts"
    ),
    "warning.relation_not_entered": N_(
        "{date:date}: whether the account may pay for this person depends on how they are related to its owner, which"
        " has not been entered; it was let pay"
    ),
    "warning.credit_in_arrears_month": N_(
        "{month:month}: contributions were in arrears, and {credit:yuan} was credited all the same; the text does not"
        " say that the credit stops"
    ),
    "warning.undated_rule": N_("The text does not say since when its rule for the credit has held. {why:text}"),
    "warning.about_two_percent": N_("The text says about 2%; the city decides. Computed at exactly {rate:percent}"),
    "warning.no_rule_in_text": N_("The text has no rule for: {what:word}. Computed as an ordinary case. {why:text}"),
    "warning.plan_not_in_text": N_(
        "The text has no rule for: {what:word}. What pooling pays is computed as an ordinary case; no credit to an"
        " account is"
    ),
    "warning.outside_framework": N_(
        "{what:word} {found:yuan} is above what the province allows in principle, {at_most:yuan}"
    ),
    "warning.retired_below_employed": N_(
        "The city pays the retired a lower rate than the employed (uplift {uplift:percent})"
    ),
    "warning.account_covers_part": N_("{date:date}: the account was asked for {asked:yuan} and could pay {paid:yuan}"),
    "warning.entry_unread": N_(
        "What was entered for a person does not count yet, so their account paid nothing here: {unread:unread}"
    ),
    "warning.own_pack": N_("Computed from a policy pack of one's own for {region:text}, which nobody has signed"),
    "warning.stranger_pack": N_("Computed from a policy pack for {region:text} whose signer is not trusted here"),
    "warning.pack_missing": N_("{why:text}. Everything that was entered is kept"),
    "warning.reading_not_in_pack": N_(
        "The present policy pack of {region:text} does not know the reading {what}; it is kept, and the default counts"
    ),
}

TEMPLATES: dict[str, str] = {**STEPS, **EXCLUDED, **REFUSED, **CREDITS, **USES, **WARNINGS}
