"""What lies upside down is turned, and nothing else is."""

from __future__ import annotations

import numpy as np
import pytest

from motlan.model import Line, Region
from motlan_vision.secondlook import Look, certainty, second_look

UPPER, LOWER = (0.1, 0.1, 0.9, 0.4), (0.1, 0.6, 0.9, 0.9)
CARDS = [Region(kind="card", box=UPPER), Region(kind="card", box=LOWER)]


def lines(*where_and_how_sure):
    return [Line(text="abcdef", confidence=sure, box=(0.2, y, 0.8, y + 0.02)) for y, sure in where_and_how_sure]


def picture():
    image = np.zeros((100, 100, 3), np.uint8)
    image[60:65] = 200  # a mark near the upper edge of the lower card, and near the middle of the page
    return image


class Reading:
    def __init__(self, *answers):
        self.answers, self.seen = list(answers), []

    def __call__(self, image):
        self.seen.append(image.copy())
        return self.answers.pop(0)


def test_a_page_read_well_is_read_once():
    first = Look(picture(), lines((0.2, 0.95)))
    assert second_look(first, [], Reading()) is first


def test_a_page_upside_down_is_turned_whole():
    read = Reading(lines((0.2, 0.9)))
    look = second_look(Look(picture(), lines((0.2, 0.3))), [], read)
    assert look.turned
    assert np.array_equal(look.image, picture()[::-1, ::-1])
    assert certainty(look.lines) == pytest.approx(0.9)


def test_bad_print_that_is_no_better_turned_stays_as_it_was():
    first = Look(picture(), lines((0.2, 0.5)))
    assert second_look(first, [], Reading(lines((0.2, 0.3)))) is first


def test_only_the_card_that_lies_upside_down_is_turned():
    read = Reading(lines((0.2, 0.95), (0.7, 0.95)))
    look = second_look(Look(picture(), lines((0.2, 0.95), (0.7, 0.2))), CARDS, read)
    assert not look.turned
    assert np.array_equal(look.image[:60], picture()[:60])
    assert look.image[86].max() == 200  # the mark went from the card's upper edge to its lower one
    assert look.image[61, 50].max() == 0


def test_of_two_bad_cards_the_one_that_was_right_is_turned_back():
    read = Reading(lines((0.2, 0.2), (0.7, 0.95)), lines((0.2, 0.4), (0.7, 0.95)))
    look = second_look(Look(picture(), lines((0.2, 0.4), (0.7, 0.2))), CARDS, read)
    assert len(read.seen) == 2
    assert np.array_equal(read.seen[1][:60], picture()[:60])
    assert certainty(look.lines) == pytest.approx((0.4 + 0.95) / 2)
