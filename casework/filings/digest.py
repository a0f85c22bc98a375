"""The fingerprint of a filed text."""

import hashlib


def sha256(text: str) -> str:
    """Of its UTF-8 bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()
