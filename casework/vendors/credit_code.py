"""The unified social credit code (GB 32100-2015) of organisations."""

_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VALUES = {sign: value for value, sign in enumerate(_SIGNS)}
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_LENGTH = 18


def normal(code: str) -> str:
    return "".join(code.split()).upper()


def is_credit_code(code: str) -> bool:
    """Whether a normal code has 18 signs (no I, O, S, V, Z) of which the last one checks the others."""
    if len(code) != _LENGTH or any(sign not in _VALUES for sign in code):
        return False
    return code[-1] == check_sign(code[:-1])


def check_sign(body: str) -> str:
    """The last sign of a code whose first 17 are ``body``."""
    total = sum(_VALUES[sign] * weight for sign, weight in zip(body, _WEIGHTS, strict=True))
    return _SIGNS[(31 - total % 31) % 31]
