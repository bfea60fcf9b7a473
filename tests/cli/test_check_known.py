"""Only what is new counts: baselines and changed lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.checks import ARTICLE, MESSY, check, git
from tests.conftest import BODY

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/old.md").write_text(MESSY)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def baseline(capsys: Capture) -> None:
    done = check(capsys, ".", "--write-baseline", "known.json")
    assert done.code == 0
    assert "1 finding written" in done.err


def test_known_findings_do_not_count_and_new_ones_do(capsys: Capture, folder: Path) -> None:
    baseline(capsys)
    assert check(capsys, ".").code == 1
    known = check(capsys, ".", "--baseline", "known.json")
    assert known.code == 0
    assert "1 known before" in known.err
    (folder / "docs/new.md").write_text(MESSY)
    new = check(capsys, ".", "--baseline", "known.json")
    assert new.code == 1
    assert new.out.startswith("docs/new.md:7:1: HDG001")


def test_entries_survive_moved_lines_and_edits_elsewhere(capsys: Capture, folder: Path) -> None:
    baseline(capsys)
    (folder / "docs/old.md").write_text(
        f"Harbour news\n\n{BODY}\n\n" + MESSY.replace("ferry", "boat")
    )
    assert check(capsys, ".", "--baseline", "known.json").code == 0


def test_a_second_copy_of_a_known_finding_is_new(capsys: Capture, folder: Path) -> None:
    baseline(capsys)
    (folder / "docs/old.md").write_text(f"{MESSY}\n## Latest News\n")
    done = check(capsys, ".", "--baseline", "known.json", "--format", "concise")
    assert done.code == 1
    assert [line.split(":")[1] for line in done.out.splitlines()] == ["9"]


def test_it_works_from_any_folder(
    capsys: Capture, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    baseline(capsys)
    monkeypatch.chdir(folder / "docs")
    assert check(capsys, "old.md", "--baseline", "../known.json").code == 0


def test_stale_entries_are_reported(capsys: Capture, folder: Path) -> None:
    (folder / "docs/gone.md").write_text(MESSY)
    check(capsys, ".", "--write-baseline", "known.json")
    (folder / "docs/old.md").write_text(ARTICLE)
    (folder / "docs/gone.md").unlink()
    done = check(capsys, ".", "--baseline", "known.json")
    assert done.code == 0
    assert "stale: docs/gone.md: HDG001 ## Latest News" in done.err
    assert "stale: docs/old.md: HDG001 ## Latest News" in done.err
    assert "stale in the baseline: 2 entries" in done.err


def test_files_that_were_not_looked_at_keep_their_entries(capsys: Capture, folder: Path) -> None:
    baseline(capsys)
    (folder / "docs/new.md").write_text(MESSY)
    check(capsys, "docs/new.md", "--write-baseline", "known.json")
    assert sorted(json.loads(Path("known.json").read_text())["files"]) == [
        "docs/new.md",
        "docs/old.md",
    ]
    unseen = check(capsys, "docs/new.md", "--baseline", "known.json")
    assert "stale" not in unseen.err


def test_fixing_leaves_what_is_known(capsys: Capture, folder: Path) -> None:
    baseline(capsys)
    text = MESSY.replace("## Latest News", "## Top Stories\n\n## Latest News")
    (folder / "docs/old.md").write_text(text)
    done = check(capsys, ".", "--baseline", "known.json", "--fix", "--format", "concise")
    assert done.code == 0
    assert "[fixed]" in done.out
    assert (folder / "docs/old.md").read_text() == MESSY


def test_what_is_known_of_a_list_does_not_keep_what_is_new(capsys: Capture, folder: Path) -> None:
    old = f"{ARTICLE}\n- Share on Facebook\n"
    authored = (".", "--profile", "authored")
    (folder / "docs/old.md").write_text(old)
    check(capsys, *authored, "--write-baseline", "known.json")
    (folder / "docs/old.md").write_text(f"{old}- Share on Twitter\n")
    check(capsys, *authored, "--baseline", "known.json", "--fix")
    assert (folder / "docs/old.md").read_text() == old


@pytest.mark.parametrize(
    "content", ["", "[]", '{"schema_version": 99, "files": {}}', '{"files": 1}']
)
def test_what_is_no_baseline_is_a_failure(capsys: Capture, folder: Path, content: str) -> None:
    from cleaner.model import CleanerError

    (folder / "bad.json").write_text(content)
    with pytest.raises(CleanerError, match=r"bad\.json"):
        check(capsys, ".", "--baseline", "bad.json")


@pytest.fixture
def repository(folder: Path) -> Path:
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "one")
    return folder


def test_only_changed_lines_count(capsys: Capture, repository: Path) -> None:
    assert check(capsys, ".", "--diff-base", "HEAD").code == 0
    path = repository / "docs/old.md"
    path.write_text(MESSY.replace("two hours", "three hours"))
    assert check(capsys, ".", "--diff-base", "HEAD").code == 0
    path.write_text(MESSY + "\n## Top Stories\n")
    done = check(capsys, ".", "--diff-base", "HEAD", "--format", "concise")
    assert (done.code, done.out.split(":")[1]) == (1, "9")
    assert len(done.out.splitlines()) == 1


def test_files_that_git_does_not_know_count_whole(capsys: Capture, repository: Path) -> None:
    (repository / "a new one.md").write_text(MESSY)
    done = check(capsys, ".", "--diff-base", "HEAD")
    assert done.out.startswith("a new one.md:7:1:")


def test_fixing_keeps_to_changed_lines(capsys: Capture, repository: Path) -> None:
    path = repository / "docs/old.md"
    path.write_text(MESSY + "\n## Top Stories\n")
    assert check(capsys, ".", "--diff-base", "HEAD", "--fix").code == 0
    assert path.read_text() == MESSY


@pytest.mark.parametrize("revision", ["nonsense", "--output=x"])
def test_an_unknown_revision_is_a_failure(capsys: Capture, repository: Path, revision: str) -> None:
    from cleaner.model import CleanerError

    with pytest.raises(CleanerError, match="git|no revision"):
        check(capsys, ".", f"--diff-base={revision}")
    assert not (repository / "x").exists()
