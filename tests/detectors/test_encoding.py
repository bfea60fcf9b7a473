"""Damaged letters are mended where they stand, and nothing between them is touched."""

from __future__ import annotations

from cleaner import Cleaner

_DAMAGED = (
    "The mayor\u00e2\u20ac\u2122s caf\u00c3\u00a9 was closed, and the M\u00c3\u00bcllers left."
)


def _repairs(text: str, input_format: str) -> list[str]:
    result = Cleaner().clean(text, input_format=input_format, language="en")
    return [text[f.start : f.end] for f in result.findings if f.code == "TXT001" and f.applied]


def test_each_damage_is_a_finding_of_its_own() -> None:
    assert _repairs(_DAMAGED, "text") == ["\u00e2\u20ac\u2122", "\u00c3\u00a9", "\u00c3\u00bc"]


def test_markdown_is_mended_and_its_code_is_not() -> None:
    text = "The caf\u00c3\u00a9 lists `caf\u00c3\u00a9` as damaged.\n\n    caf\u00c3\u00a9\n"
    assert Cleaner().clean(text, input_format="markdown", language="en").text == (
        "The caf\u00e9 lists `caf\u00c3\u00a9` as damaged.\n\n    caf\u00c3\u00a9\n"
    )
    assert len(_repairs(text, "markdown")) == 1
