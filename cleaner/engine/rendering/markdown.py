"""Items → Markdown (CommonMark, with the tables and the strikethrough of GitHub)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from unicodedata import category

from cleaner.engine.rendering.chunks import Chunk, Rendering, Token, by_mark, escaped
from cleaner.engine.rendering.live import Live, Text, shared
from cleaner.model import Mark, Node

#: What would be read as markup wherever it stands. An underscore inside a word is none.
_SPECIAL = re.compile(
    r"[\\`*\[\]~]|(?<![^\W_])_|_(?![^\W_])|<(?=[a-zA-Z/!?]|\Z)|&(?=#?\w+;|#?\w*\Z)|[\x00-\x08\n-\x1f\x7f]"
)
_SPECIAL_IN_CELL = re.compile(rf"{_SPECIAL.pattern}|\|")
#: What would be read as markup at the start of a line, up to the character to be escaped.
_AT_START = re.compile(r"(?:#{1,6}(?=\s|$)|[+>|]|-(?=[-\s|:]|$)|:(?=-)|=+\s*$|\d{1,9}[.)](?=\s|$))")
_DELIMITERS = {"strong": "**", "em": "*", "del": "~~"}
_BACKTICKS = re.compile("`+")
#: Some of them break lines, and with that the list or quote that a line stands in.
_CONTROL = re.compile(r"[\x00-\x08\n-\x1f\x7f]")


def render_markdown(items: Sequence[Live]) -> Rendering:
    """The items as Markdown, blank lines between blocks."""
    code = [text.raw for item in items if item.path[-1].tag == "pre" for text in item.cells[0]]
    writer = _Writer("`" * max(3, 1 + _longest_fence("".join(code))))
    chunks = tuple(writer.chunk(item) for item in items)
    return Rendering(chunks, writer.end())


class _Writer:
    """Goes from item to item with the elements that are open."""

    def __init__(self, fence: str) -> None:
        self._path: tuple[Node, ...] = ()
        self._fence = fence
        self._columns = 0

    def chunk(self, item: Live) -> Chunk:
        """What the item adds to the text."""
        chunk = Chunk(item.number, item.block, self._between(item), tuple(self._content(item)))
        self._path = item.path
        return chunk

    def end(self) -> str:
        """What closes the last item."""
        return self._left_open() + "\n" if self._path else ""

    def _left_open(self) -> str:
        """The fence of code that goes no further."""
        if self._path and self._path[-1].tag == "pre":
            return f"\n{_indents(self._path)}{self._fence}"
        return ""

    def _between(self, item: Live) -> str:
        """The break before the item, and the marks of the lists and quotes that it opens."""
        path, last = item.path, self._path
        common = shared(last, path)
        indents = _indents(path[:common])
        leaf = path[-1].tag
        if common == len(path) == len(last):
            # Another line of the same paragraph, item or code.
            if leaf in ("p", "text", "pre"):
                return f"\n{indents}" if item.goes_on or leaf == "pre" else f"\\\n{indents}"
            if item.goes_on:
                return " "
        if leaf == "tr" and common:
            return f"\n{indents}"
        opened = _indents(path, common)
        if leaf == "pre":
            opened += f"{self._fence}\n{_indents(path)}"
        if not last:
            return opened
        gap = "\n" if _tight(last, path, common) else f"\n{indents.rstrip()}\n"
        apart = f"<!-- -->\n{indents.rstrip()}\n{indents}" if _meet(last, path, common) else ""
        return f"{self._left_open()}{gap}{indents}{apart}{opened}"

    def _content(self, item: Live) -> Iterator[Token]:
        leaf = item.path[-1]
        if item.picture is not None:
            words = "".join(_inline_shown([Text(0, item.picture.words)]))
            yield Token(f"![{words}]({item.picture.address})")
        elif leaf.tag == "tr":
            yield from self._row(item)
        elif leaf.tag == "pre":
            raw = _CONTROL.sub(" ", "".join(text.raw for text in item.cells[0]))
            yield Token(_CONTROL.sub(" ", item.indent))
            yield Token(raw, item.cells[0][0].start, len(raw))
        else:
            heading = leaf.tag[0] == "h"
            tokens = _inline(item.cells[0]) if heading else _line(item.cells[0])
            if heading:
                if not (item.goes_on and item.path == self._path):
                    yield Token("#" * int(leaf.tag[1]) + " ")
                if tokens[-1].shown.endswith("#"):
                    # It would be read as the end of the heading's marks.
                    tokens[-1] = _with_escaped_end(tokens[-1])
            yield from tokens

    def _row(self, item: Live) -> Iterator[Token]:
        """A row; the first one of a table is its head, for Markdown has no table without."""
        first = shared(self._path, item.path) == 0
        self._columns = len(item.cells) if first else self._columns
        for texts in item.cells:
            yield Token("| ")
            yield from _inline(texts, special=_SPECIAL_IN_CELL)
            yield Token(" ")
        yield Token("| " * max(0, self._columns - len(item.cells)) + "|")
        if first:
            yield Token("\n|" + " --- |" * len(item.cells))


def _bullet(whole: Node, item: Node) -> str:
    return f"{item.number}. " if whole.tag == "ol" else "- "


def _indents(path: Sequence[Node], opened: int | None = None) -> str:
    """What stands before a line in these elements; those from ``opened`` on begin with it."""
    indents = ""
    for number, node in enumerate(path):
        new = opened is not None and number >= opened
        if node.tag == "blockquote":
            mark = "> "
        elif node.tag == "li":
            mark = _bullet(path[number - 1], node)
            mark = mark if new else " " * len(mark)
        else:
            continue
        if opened is None or new:
            indents += mark
    return indents


def _tight(last: Sequence[Node], path: Sequence[Node], common: int) -> bool:
    """Whether an item follows an item of the same list, or of a list in it."""
    if not common or last[-1].tag != "text" or path[-1].tag != "text":
        return False
    return path[common].tag in ("li", "ul", "ol") and last[common].tag in ("li", "text")


def _meet(last: Sequence[Node], path: Sequence[Node], common: int) -> bool:
    """Whether two lists stand together and would become one."""
    if common >= min(len(last), len(path)):
        return False
    return last[common].tag == path[common].tag and path[common].tag in ("ul", "ol")


def _line(texts: Sequence[Text]) -> list[Token]:
    """Texts at the start of a line."""
    tokens = _inline(texts)
    # Texts without marks come first, each in a token of its own.
    plain = "".join(text.raw for text in takewhile(lambda text: not text.marks, texts))
    match = _AT_START.match(plain)
    if match is not None:
        # The last character of what was found is escaped ("1\\."), or the first of many.
        place = 0 if match.group()[0] in "#=" else match.end() - 1
        number = 0
        while place >= tokens[number].length:
            place -= tokens[number].length
            number += 1
        tokens[number] = _with_escape(tokens[number], place)
    return tokens


def _inline(
    texts: Sequence[Text],
    depth: int = 0,
    special: re.Pattern[str] = _SPECIAL,
    around: tuple[str, str] = (" ", " "),
) -> list[Token]:
    """Texts with their marks; ``around`` are the characters before and after them."""
    tokens: list[Token] = []
    groups = list(by_mark(texts, depth))
    for number, (mark, group) in enumerate(groups):
        before = tokens[-1].shown[-1:] if tokens else around[0]
        after = groups[number + 1][1][0].raw[:1] if number + 1 < len(groups) else around[1]
        if mark is None or (mark.kind == "code" and before == "`"):
            # Of two pieces of code that meet the backticks would be read as one run.
            tokens += (escaped(text, special, _escape) for text in group)
        elif mark.kind == "code":
            tokens += _code(group, special)
        elif mark.kind in _DELIMITERS:
            inner = _inline(group, depth + 1, special, (before, after))
            tokens += _emphasised(_DELIMITERS[mark.kind], inner, before, after)
        else:
            if before == "!" and tokens and mark.kind == "a":
                # It would make an image of the link.
                tokens[-1] = _with_escaped_end(tokens[-1])
            opening, closing = _around(mark)
            inner = _inline(group, depth + 1, special, (opening[-1], closing[0]))
            tokens += (Token(opening), *inner, Token(closing))
    return tokens


def _around(mark: Mark) -> tuple[str, str]:
    if mark.kind == "a":
        return "[", f"]({mark.target})"
    return f"<{mark.kind}>", f"</{mark.kind}>"


def _inline_shown(texts: Sequence[Text]) -> Iterator[str]:
    return (token.shown for token in _inline(texts))


def _emphasised(sign: str, inner: list[Token], before: str, after: str) -> list[Token]:
    """The tokens between delimiters, or without, where the delimiters would be read as text.

    Delimiters open where no space follows them and, if a punctuation mark does, only behind a
    space or another such mark; and they close likewise (CommonMark, 6.2).
    """
    shown = "".join(token.shown for token in inner)
    first, last = shown.lstrip("*")[:1], shown.rstrip("*")[-1:]
    opens = not _punctuation(first) or _space_or_punctuation(before)
    closes = not _punctuation(last) or _space_or_punctuation(after)
    if not opens or not closes or before == sign[0]:
        return inner
    return [Token(sign), *inner, Token(sign)]


def _code(texts: Sequence[Text], special: re.Pattern[str]) -> list[Token]:
    raw = _CONTROL.sub(" ", "".join(text.raw for text in texts))
    fence = "`" * (1 + _longest_fence(raw))
    pad = " " if raw[:1] == "`" or raw[-1:] == "`" else ""
    shown = raw.replace("|", "\\|") if special is _SPECIAL_IN_CELL else raw
    return [Token(fence + pad), Token(shown, texts[0].start, len(raw)), Token(pad + fence)]


def _longest_fence(code: str) -> int:
    return max((len(run) for run in _BACKTICKS.findall(code)), default=0)


def _escape(found: str) -> str:
    return " " if found < " " or found == "\x7f" else f"\\{found}"


def _with_escape(token: Token, place: int) -> Token:
    """The token with the code point at ``place``, which is not yet escaped, escaped."""
    at = token.at(place)
    grown = [one for one in token.grown if one[0] < place]
    before = grown[-1][1] if grown else 0
    grown.append((place, before + 1))
    grown += [(one, more + 1) for one, more in token.grown if one > place]
    return token._replace(shown=f"{token.shown[:at]}\\{token.shown[at:]}", grown=tuple(grown))


def _with_escaped_end(token: Token) -> Token:
    if token.start >= 0:
        return _with_escape(token, token.length - 1)
    return token


def _punctuation(character: str) -> bool:
    return bool(character) and category(character)[0] in "PS"


def _space_or_punctuation(character: str) -> bool:
    return not character or character.isspace() or _punctuation(character)
