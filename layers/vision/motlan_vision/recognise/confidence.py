"""From what the engines say of a word to the probability that it is right."""

from __future__ import annotations

from motlan_vision.recognise.engine import Reading, Token


def confidence(token: Token, reading: Reading) -> float:
    """Between 0 and 1: how often a word with such witnesses is right."""
    if token.asked > 1 and token.witnesses == token.asked:
        return min(0.999, 0.95 + 0.05 * token.probability)
    return min(0.95, 0.3 + 0.6 * token.probability) if token.asked > 1 else min(0.98, token.probability)
