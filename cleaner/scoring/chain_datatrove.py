"""The filters of FineWeb, timed: run by ``bench peers`` with an interpreter that has datatrove.

``python chain_datatrove.py FILE`` prints JSON. It stands alone: that interpreter has no cleaner.
"""

from __future__ import annotations

import json
import sys
import time
from importlib.metadata import version
from typing import Any


def main(path: str) -> dict[str, Any]:
    """CPU seconds of the chain on the texts of a file of JSON lines, in the order of FineWeb.

    ``all`` is each filter on each text, ``chained`` only on those that the filters before it kept,
    ``by_sentences`` C4's filter alone, as it is where sentences are judged and not lines.
    """
    from datatrove.data import Document  # type: ignore[import-not-found]
    from datatrove.pipeline.filters import (  # type: ignore[import-not-found]
        C4QualityFilter,
        FineWebQualityFilter,
        GopherQualityFilter,
        GopherRepetitionFilter,
    )

    with open(path, encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]

    def timed(one: Any, text: str) -> tuple[bool, float]:
        """Whether a filter keeps a text, and how long it looks."""
        # A filter may change the text of its document.
        document = Document(text=text, id="0")
        began = time.process_time()
        kept = one.filter(document) is True
        return kept, time.process_time() - began

    filters = [
        GopherRepetitionFilter(),
        GopherQualityFilter(),
        C4QualityFilter(filter_no_terminal_punct=False),
        FineWebQualityFilter(),
    ]
    by_sentences = C4QualityFilter(filter_no_terminal_punct=False, split_paragraph=False)
    for one in (*filters, by_sentences):
        timed(one, "The first text loads what is loaded once.")
    left = [True] * len(texts)
    seconds: dict[str, float] = {}
    chained = 0.0
    for one in filters:
        name = type(one).__name__
        for number, text in enumerate(texts):
            kept, took = timed(one, text)
            seconds[name] = seconds.get(name, 0.0) + took
            chained += took * left[number]
            left[number] = left[number] and kept
    return {
        "datatrove": version("datatrove"),
        "kept": sum(left),
        "all": sum(seconds.values()),
        "chained": chained,
        "by_sentences": sum(timed(by_sentences, text)[1] for text in texts),
        "filters": seconds,
    }


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1])))
