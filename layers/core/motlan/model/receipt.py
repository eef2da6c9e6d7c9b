"""The receipt of a dossier: a code that may be read out, and a secret that only its holder has."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from pydantic import BaseModel

#: Crockford's base 32: no letter that is taken for another.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE, _SECRET = 8, 10
_MEANT = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V", "-": None, " ": None})


class Receipt(BaseModel):
    """The secret is kept as a salted hash only (50 random bits; scrypt)."""

    code: str
    dossier: str
    salt: str
    hash: str
    made_by: str
    made_at: str


def plain(text: str) -> str:
    """A code or secret as it is compared: upper case, no hyphens, what is easily misread made the same."""
    return text.upper().translate(_MEANT)


def grouped(text: str) -> str:
    """For people: ``7K2M-9QXD``, ``A1B2C-D3E4F``."""
    half = len(text) // 2
    return f"{text[:half]}-{text[half:]}"


def new_code() -> str:
    """40 random bits."""
    return _random(_CODE)


def new_secret() -> str:
    """50 random bits."""
    return _random(_SECRET)


def _random(letters: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(letters))


def hashed(secret: str, salt: str) -> str:
    """What is kept of a secret."""
    return hashlib.scrypt(plain(secret).encode(), salt=bytes.fromhex(salt), n=2**12, r=8, p=1, dklen=32).hex()


def fits(secret: str, receipt: Receipt | None) -> bool:
    """Whether the secret is this receipt's; as slow, and in constant time, where there is no receipt."""
    salt, kept = (receipt.salt, receipt.hash) if receipt else ("00" * 16, "00" * 32)
    return hmac.compare_digest(hashed(secret, salt), kept) and receipt is not None
