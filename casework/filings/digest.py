"""The fingerprint of a filed text."""

import hashlib

# Receipts show the beginning of a hash; the whole stands behind their check address.
FINGERPRINT = 12


def sha256(text: str) -> str:
    """Of its UTF-8 bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()
