"""Identity numbers and credit codes that pass their checks and belong to nobody."""

from casework.vendors.credit_code import check_sign
from casework.vendors.identity import _CHECKS, _WEIGHTS


def identity_number(serial: int, born: str = "19800101") -> str:
    body = f"360111{born}{serial:03d}"
    return body + _CHECKS[sum(int(d) * w for d, w in zip(body, _WEIGHTS, strict=True)) % 11]


def credit_code(serial: int) -> str:
    body = f"91360111MA{serial:07d}"
    return body + check_sign(body)
