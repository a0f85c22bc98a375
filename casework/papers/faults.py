"""What is wrong with a fact of a paper, in a sentence for whoever must mend it."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Fault:
    """``fact`` names the field; ``clause`` is what the demand rests on. A question does not stand in the way."""

    fact: str
    sentence: str | Promise
    clause: str = ""
    is_question: bool = False
