"""Tests that need extras are collected where the extras are installed."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

_NEEDED = ("duckdb", "fastwarc", "fsspec", "isal", "msgspec", "pyarrow", "rich", "zstandard")

if not all(map(find_spec, _NEEDED)):
    collect_ignore_glob = ["test_*.py"]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Ray takes long to start; its tests run only when they are asked for."""
    if "ray" not in str(config.getoption("markexpr")):
        skip = pytest.mark.skip(reason="run with -m ray")
        for item in items:
            if item.get_closest_marker("ray"):
                item.add_marker(skip)
