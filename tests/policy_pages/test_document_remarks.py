"""Documents that are younger than a rule that stands on them."""

from datetime import date

from statements import LIBRARY, WORDINGS

from calculator.policy_pages.document_remarks import document_remarks


def test_the_documents_that_come_with_the_program_are_older_than_their_rules() -> None:
    assert [document_remarks(pack, WORDINGS["zh"]) for pack in LIBRARY if pack.standing != "draft"] == [[], [], []]


def test_a_younger_document_is_named_with_both_dates() -> None:
    pack = LIBRARY.pack("rizhao")
    later = pack.sources[0].model_copy(update={"signed": date(2023, 1, 2)})
    (said,) = document_remarks(pack.model_copy(update={"sources": (later, *pack.sources[1:])}), WORDINGS["zh"])
    assert "2023年1月2日" in said
    assert "2023年1月1日" in said
