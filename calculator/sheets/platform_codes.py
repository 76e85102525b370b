"""Codes of the national platform, as seen in public implementations: not the standard itself, which regions extend.

What is not here is asked about, never guessed.
"""

from calculator.policy.names import Level, Status

LEVEL_CODES: dict[str, Level] = {
    **dict.fromkeys(("01", "02", "03", "04"), "level3"),
    **dict.fromkeys(("05", "06", "07"), "level2"),
    **dict.fromkeys(("08", "09", "10"), "level1"),
}
"""`hosp_lv`; 11 says that there is none, and one source counts single digits the other way round."""
INSURANCE_CODES: dict[str, bool] = {
    "310": True,
    **dict.fromkeys(("320", "330", "340", "390", "410", "510"), False),
    "01": True,  # these two in electronic invoices
    "02": False,
}
"""`insutype` and `medCareTypeCode`: whether it is the employees' own insurance."""
PERSON_CODES: dict[str, Status | None] = {
    **dict.fromkeys(("11", "1101", "1102"), "employed"),
    "1103": "flexible",
    **dict.fromkeys(("12", "1201", "1202", "1203"), "retired"),
    **dict.fromkeys(("13", "14", "15", "16"), None),
}
"""`psn_type`: the status of whoever is in the employees' insurance, None of others."""
CARE_GROUPS: dict[str, str] = {"14": "chronic", "21": "inpatient"}
"""What all codes of `med_type` are that begin so."""
CARE_CODES: dict[str, str] = {
    **dict.fromkeys(("11", "12", "13"), "outpatient"),  # ordinary, registration, emergency
    "15": "special_drug",
    "41": "outpatient",  # a pharmacy
    "22": "inpatient",
    **dict.fromkeys(("26", "28", "51", "52"), "other"),
}
"""`med_type`; `other` is no ordinary outpatient visit."""
