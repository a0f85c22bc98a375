"""A letter as screens show it: the page that its Word file prints, so that what is read is what is produced."""

from dataclasses import dataclass

from documents.codes import code_as_svg
from documents.letters import LetterContent
from documents.letters.page import Page, page_of


@dataclass(frozen=True)
class ShownLetter:
    """``code`` is the QR code of the letter as an SVG element, empty where it has none."""

    title: str
    page: Page
    code: str = ""


def shown(content: LetterContent) -> ShownLetter:
    """Raises what ``documents.letters.render`` raises."""
    code = code_as_svg(content.verification_code) if content.verification_code else ""
    return ShownLetter(content.title, page_of(content), code)
