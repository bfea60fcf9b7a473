"""Paragraphs that are leftovers only beside others."""

from __future__ import annotations

from cleaner import Cleaner
from tests.conftest import BODY, OTHER_BODY

CLEANER = Cleaner()
FIRST = "The Harbour Society is dedicated to the safe passage of all who have to work at sea."
SECOND = "The Pilot Agency protects those at sea by watching over the lights of the whole coast."
CONTACT = "Media Contact: Ana Ruiz, 555-010-2030, ana@harbour.example"


def found(*lines: str) -> list[str]:
    result = CLEANER.clean("\n\n".join(lines), language="en")
    spans = [(f.start, f.end) for f in result.findings if f.code == "ABT038"]
    return ["\n\n".join(lines)[start:end] for start, end in spans]


def test_what_is_found_is_a_leftover_for_its_neighbour() -> None:
    assert found(BODY, OTHER_BODY, FIRST, SECOND, CONTACT) == [FIRST, SECOND]
    assert found(BODY, OTHER_BODY, CONTACT, FIRST, SECOND) == [FIRST, SECOND]


def test_a_paragraph_of_the_text_between_parts_them() -> None:
    assert found(BODY, FIRST, OTHER_BODY, CONTACT) == []


def test_without_a_leftover_nothing_is_found() -> None:
    assert found(BODY, OTHER_BODY, FIRST, SECOND) == []


def test_the_first_paragraph_stays() -> None:
    assert (
        found(f"{FIRST} It has done so since 1905 and has members in forty towns.", CONTACT) == []
    )
