"""Sentences: where they begin and end inside a text."""

from __future__ import annotations

from functools import lru_cache

from cleaner.model import Span


@lru_cache(maxsize=1024)
def sentence_spans(text: str, language: str | None) -> tuple[Span, ...]:
    """The sentences of ``text``, in order, without the white space around them.

    Segmentation is sentencex's, which knows some 300 languages; an unknown language is read as
    English, whose rules serve most scripts with spaces.
    """
    from sentencex import get_sentence_boundaries

    spans = []
    for boundary in get_sentence_boundaries(language or "en", text):
        raw = text[boundary["start_index"] : boundary["end_index"]]
        lead = len(raw) - len(raw.lstrip())
        body = raw.strip()
        if body:
            start = boundary["start_index"] + lead
            spans.append(Span(start, start + len(body)))
    return tuple(spans)
