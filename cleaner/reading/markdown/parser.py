"""The markdown-it parser, with block and inline rules for what must be left alone."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.footnote.index import footnote_def

from cleaner.reading.markdown.regions import find_regions

#: Containers deeper than this are not read; what stands in them is kept as it is.
MAX_NESTING = 40

#: Longest shortcode or expression inside a line (code points): bounds the search for its end.
_INLINE_LIMIT = 2000

_INDENTED = re.compile(r"(?:!!!|\?\?\?\+?)[ \t]+\w|===[ \t!+]+[\"']")
_MODULE = re.compile(
    r"import[ \t]+(?:[\w*{}$,\s]+?[ \t]from[ \t]+)?[\"']"
    r"|import[ \t]+\{[^}]*$"
    r"|export[ \t]+(?:default|const|let|var|function|class|async|\{|\*)(?:\W|$)"
)
_COMPONENT = re.compile(r"</?(?:[A-Z][\w.]*(?:[\s/>{]|$)|>)")
#: What runs on behind empty lines, up to an end of its own.
_OWN_END = re.compile(
    r"`{3}|~{3}|<!--|<\?|<!\[CDATA\[|<(?:script|pre|style|textarea)\b", re.IGNORECASE
)
_LEAF = re.compile(r"::[\w-]+(?:\[[^\]]*\])?(?:\{[^}]*\})?[ \t]*$|:{3,}(?:[ \t]*$|[ \t]*\S)")
_CLOSERS = {"{{": "}}", "{%": "%}", "{": "}"}
_INLINE = re.compile(
    r"\$\$[^$\n]+\$\$"
    r"|\$[^\s$](?:[^$\n]*[^\s$\\])?\$(?!\d)"
    r"|!?\[\[[^\[\]\n]{1,300}\]\]"
    r"|\[\^[^\]\s]{1,300}\]"
    r"|\^\[[^\[\]\n]{1,2000}\]"
)


#: Plain words and an address, as most links are: nothing in either that another rule could read.
_PLAIN_LINK = re.compile(r"\[([^\[\]\\`*_~<>&!{}$^\n]+)\]\(([^\s\x00-\x20\x7f()<>\\&]+)\)")


class _Parser(MarkdownIt):
    def normalizeLink(self, url: str) -> str:  # noqa: N802 (the library's name)
        """The address as it stands: nobody follows it, and encoding takes a tenth of the time.

        Whether it makes a link does not depend on it; ``validateLink`` asks for the scheme alone.
        """
        return url


@cache
def parser() -> MarkdownIt:
    """The parser of the block structure: CommonMark, GFM tables, strike-through, task lists.

    Its core stops before inline content, which :mod:`cleaner.reading.markdown.visible` reads with
    positions. One instance serves all threads: parsing keeps its state in objects of its own.
    """
    md = _Parser("commonmark", {"maxNesting": MAX_NESTING, "tasklists": True})
    md.options["inline_definitions"] = True
    md.enable(["table", "strikethrough"])
    md.disable(["inline", "text_join", "fragments_join"])
    ends: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("table", "region", _region, ends)
    md.block.ruler.before("reference", "footnote_def", footnote_def, ends)
    md.block.ruler.before("html_block", "module", _module)
    md.inline.ruler.before("escape", "opaque", _opaque)
    md.inline.ruler.before("link", "plain_link", _plain_link)
    return md


def parse_blocks(source: str, env: dict[str, Any]) -> list[Any]:
    """Block tokens of ``source``; ``env`` takes up the link definitions for inline parsing."""
    return parser().parse(source, env)


def _region(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """Regions of :func:`find_regions`, admonitions with indented content, single directives."""
    if state.is_code_block(first):
        return False
    start = state.bMarks[first] + state.tShift[first]
    initial = state.src[start : start + 1]
    if initial not in ":{$\\%!?=":
        return False
    line = state.src[start : state.eMarks[first]]
    last = _region_end(state, first, end, line)
    if last is None or (silent and initial == "{"):
        return False
    return silent or _push(state, "region", first, last + 1)


def _region_end(state: StateBlock, first: int, end: int, line: str) -> int | None:
    if line[0] in "!?=":
        return _indented(state, first, end) if _INDENTED.match(line) else None
    regions = state.env.get("regions")
    if regions is None:
        regions = state.env["regions"] = find_regions(state.src.split("\n"))
    last = regions.get(first)
    if last is None:
        return first if _LEAF.match(line) else None
    return _inside(state, first, min(last, end - 1))


def _inside(state: StateBlock, first: int, last: int) -> int:
    """The last line before one that leaves the list item which ``first`` stands in."""
    for number in range(first + 1, last + 1):
        if state.sCount[number] < state.blkIndent and not state.isEmpty(number):
            return number - 1
    return last


def _indented(state: StateBlock, first: int, end: int) -> int:
    """The last line of what is indented below ``first``."""
    last = first
    for number in range(first + 1, end):
        if state.isEmpty(number):
            continue
        if state.sCount[number] - state.blkIndent < 4:
            break
        last = number
    return last


def _module(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """MDX: imports, exports and components, up to the next empty line."""
    if silent or state.is_code_block(first):
        return False
    line = state.src[state.bMarks[first] + state.tShift[first] : state.eMarks[first]]
    if not (_COMPONENT.match(line) or (line[:2] in ("im", "ex") and _MODULE.match(line))):
        return False
    last = first + 1
    while last < end and not state.isEmpty(last) and state.sCount[last] >= state.blkIndent:
        if _OWN_END.match(state.src, state.bMarks[last] + state.tShift[last]):
            break
        last += 1
    return _push(state, "module", first, last)


def _push(state: StateBlock, kind: str, first: int, end: int) -> bool:
    token = state.push(kind, "", 0)
    token.map = [first, end]
    state.line = end
    return True


def _opaque(state: StateInline, silent: bool) -> bool:
    """Inside a line: shortcodes, expressions, formulas, footnote marks, wiki links."""
    source, start = state.src, state.pos
    initial = source[start]
    if initial not in "{$[!^":
        return False
    end = _brace_end(source, start) if initial == "{" else None
    if initial != "{" and (match := _INLINE.match(source, start)):
        end = match.end()
    if end is None or end > state.posMax:
        return False
    if not silent:
        token = state.push("math" if initial == "$" else "opaque", "", 0)
        token.content = source[start:end]
    state.pos = end
    return True


def _plain_link(state: StateInline, silent: bool) -> bool:
    """What the rule for links makes of a plain one, which it takes a letter at a time."""
    if state.src[state.pos] != "[":
        return False
    link = _PLAIN_LINK.match(state.src, state.pos, state.posMax)
    if link is None or not state.md.validateLink(link[2]):
        return False
    if not silent:
        state.pos = link.start(1)
        state.push("link_open", "a", 1).attrs = {"href": link[2]}
        state.append_pending(link[1])
        state.pos = link.end(1)
        state.push("link_close", "a", -1)
    state.pos = link.end()
    return True


def _brace_end(source: str, start: int) -> int | None:
    opener = source[start : start + 2]
    closer = _CLOSERS.get(opener) or "}"
    place = source.find(closer, start, start + _INLINE_LIMIT)
    return place + len(closer) if place >= 0 else None
