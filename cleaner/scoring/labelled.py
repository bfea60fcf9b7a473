"""The labelled corpus: articles, what should go from them, and what should be left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cleaner.model import CATEGORIES, ReadError, Span
from cleaner.model.document import Format
from cleaner.packs.tables import Table
from cleaner.reading.read import FORMATS

ACTIONS = ("remove", "flag", "repair")
#: What a whole document can be noted for; the names are those of the measures of judging rules.
DOCUMENTS = ("seam", "feed")


@dataclass(frozen=True, slots=True)
class Label:
    """A leftover: its text, the ``nth`` of its kind, and what is to become of it.

    ``becomes`` is what damaged text is to be repaired to.
    """

    text: str
    category: str
    action: str
    nth: int = 1
    becomes: str | None = None

    def find(self, source: str) -> Span | None:
        """Where the label stands: as a whole line, else as a part of one."""
        body = re.escape(self.text)
        for pattern in (rf"(?m)^[^\S\n]*({body})[^\S\n]*\r?$", f"({body})"):
            places = [match.span(1) for match in re.finditer(pattern, source)]
            if len(places) >= self.nth:
                return Span(*places[self.nth - 1])
        return None


@dataclass(frozen=True, slots=True)
class Labelled:
    """One labelled article. ``title`` is set where the caller is to give it to the cleaner.

    ``document`` is what the whole is to be noted for: two articles (seam), many items (feed).
    """

    name: str
    path: Path
    format: Format
    source: str
    expected: str
    title: str | None
    language: str
    genre: str
    hard: bool
    document: str | None
    labels: tuple[Label, ...]


def load_corpus(folder: Path) -> list[Labelled]:
    """The articles of a folder, by name; ``corpus/README.md`` describes the files.

    Raises:
        ReadError: the folder holds none, or a file is missing or wrong.

    """
    if not folder.is_dir():
        raise ReadError("is no folder of labelled articles", place=str(folder))
    articles = [_load(path) for path in sorted(folder.glob("*.toml"))]
    if not articles:
        raise ReadError("holds no labelled articles", place=str(folder))
    return articles


def _load(path: Path) -> Labelled:
    table = Table.from_file(path, ReadError)
    source = _beside(path, ("txt", "md", "html"))
    kind = FORMATS[source.suffix]
    expected = _beside(path, (f"expected{'.md' if kind == 'markdown' else '.txt'}",))
    article = Labelled(
        name=path.stem,
        path=source,
        format=kind,
        source=_text(source),
        expected=_text(expected),
        title=table.take("title", str, None),
        language=table.take("language", str),
        genre=table.take("genre", str),
        hard=table.take("hard", bool, False),
        document=_document(table),
        labels=tuple(_labels(table)),
    )
    table.take("note", str, "")
    table.finish()
    if kind != "html":
        for label in article.labels:
            if label.find(article.source) is None:
                raise ReadError(
                    f"the label {label.text[:40]!r} is not in the text", place=str(path)
                )
    return article


def _document(table: Table) -> str | None:
    return table.take_choice("document", DOCUMENTS) if "document" in table else None


def _labels(table: Table) -> Iterator[Label]:
    for entry in table.take_tables("span"):
        yield Label(
            text=entry.take("text", str),
            category=entry.take_choice("category", CATEGORIES),
            action=entry.take_choice("action", ACTIONS),
            nth=entry.take("nth", int, 1),
            becomes=entry.take("becomes", str, None),
        )
        entry.finish()


def _beside(path: Path, endings: tuple[str, ...]) -> Path:
    for ending in endings:
        beside = path.with_name(f"{path.stem}.{ending}")
        if beside.is_file():
            return beside
    raise ReadError(f"has no {' or '.join(endings)} beside it", place=str(path))


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"cannot be read: {error}", place=str(path)) from error
