"""What the other documents of a batch tell of one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from cleaner.model.site import SiteLines


@dataclass(frozen=True, slots=True)
class Donor:
    """Block ``block`` also stands in document ``document`` (its id).

    ``share`` of its shingles are found there (1: word for word). ``in_documents`` counts the
    other documents that hold half of it or more, ``copies`` those that hold it nearly word for
    word, 16 at most: many mean a template or a syndicated text.
    ``margin`` is by how much the other document is the likelier home (log odds); ``None`` where
    nobody compared the two, because too many documents hold the block.
    """

    block: int
    document: str
    share: float
    in_documents: int
    copies: int
    margin: float | None


@dataclass(frozen=True, slots=True)
class SentenceDonor:
    """The sentence ``start`` … ``end`` of block ``block`` also stands in document ``document``.

    It is the first or the last of a block of which the rest does not stand there. ``share`` of
    its shingles are found there, and by ``margin`` that document is the likelier home (log odds).
    """

    block: int
    start: int
    end: int
    document: str
    share: float
    margin: float


@dataclass(frozen=True, slots=True)
class Twin:
    """Document ``document`` holds the share ``share`` of this one: the same article twice."""

    document: str
    share: float


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where a document's blocks stand beside it: ``donors`` by block, ``twins`` best first.

    ``sentences`` are those of blocks that have no donor as a whole.
    """

    donors: tuple[Donor, ...] = ()
    twins: tuple[Twin, ...] = ()
    sentences: tuple[SentenceDonor, ...] = ()


class Corpus(Protocol):
    """The batch as one of its documents sees it, itself left out."""

    @property
    def lines(self) -> SiteLines | None:
        """Lines that stand on several sites, with all documents as the whole; if counted."""
        ...

    def look(self, texts: Sequence[str], title: str | None, language: str | None) -> Elsewhere:
        """Where the blocks with these ``texts`` stand too."""
        ...


class BatchEvidence(Protocol):
    """What a first pass over a batch has learnt."""

    def corpus_of(self, name: str) -> Corpus | None:
        """The batch as the document with id ``name`` sees it, which may be a new one."""
        ...

    def lines_of(self, url: str | None) -> SiteLines | None:
        """What is known of the site of an address; ``None`` where no lines were counted."""
        ...
