"""Tests that need extras are collected where the extras are installed."""

from __future__ import annotations

from importlib.util import find_spec

_NEEDED = ("isal", "msgspec", "requests", "scrapy")

if not all(map(find_spec, _NEEDED)):
    collect_ignore_glob = ["test_*.py"]
