"""What is remarkable about the dates of a region's documents, in words."""

from calculator.ground.language import N_
from calculator.policy.document_dates import younger_documents
from calculator.policy.pack import Pack
from calculator.words.wording import Wording


def document_remarks(pack: Pack, wording: Wording) -> list[str]:
    """A sentence for each document that is younger than a rule that stands on it."""
    text = wording.text(
        N_(
            "{document} is dated {signed}, but a rule that stands on it is in force from {begins}:"
            " is one of the two dates wrong?"
        )
    )
    return [
        text.format(document=one.source.number, signed=wording.day(one.signed), begins=wording.day(one.begins))
        for one in younger_documents(pack)
    ]
