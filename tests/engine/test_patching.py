"""Patches: applying, undoing, composing, mapping back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.engine.patching import SourceMap, apply, compose, make_patch, undo
from cleaner.model import Patch, Span, UndoError


@st.composite
def changes(draw: st.DrawFn, text: str) -> Patch:
    """A patch of ``text``: some spans, replaced by something or nothing."""
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    spans = [Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    return make_patch(text, [(span, draw(st.sampled_from(["", "x", "ÄÖ "]))) for span in spans])


@given(st.data(), st.text(alphabet="ab\n ", max_size=40))
def test_undo_is_the_inverse_of_apply(data: st.DataObject, source: str) -> None:
    patch = data.draw(changes(source))
    assert undo(apply(source, patch), patch) == source


@given(st.data(), st.text(alphabet="abc\n", max_size=40))
def test_composed_patches_do_what_both_do(data: st.DataObject, source: str) -> None:
    first = data.draw(changes(source))
    middle = apply(source, first)
    second = data.draw(changes(middle))
    both = compose(source, first, second)
    assert apply(source, both) == apply(middle, second)
    assert undo(apply(source, both), both) == source


@given(st.data(), st.text(alphabet="abc", max_size=30))
def test_kept_text_maps_back_to_itself(data: st.DataObject, source: str) -> None:
    patch = data.draw(changes(source))
    result = apply(source, patch)
    where = SourceMap(source, patch)
    for start in range(len(result)):
        span = where.to_source(Span(start, start + 1))
        inside = [e for e in patch.edits if e.after and e.start <= span.start and span.end <= e.end]
        assert inside or source[span.start : span.end] == result[start]


def test_touching_edits_become_one() -> None:
    patch = make_patch("abcdef", [(Span(2, 4), ""), (Span(0, 2), "x")])
    assert patch.edits == ((0, "abcd", "x"),)


def test_undo_refuses_a_text_that_the_patch_did_not_make() -> None:
    patch = make_patch("one two", [(Span(0, 3), "1")])
    with pytest.raises(UndoError, match="code point 0"):
        undo("2 two", patch)
