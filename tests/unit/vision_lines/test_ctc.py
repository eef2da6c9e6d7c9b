"""Decoding and likelihood against their definitions, on distributions small enough to enumerate."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from motlan_vision.recognise.ctc import Alphabet, Evidence, likelihood, likelihoods
from motlan_vision.recognise.fuse import candidates, fuse
from motlan_vision.recognise.plausible import foreign

ABC = Alphabet([*"aăâbcốoổ "])
BOX = (0.0, 0.0, 100.0, 20.0)


def spoken(text: str, sure: float = 0.9, alphabet: Alphabet = ABC) -> Evidence:
    """Evidence of a network that read ``text``, each character in two steps and a blank after it."""
    rows = []
    for char in text:
        (label,), _ = alphabet.labels(char)
        rows += [label, label, 0]
    share = (1 - sure) / len(alphabet.chars)
    probs = np.full((len(rows), len(alphabet.chars) + 1), share)
    probs[np.arange(len(rows)), rows] = sure
    return Evidence(np.log(probs).astype(np.float32), alphabet, 0.0, 100.0 / max(1, len(rows)))


@given(
    st.lists(st.lists(st.floats(0.05, 1), min_size=3, max_size=3), min_size=1, max_size=5),
    st.lists(st.integers(1, 2), max_size=3),
)
def test_likelihood_is_the_sum_over_all_paths(rows, labels):
    probs = np.array(rows) / np.sum(rows, axis=1, keepdims=True)
    total = 0.0
    for path in itertools.product(range(3), repeat=len(probs)):
        runs = [k for k, _ in itertools.groupby(path)]
        if [k for k in runs if k] == labels:
            total += math.prod(probs[t, k] for t, k in enumerate(path))
    got = likelihood(np.log(probs).astype(np.float32), labels)
    assert math.exp(got) == pytest.approx(total, rel=1e-3, abs=1e-9)


@given(st.lists(st.lists(st.integers(1, 3), max_size=4), min_size=1, max_size=5), st.integers(1, 9))
def test_several_sequences_at_once_are_as_likely_as_one_by_one(sequences, steps):
    log_probs = np.log(np.random.default_rng(steps).dirichlet(np.ones(4), steps)).astype(np.float32)
    alone = [likelihood(log_probs, labels) for labels in sequences]
    assert likelihoods(log_probs, sequences) == pytest.approx(alone)


def test_words_and_where_they_are():
    words = spoken("ab câ").words
    assert [w.text for w in words] == ["ab", "câ"]
    assert words[0].last < words[1].first
    assert all(w.probability == pytest.approx(0.9, rel=1e-3) for w in words)


def test_silence_reads_as_nothing():
    assert fuse([spoken("")], [1.0], BOX).text == ""


def test_what_all_read_stands():
    reading = fuse([spoken("ab cố"), spoken("ab cố", 0.6)], [1.0, 1.0], BOX)
    assert reading.text == "ab cố"
    assert [(t.witnesses, t.asked) for t in reading.tokens] == [(2, 2), (2, 2)]


def test_the_surer_wins_where_they_differ():
    assert fuse([spoken("cố ba", 0.6), spoken("cổ ba", 0.95)], [1.0, 1.0], BOX).text == "cổ ba"


@pytest.mark.parametrize(
    ("said", "sure", "want"),
    [
        ("quy đinh này", 0.7, "quy định này"),  # a slip of the network
        ("quy đinh này", 0.9999999, "quy đinh này"),  # it saw no dot at all
        ("Quy Đinh này", 0.7, "Quy Đinh này"),  # names are never touched
    ],
)
def test_the_language_speaks_against_what_all_read_alike(said, sure, want):
    alphabet = Alphabet([*"abcdđehiklmnopqrstuvxyzêểàìíịăâ QĐ"])
    seen = spoken(said, sure, alphabet)
    reading = fuse([seen, seen], [1.0, 1.0], BOX)
    assert reading.text == want


def test_the_place_of_a_word_is_that_of_the_network_that_read_it():
    glued, apart = (
        spoken("ab,ba cố", 0.6, Alphabet([*"aăâbcốoổ, "])),
        spoken("ab, ba cố", 0.95, Alphabet([*"aăâbcốoổ, "])),
    )
    reading = fuse([glued, apart], [1.0, 1.0], BOX)
    first, second, _ = apart.words
    assert [t.text for t in reading.tokens] == ["ab,", "ba", "cố"]
    assert reading.tokens[0].x1 == pytest.approx(apart.x(first.last + 1.5), abs=1.0)
    assert reading.tokens[1].x0 == pytest.approx(apart.x(second.first - 0.5), abs=1.0)


def test_a_word_that_one_missed_is_kept():
    assert fuse([spoken("ab ba cố", 0.9), spoken("ab cố", 0.5)], [1.0, 1.0], BOX).text == "ab ba cố"


def test_words_keep_their_order_and_stay_in_the_line():
    reading = fuse([spoken("ab ba cố"), spoken("ab bo cố", 0.8)], [1.0, 1.0], BOX)
    edges = [x for t in reading.tokens for x in (t.x0, t.x1)]
    assert edges == sorted(edges)
    assert edges[0] >= BOX[0]
    assert edges[-1] <= BOX[2]


@given(st.lists(st.text("abcố ", max_size=6), min_size=1, max_size=4))
def test_candidates_hold_every_reading_and_stay_few(said):
    found = candidates(said)
    assert set(said) <= set(found)
    assert len(found) == len(set(found)) <= 4 + 6 * 7


@pytest.mark.parametrize(
    ("text", "count"), [("tỉnh Long An", 0), ("Ytế", 1), ("15/3", 0), ("Giuộc,", 0), ("Street 5", 1)]
)
def test_foreign_words(text, count):
    assert foreign(text) == count
