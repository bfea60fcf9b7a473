"""A very small SVG writer: bars, lines, dots and words, with classes for their looks."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

# Colours of the Okabe–Ito palette, which people with any colour vision can tell apart; the dark
# ground has lighter ones.
_STYLE = """
text { font: 13px system-ui, sans-serif; fill: #1a1a1a }
.title { font-weight: 600; font-size: 16px }
.small { font-size: 11px; fill: #444 }
.inside { font-size: 11px; fill: #1a1a1a } .inside.strong { fill: #fff }
.before { fill: #b8bfc6 } .after { fill: #0072b2 }
.safe { fill: #0072b2 } .unsafe { fill: #d55e00 } .display { fill: #767676 }
line { stroke: #767676; stroke-width: 1 } .whisker { stroke-width: 2 }
.bound { stroke-dasharray: 3 3 }
@media (prefers-color-scheme: dark) {
text { fill: #eee } .small { fill: #bbb } .inside, .inside.strong { fill: #10141a }
.after, .safe { fill: #56b4e9 } .unsafe { fill: #e69f00 } .display { fill: #999 }
}
"""


class Svg:
    """A drawing of ``width`` × ``height`` pixels. ``title`` is what screen readers say of it."""

    def __init__(self, width: float, height: float, title: str) -> None:
        size = f'width="{_n(width)}" height="{_n(height)}" viewBox="0 0 {_n(width)} {_n(height)}"'
        self._parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" '
            f"aria-label={quoteattr(title)}>",
            f"<title>{escape(title)}</title>",
            f"<style>{_STYLE}</style>",
        ]

    def bar(self, x: float, y: float, width: float, height: float, style: str) -> None:
        """A filled rectangle from its upper left corner."""
        box = f'x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"'
        self._parts.append(f"<rect {box} class={quoteattr(style)}/>")

    def line(self, x1: float, y1: float, x2: float, y2: float, style: str) -> None:
        """A straight line."""
        ends = f'x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}"'
        self._parts.append(f"<line {ends} class={quoteattr(style)}/>")

    def dot(self, x: float, y: float, radius: float, style: str) -> None:
        """A filled circle around its centre."""
        self._parts.append(
            f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}" class={quoteattr(style)}/>'
        )

    def text(
        self, x: float, y: float, words: str, *, anchor: str = "start", style: str = ""
    ) -> None:
        """Words on a base line; ``anchor`` is start, middle or end."""
        looks = f'text-anchor="{anchor}" class={quoteattr(style)}'
        self._parts.append(f'<text x="{_n(x)}" y="{_n(y)}" {looks}>{escape(words)}</text>')

    def finish(self) -> str:
        """The whole file."""
        return "\n".join([*self._parts, "</svg>", ""])


def _n(value: float) -> str:
    """A number, short and always the same."""
    return f"{value:.1f}".removesuffix(".0")
