"""Made-up data for measuring."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

FIRST = "The mill by the weir ground its last sack of barley on a wet Friday in October."
SECOND = "Its wheel will be lifted out in spring, cleaned of rust, and shown in the town museum."
HEADING = "More from our desk"
CALL = "Join our mailing list"
GOLD = f"{FIRST}\n{SECOND}"
TEXT = f"{FIRST}\n\n{SECOND}\n\n{CALL}\n\n{HEADING}"


def write_jsonl(path: Path, records: Iterable[dict[str, Any]]) -> Path:
    text = "".join(json.dumps(record) + "\n" for record in records)
    data = text.encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path
