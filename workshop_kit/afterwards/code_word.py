"""A code word, with which somebody goes on with another phone weeks later.

It is made of the phone's secret, so it is the same each time. The kit keeps the secret sealed under
it, and neither the word nor whose it is: who steals the database would have to try 2^53 words, each
of which takes scrypt some 50 ms, and would not learn for whom.
"""

import hashlib
import hmac

from workshop_kit.workshop.making import ALIKE, LETTERS, plain

LENGTH, GROUP = 12, 4

_SCRYPT = {"n": 2**14, "r": 8, "p": 1, "dklen": 64}


def code_word(secret: str, code: str) -> str:
    """The code word of the phone with this secret, in a workshop: KTRB-9WXM-2DQF."""
    digest = hmac.new(secret.encode(), f"{code} code word".encode(), hashlib.sha256).digest()
    number, letters = int.from_bytes(digest, "big"), ""
    for _ in range(LENGTH):
        number, rest = divmod(number, len(LETTERS))
        letters += LETTERS[rest]
    return "-".join(letters[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def read(typed: str) -> str:
    """A code word as it was meant, whatever stands between; what looks alike is the same."""
    return plain(typed).translate(ALIKE)[: 2 * LENGTH]


def keys(word: str, code: str) -> tuple[str, bytes]:
    """Under which name the secret is kept, and the key that opens it."""
    salt = f"workshop kit {code}".encode()
    stretched = hashlib.scrypt(read(word).encode(), salt=salt, **_SCRYPT)
    return hashlib.sha256(stretched[:32]).hexdigest(), stretched[32:]


def seal(text: str, key: bytes) -> bytes:
    """A secret under a key that is used for it alone; sealing it again gives the same."""
    plain = text.encode()
    stream = hashlib.shake_256(key).digest(len(plain))
    return bytes(a ^ b for a, b in zip(plain, stream, strict=True))


def unseal(sealed: bytes, key: bytes) -> str:
    """The secret that was sealed under this key."""
    stream = hashlib.shake_256(key).digest(len(sealed))
    return bytes(a ^ b for a, b in zip(sealed, stream, strict=True)).decode()
