"""Fixtures for all tests."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from cleaner import Cleaner

ROOT = Path(__file__).resolve().parents[1]

# The time that an example takes says something of the machine alone.
settings.register_profile("cleaner", deadline=None)
settings.load_profile("cleaner")

#: A paragraph of running text: 20 words or more, closed.
BODY = (
    "The harbour was closed for two hours on Tuesday morning after a barge lost part of its load "
    "of gravel near the eastern pier, and the ferry had to wait outside."
)
OTHER_BODY = (
    "Divers found the gravel spread over forty metres of the channel, and the harbour master said "
    "that a dredger would be needed before any larger ship could come in."
)


@pytest.fixture(scope="session")
def cleaner() -> Cleaner:
    """A cleaner with the shipped rules and no configuration."""
    return Cleaner()


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def seed(root: Path) -> str:
    """The article that the project began with."""
    return (root / "corpus/articles/seed.txt").read_text("utf-8")
