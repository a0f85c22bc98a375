"""Citizens' identity numbers (GB 11643-1999): checked when typed, never kept; what is kept cannot be turned back."""

import hashlib
import hmac
from datetime import date

from django.conf import settings

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_LENGTH = 18


def normal(number: str) -> str:
    """Without blanks, the X in upper case."""
    return "".join(number.split()).upper()


def is_identity_number(number: str, *, today: date) -> bool:
    """Whether a normal number has 18 digits, a day of birth in the past and the right last digit."""
    body, check = number[:-1], number[-1:]
    if len(number) != _LENGTH or not (body.isascii() and body.isdigit()) or check not in set(_CHECKS):
        return False
    born = _day(number[6:14])
    if born is None or not date(1900, 1, 1) <= born < today:
        return False
    return (
        _CHECKS[sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True)) % 11] == check
    )


def masked(number: str) -> str:
    """``3601**********0011``."""
    return f"{number[:4]}{'*' * (len(number) - 8)}{number[-4:]}"


def digest(number: str, *, key: str | None = None) -> str:
    """Keyed, so that the few million numbers of a district cannot be tried out against a stolen table."""
    secret = settings.SECRET_KEY if key is None else key
    return hmac.new(f"vendors.identity:{secret}".encode(), number.encode(), hashlib.sha256).hexdigest()


def digests(number: str) -> list[str]:
    """Under the present key and those before it: rows are compared, and cannot be written anew."""
    return [digest(number, key=key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def _day(text: str) -> date | None:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None
