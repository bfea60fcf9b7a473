"""What can be measured about a document as a whole, once its leftovers are marked."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from cleaner.detectors.base import View
from cleaner.detectors.donors import elsewhere
from cleaner.detectors.offtopic import topics_of
from cleaner.model import Block, Kind


class Measured:
    """A document after marking.

    ``view`` shows what is left, ``source_words`` counts the words before anything went, and
    ``flagged`` are the blocks that are flagged as a whole.
    """

    def __init__(self, view: View, source_words: int, flagged: frozenset[int]) -> None:
        self.view = view
        self.source_words = source_words
        self.flagged = flagged

    @cached_property
    def kept(self) -> list[Block]:
        """The blocks that stay and can be read."""
        return [b for b in self.view.readable if b.kind is not Kind.RULE]

    @cached_property
    def words(self) -> int:
        """The words in them."""
        return sum(block.words for block in self.kept)


def _words_left(document: Measured) -> float:
    return document.words


def _share_removed(document: Measured) -> float:
    if not document.source_words:
        return 0.0
    return 1 - document.words / document.source_words


def _share_running_text(document: Measured) -> float:
    """The share of the words left in closed blocks of 8 words or more, or in blocks of 20 or more.

    Some sites leave the last full stop of every paragraph away.
    """
    words = document.words
    running = sum(b.words for b in document.kept if b.words >= (8 if b.closed else 20))
    return running / words if words else 0.0


def _share_list_items(document: Measured) -> float:
    words = document.words
    return sum(b.words for b in document.kept if b.kind is Kind.LIST_ITEM) / words if words else 0.0


def _open_end(document: Measured) -> float:
    """1 where the last long block breaks off in the middle of a sentence, else 0."""
    long = [block for block in document.kept if block.words >= 20]
    return float(bool(long) and not long[-1].closed and long[-1] is document.kept[-1])


def _share_flagged(document: Measured) -> float:
    words = document.words
    flagged = sum(b.words for b in document.kept if b.index in document.flagged)
    return flagged / words if words else 0.0


def _mixed_language(document: Measured) -> float:
    """The share of long paragraphs whose function words are of another language than the text."""
    from cleaner.reading.language import language_by_words, speaks

    long = [block for block in document.kept if block.words >= 25][:40]
    language = document.view.language
    if language is None or len(long) < 2:
        return 0.0
    strange = [block for block in long if not speaks(block.folded, language)]
    others = [b for b in strange if language_by_words(b.text) not in (None, language)]
    return len(others) / len(long)


def _coherence(document: Measured) -> float:
    """0 (nothing belongs together) to 1, as the topic model reads what stays."""
    return topics_of(document.view).coherence


def _seam(document: Measured) -> float:
    """1 where a second article begins in the middle of the text, else 0."""
    return float(topics_of(document.view).seam is not None)


def _feed(document: Measured) -> float:
    """1 where the text is many short items of different stories, else 0."""
    return float(topics_of(document.view).feed)


def _twin(document: Measured) -> float:
    """The share of the text that another document of the batch holds too; 0 where none is twin."""
    twins = elsewhere(document.view).twins
    return twins[0].share if twins else 0.0


def details(measure: str, document: Measured) -> dict[str, str]:
    """What a message can name beside the value of a measure."""
    return {"donor": elsewhere(document.view).twins[0].document} if measure == "twin" else {}


#: Each measure by the name that rule files use.
MEASURES: dict[str, Callable[[Measured], float]] = {
    "words_left": _words_left,
    "share_removed": _share_removed,
    "share_running_text": _share_running_text,
    "share_list_items": _share_list_items,
    "share_flagged": _share_flagged,
    "open_end": _open_end,
    "mixed_language": _mixed_language,
    "coherence": _coherence,
    "seam": _seam,
    "feed": _feed,
    "twin": _twin,
}
