"""What ``cleaner check`` prints in each format."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.checks import ARTICLE, MESSY, check


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/old, new.md").write_text(MESSY)
    (tmp_path / "clean.md").write_text(ARTICLE)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    return tmp_path


Capture = pytest.CaptureFixture[str]


def test_text_shows_the_source_under_each_finding(capsys: Capture) -> None:
    lines = check(capsys, ".").out.splitlines()
    assert lines[0].startswith("docs/old, new.md:7:1: HDG001 ")
    assert lines[1:] == ["  7 | ## Latest News", "    | ^^^^^^^^^^^^^^"]


def test_text_tells_what_to_do(capsys: Capture) -> None:
    err = check(capsys, ".").err
    assert "--fix" in err
    assert "cleaner explain HDG001" in err
    assert "cleaner off-next" in err
    assert "--fix" not in check(capsys, "clean.md").err


def test_wide_characters_take_two_columns(folder: Path, capsys: Capture) -> None:
    (folder / "wide.txt").write_text("港口\u200b关闭 a\n\nshare this 中文\n")
    done = check(capsys, "wide.txt", "--select", "TXT003")
    assert done.out.splitlines()[2] == "    |     ^"


def test_concise_is_one_line_a_finding(capsys: Capture) -> None:
    assert len(check(capsys, ".", "--format", "concise").out.splitlines()) == 1


def test_colour_marks_the_code(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b[" not in check(capsys, ".").out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[31m\x1b[1mHDG001" in check(capsys, ".").out


def test_statistics_count_by_rule(capsys: Capture, folder: Path) -> None:
    (folder / "more.md").write_text(MESSY)
    done = check(capsys, ".", "--statistics")
    head, row = done.out.splitlines()
    assert head.split() == ["findings", "files", "code", "fix", "name"]
    assert row.split() == ["2", "2", "HDG001", "safe", "section-heading"]
    assert done.code == 1


def test_github_escapes_and_keeps_to_the_limit(capsys: Capture, folder: Path) -> None:
    first = check(capsys, "docs", "--format", "github").out.splitlines()
    assert first == [
        "::warning file=docs/old%2C new.md,line=7,endLine=7,col=1,endColumn=15,"
        "title=HDG001 section-heading::Heading of a site section: Latest News [safe]"
    ]
    for number in range(13):
        (folder / f"{number:02}.md").write_text(MESSY)
    lines = check(capsys, ".", "--format", "github").out.splitlines()
    assert len(lines) == 11
    assert lines[-1] == "::notice title=cleaner::4 more: HDG001 4"


def test_github_names_what_cannot_be_read(capsys: Capture) -> None:
    done = check(capsys, "missing.md", "--format", "github")
    assert done.out.startswith("::error file=missing.md,")
    assert done.code == 2


def test_json_holds_findings_and_notes(capsys: Capture, folder: Path) -> None:
    (folder / "clean.md").write_text(f"<!-- cleaner off -->\n\n{ARTICLE}")
    data = json.loads(check(capsys, ".", "--format", "json").out)
    by_path = {file["path"]: file for file in data["files"]}
    assert by_path["docs/old, new.md"]["findings"][0]["fingerprint"].endswith(":1")
    assert by_path["clean.md"]["notes"][0]["code"] == "SUP001"


def test_exit_zero_is_for_findings_only(capsys: Capture) -> None:
    assert check(capsys, ".", "--exit-zero").code == 0
    assert check(capsys, ".", "missing.md", "--exit-zero").code == 2


def test_unused_suppressions_are_notes_until_asked_for(capsys: Capture, folder: Path) -> None:
    path = folder / "clean.md"
    path.write_text(ARTICLE.replace("\n\n", "\n\n<!-- cleaner off-next -->\n\n", 1))
    noted = check(capsys, "clean.md")
    assert noted.code == 0
    assert "clean.md:3:1: SUP001" in noted.out
    assert "[note]" in noted.out
    assert check(capsys, "clean.md", "--fix").code == 0
    assert "off-next" in path.read_text()
    assert check(capsys, "clean.md", "--report-unused").code == 1
    assert check(capsys, "clean.md", "--report-unused", "--fix").code == 0
    assert path.read_text() == ARTICLE


def test_the_advice_goes_by_the_same_profile(capsys: Capture) -> None:
    """Under another one ``--fix`` would take what an author means."""
    Path("a.md").write_text(MESSY)
    assert "`cleaner check --fix PATH`" in check(capsys, "a.md").err
    done = check(capsys, "--profile", "authored", "a.md")
    assert "`cleaner check --profile authored --fix PATH`" in done.err
    assert "1 checked, 1 finding (1 with a safe fix)" in done.err


def test_the_diff_can_be_applied(capsys: Capture) -> None:
    Path("a.md").write_bytes(MESSY.replace("hours", "hours\x0cor\x85so").encode())
    before = Path("a.md").read_bytes()
    shown = check(capsys, "--diff", "a.md").out
    assert Path("a.md").read_bytes() == before
    subprocess.run(["git", "apply", "-p0", "-"], input=shown.encode(), check=True)
    assert Path("a.md").read_bytes() == before.removesuffix(b"\n## Latest News\n")
