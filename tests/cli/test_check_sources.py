"""Which files are looked at, what is remembered of them, and in how many processes."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest

from cleaner.api import Cleaner
from tests.cli.checks import ARTICLE, MESSY, check, git

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    git(tmp_path, "init", "-q")
    for name in ("a.md", "build/b.md", "docs/c.md", "docs/keep/d.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(MESSY)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(capsys: Capture, *arguments: str) -> list[str]:
    out = check(capsys, *arguments, "--format", "concise").out
    return [line.split(":")[0] for line in out.splitlines()]


def test_gitignore_is_respected_in_folders_and_globs(capsys: Capture, folder: Path) -> None:
    assert found(capsys, ".") == ["a.md", "build/b.md", "docs/c.md", "docs/keep/d.md"]
    (folder / ".gitignore").write_text("/build/\n*.tmp\n")
    (folder / "docs/.gitignore").write_text("*.md\n!keep/d.md\n")
    assert found(capsys, ".") == ["a.md", "docs/keep/d.md"]
    assert found(capsys, "**/*.md") == ["a.md", "docs/keep/d.md"]
    assert found(capsys, "build/b.md") == ["build/b.md"]


def test_gitignore_above_counts(
    capsys: Capture, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / ".gitignore").write_text("docs/keep/\n")
    monkeypatch.chdir(folder / "docs")
    assert found(capsys, ".") == ["c.md"]


def test_excluded_files_are_passed_over(capsys: Capture, folder: Path) -> None:
    (folder / "cleaner.toml").write_text('exclude = ["build/", "docs/*/"]\n')
    assert found(capsys, ".") == ["a.md", "docs/c.md"]
    assert found(capsys, "build/b.md") == ["build/b.md"]
    assert found(capsys, "build/b.md", "a.md", "--force-exclude") == ["a.md"]


def test_a_file_comes_once(capsys: Capture) -> None:
    assert found(capsys, "a.md", "./a.md", "*.md") == ["a.md"]


def test_restructured_text_is_looked_at_and_never_changed(capsys: Capture, folder: Path) -> None:
    path = folder / "notes.rst"
    path.write_text(MESSY.replace("#", "").replace("\n ", "\n"))
    before = path.read_bytes()
    done = check(capsys, "notes.rst", "--fix")
    assert done.code == 1
    assert "[safe]" in done.out
    assert path.read_bytes() == before


def test_stdin_goes_by_its_name(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(MESSY.encode())))
    assert found(capsys, "-", "--stdin-filename", "docs/x.md") == ["docs/x.md"]


def test_what_is_known_is_not_looked_at_again(
    capsys: Capture, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "clean.md").write_text(ARTICLE)
    first = check(capsys, ".")
    assert (folder / ".cleaner-cache/.gitignore").read_text() == "*\n"
    assert not git(folder, "status", "--porcelain", ".cleaner-cache")

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("looked again")

    monkeypatch.setattr(Cleaner, "__init__", refuse)
    again = check(capsys, ".")
    assert again == first
    assert check(capsys, "clean.md", "--fix").code == 0
    for changed in (["--no-cache"], ["--select", "social"], ["--profile", "authored"], ["--fix"]):
        with pytest.raises(AssertionError, match="looked again"):
            check(capsys, ".", *changed)
    (folder / "a.md").write_text(ARTICLE)
    with pytest.raises(AssertionError, match="looked again"):
        check(capsys, ".")


def test_a_changed_rule_file_is_a_changed_configuration(capsys: Capture, folder: Path) -> None:
    rules = folder / "rules"
    rules.mkdir()
    rule = (
        'code = "SHP001"\nname = "shop-line"\ncategory = "promotion"\ndetector = "phrase"\n'
        'fix = "safe"\nmessage = "x"\nwhy = "y"\n[phrases]\nen = ["from our {}"]\n'
    )
    (folder / "cleaner.toml").write_text('extend = ["rules"]\nselect = ["SHP001"]\n')
    (folder / "a.md").write_text(f"{ARTICLE}\nFrom our shop\n")
    (rules / "shop-line.toml").write_text(rule.format("garden"))
    assert found(capsys, "a.md") == []
    (rules / "shop-line.toml").write_text(rule.format("shop"))
    assert found(capsys, "a.md") == ["a.md"]


@pytest.mark.parametrize("content", ["", "{", '{"x": 1}', "[]"])
def test_a_broken_cache_is_no_cache(capsys: Capture, folder: Path, content: str) -> None:
    first = check(capsys, ".")
    (file,) = (folder / ".cleaner-cache").glob("*.json")
    data = json.loads(file.read_text())
    file.write_text(content or json.dumps({key: [1] for key in data}))
    assert check(capsys, ".") == first


def test_excluded_standard_input_is_passed_over_when_forced(
    capsys: Capture, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As an editor hands over a file that the hooks would leave alone."""
    (folder / "cleaner.toml").write_text('exclude = ["*.draft.md"]\n')
    for options, code in (([], 1), (["--force-exclude"], 0)):
        stream = io.TextIOWrapper(io.BytesIO(MESSY.encode()))
        monkeypatch.setattr("sys.stdin", stream)
        done = check(capsys, "-", "--stdin-filename", "a.draft.md", *options)
        assert done.code == code


def test_no_project_no_cache(capsys: Capture, folder: Path) -> None:
    os.rename(folder / ".git", folder / "git")
    check(capsys, ".")
    assert not (folder / ".cleaner-cache").exists()


def test_many_processes_find_what_one_finds(capsys: Capture, folder: Path) -> None:
    for number in range(40):
        (folder / f"many{number:02}.md").write_text(MESSY if number % 3 else ARTICLE)
    (folder / "bad.md").write_bytes(b"\x00\xff\xfe\x81\x00\x9d" * 40)
    one = check(capsys, ".", "--no-cache", "--jobs", "1")
    two = check(capsys, ".", "--no-cache", "--jobs", "2")
    assert one == two
    assert one.code == 2
    fixed = check(capsys, ".", "--fix", "--jobs", "2")
    assert fixed.out.count("[fixed]") == one.out.count("[safe]")
    assert (folder / "many01.md").read_text() == ARTICLE
