"""Where the documents of a batch are remembered, to be looked up by fingerprints."""

from __future__ import annotations

import json
import zlib
from collections import OrderedDict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from cleaner.detectors.topic.prints import fingerprint

#: Places remembered per shingle; what stands in more is a template.
POSTINGS = 16

#: A document's number and a block of it.
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Home:
    """What is kept of a document: its name, and its blocks and title, packed."""

    name: str
    packed: bytes

    @property
    def content(self) -> tuple[list[str], str | None]:
        """The blocks, and the title."""
        blocks, title = json.loads(zlib.decompress(self.packed))
        return blocks, title


def pack(texts: Sequence[str], title: str | None) -> bytes:
    """Blocks and title as :class:`Home` keeps them; the title is one more block, at home there."""
    blocks = [*texts, title] if title else list(texts)
    return zlib.compress(json.dumps([blocks, title]).encode("utf-8"), 1)


class Shelf(Protocol):
    """Documents by number, and the places of shingles in them."""

    def places(self, prints: Collection[int]) -> Mapping[int, Sequence[Place]]:
        """The first places of each shingle, :data:`POSTINGS` at most."""
        ...

    def home(self, number: int) -> Home:
        """A document that a place named."""
        ...


class MemoryShelf:
    """Documents in memory, of ``capacity`` shingles at most: then the oldest are forgotten.

    An article of 450 words has about 120 shingles; a shingle costs about 300 bytes, the text of
    its document included.

    Raises:
        ValueError: ``capacity`` is not positive.

    """

    def __init__(self, capacity: int) -> None:
        if capacity < 1:
            raise ValueError(f"capacity must be positive, not {capacity}")
        self._capacity = capacity
        self._held = 0
        self._added = 0
        self._homes: OrderedDict[int, tuple[Home, frozenset[int]]] = OrderedDict()
        self._places: dict[int, tuple[Place, ...]] = {}

    def __len__(self) -> int:
        """The number of documents remembered."""
        return len(self._homes)

    def add(self, name: str, texts: Sequence[str], title: str | None) -> None:
        """Remember a document."""
        prints = [fingerprint(text) for text in ([*texts, title] if title else texts)]
        hashes: frozenset[int] = frozenset().union(*prints)
        number, self._added = self._added, self._added + 1
        self._homes[number] = Home(name, pack(texts, title)), hashes
        for block, values in enumerate(prints):
            for value in values:
                known = self._places.get(value, ())
                if len(known) < POSTINGS:
                    self._places[value] = (*known, (number, block))
        self._held += len(hashes)
        while self._held > self._capacity and len(self._homes) > 1:
            self._forget()

    def places(self, prints: Collection[int]) -> Mapping[int, Sequence[Place]]:
        """The places of each shingle that is known."""
        return {value: self._places[value] for value in prints if value in self._places}

    def home(self, number: int) -> Home:
        """A document that a place named."""
        return self._homes[number][0]

    def _forget(self) -> None:
        """Drop the oldest document."""
        number, (_, hashes) = self._homes.popitem(last=False)
        self._held -= len(hashes)
        for value in hashes:
            left = tuple(place for place in self._places.get(value, ()) if place[0] != number)
            if left:
                self._places[value] = left
            else:
                self._places.pop(value, None)
