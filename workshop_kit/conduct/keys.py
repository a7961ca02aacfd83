"""What phones keep secret, and what may be kept of it."""

import hashlib
import hmac

from workshop_kit.workshop import Workshop

MADE_UP = "rehearsal-"
"""How the secrets of made-up participants begin; the mark of their rehearsal follows."""


def hashed(secret: str) -> str:
    """What the server keeps of a secret of 256 random bits."""
    return hashlib.sha256(secret.encode()).hexdigest()


def hidden_key(secret: str, code: str, key: str) -> str:
    """The name under which hidden answers are stored: only who holds the secret can make it."""
    return hmac.new(secret.encode(), f"{code}/{key}".encode(), hashlib.sha256).hexdigest()


def made_up_secret(mark: str, number: int) -> str:
    """The secret of a made-up participant; a real phone cannot know the mark."""
    return f"{MADE_UP}{mark}-{number:04}"


def rehearses(workshop: Workshop, secret: str) -> bool:
    """Does this secret belong to the workshop's rehearsal of today?"""
    return bool(workshop.rehearsal) and secret.startswith(f"{MADE_UP}{workshop.rehearsal}-")
