"""Why a deadline falls on its day, in one sentence."""

from casework.calendar.models import Deadline
from casework.calendar.wording.chinese import ChineseSentence
from casework.calendar.wording.english import EnglishSentence


def explain(deadline: Deadline, language: str = "zh") -> str:
    """One sentence in Chinese, or in English for a language code that starts with "en".

    It is told from the account kept with the deadline, so that a closed deadline is explained by the
    calendar of its time; no database is asked.
    """
    wording = EnglishSentence if language.startswith("en") else ChineseSentence
    return wording(deadline).text()
