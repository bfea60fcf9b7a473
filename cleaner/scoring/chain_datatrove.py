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

    ``all`` is each filter on each text, ``chained`` only on those that the filters before it kept.
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
    filters = [
        GopherRepetitionFilter(),
        GopherQualityFilter(),
        C4QualityFilter(filter_no_terminal_punct=False),
        FineWebQualityFilter(),
    ]
    for one in filters:
        one.filter(Document(text="The first text loads what is loaded once.", id="0"))
    left = [True] * len(texts)
    seconds: dict[str, float] = {}
    chained = 0.0
    for one in filters:
        name = type(one).__name__
        for number, text in enumerate(texts):
            # A filter may change the text of its document.
            document = Document(text=text, id=str(number))
            began = time.process_time()
            kept = one.filter(document)
            took = time.process_time() - began
            seconds[name] = seconds.get(name, 0.0) + took
            chained += took * left[number]
            left[number] = left[number] and kept is True
    known = {"datatrove": version("datatrove"), "kept": sum(left)}
    return known | {"all": sum(seconds.values()), "chained": chained, "filters": seconds}


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1])))
