"""Which rows of a table are empty, and which belong to one."""

from __future__ import annotations

import pytest

from cleaner import Cleaner
from tests.conftest import BODY, OTHER_BODY

CLEANER = Cleaner()


def found(*rows: str) -> list[str]:
    result = CLEANER.clean("\n".join([BODY, "", *rows, "", OTHER_BODY]), language="en")
    return [finding.excerpt for finding in result.findings if finding.code == "INT110"]


@pytest.mark.parametrize("rows", [["|  |  |"], ["|---|---|"], ["|  |  |", "|---|---|"]])
def test_rows_that_say_nothing(rows: list[str]) -> None:
    assert found(*rows) == [" ".join(row.split()) for row in rows]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_beside_a_row_with_cells_they_stay(place: int) -> None:
    rows = ["|---|---|", "|  |  |"]
    rows.insert(place, "| Anna | 4 |")
    assert found(*rows) == []
