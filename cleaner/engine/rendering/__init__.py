"""Writing a cleaned page as Markdown or HTML.

What goes is decided on the extracted text, whatever the page is kept as; here the items that are
left are written with their markup.
"""

from cleaner.engine.rendering.rendered import rendered

__all__ = ["rendered"]
