"""Names for findings that survive moved lines and edits elsewhere."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable

from cleaner.model import Finding

#: Hexadecimal digits of a fingerprint: enough for millions of findings in one file.
_DIGITS = 20


def base_fingerprint(code: str, text: str) -> str:
    """The same for the same rule on the same words, wherever they stand and however spaced."""
    words = " ".join(text.split())
    digest = hashlib.sha256(f"{code}\0{words}".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:_DIGITS]


def fingerprints(findings: Iterable[Finding], source: str) -> list[str]:
    """One fingerprint a finding, in their order; the second of two equal ones ends in ``:2``."""
    seen: Counter[str] = Counter()
    result = []
    for finding in findings:
        base = base_fingerprint(finding.code, source[finding.start : finding.end])
        seen[base] += 1
        result.append(f"{base}:{seen[base]}")
    return result


def text_fingerprint(text: str) -> str:
    """The same for the same words, whatever rule found them."""
    return base_fingerprint("", text)
