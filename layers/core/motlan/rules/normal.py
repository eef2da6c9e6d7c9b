"""What a normaliser gives back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pydantic import JsonValue


@dataclass(frozen=True)
class Normal:
    """A value in the normal form of contract.md 1.

    ``certainty``: 1.0 where what was read has exactly the form that such a value has, lower the more had to be guessed;
    below ``DOUBTFUL`` it does not have the form and a person must look. It says nothing of whether the letters were
    read rightly. ``repaired``: the value is not just what was read (letters for digits, a misread entry of a list).
    """

    value: JsonValue
    certainty: float = 1.0
    repaired: bool = False


#: At or above: the form fits. Below: it doesn't, and the value is only given so that a person sees what was read.
DOUBTFUL = 0.5

#: Text as read → its normal form, or None where nothing of the kind stands in it. Never raises.
Normaliser = Callable[[str], Normal | None]
