"""A small site on localhost for the time of a test."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.conftest import BODY, OTHER_BODY

PAGES = 12
LEFTOVER = "Latest News"
#: A line of the site that no rule knows.
LINE = "Written down at the quay by the harbour watch"


def page(number: int) -> str:
    """An article, with what templates leave behind it."""
    paragraphs = [BODY, OTHER_BODY, f"The report has the number {number}.", LINE, LEFTOVER]
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    head = f"<title>Report {number}</title>"
    return f"<html lang='en'><head>{head}</head><body><article>{body}</article></body></html>"


class _Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        number = self.path.strip("/")
        if number == "empty":
            body = "<html><body></body></html>"
        elif number:
            body = page(int(number))
        else:
            links = [*map(str, range(PAGES)), "empty"]
            body = "".join(f"<a href='/{link}'>{link}</a>" for link in links)
        data = body.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def serve() -> Iterator[str]:
    """The address of the site."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
