"""The command line: what people see, and exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import BODY, OTHER_BODY

MESSY = f"A title of some words\n\n{BODY}\n\n{OTHER_BODY}\n\nLatest News\n"
CLEAN = f"A title of some words\n\n{BODY}\n\n{OTHER_BODY}\n"


def run(
    *arguments: str | Path, stdin: bytes = b"", cwd: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "cleaner", *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, cwd=cwd, check=False)


@pytest.fixture
def messy(tmp_path: Path) -> Path:
    path = tmp_path / "messy.txt"
    path.write_bytes(MESSY.encode())
    return path


def test_clean_writes_the_text_to_stdout(messy: Path) -> None:
    done = run("clean", messy)
    assert done.returncode == 0
    assert done.stdout == CLEAN.encode()
    assert messy.read_bytes() == MESSY.encode()


def test_clean_reads_stdin() -> None:
    assert run("clean", "-", stdin=MESSY.encode()).stdout == CLEAN.encode()


def test_in_place_and_undo_give_the_bytes_back(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    source = b"\xef\xbb\xbf" + MESSY.replace("\n", "\r\n").encode()
    path.write_bytes(source)
    assert run("clean", path, "--in-place").returncode == 0
    assert path.read_bytes() == source.replace(b"\r\n\r\nLatest News", b"")
    report = tmp_path / "article.txt.cleaner.json"
    assert run("undo", path, report).stdout == source
    assert run("undo", path, report, "--in-place").returncode == 0
    assert path.read_bytes() == source


def test_undo_refuses_a_changed_text(tmp_path: Path, messy: Path) -> None:
    run("clean", messy, "--in-place")
    messy.write_bytes(messy.read_bytes() + b"more")
    done = run("undo", messy, tmp_path / "messy.txt.cleaner.json")
    assert done.returncode == 2
    assert b"not the cleaned text" in done.stderr


def test_output_report_and_diff(tmp_path: Path, messy: Path) -> None:
    out, report = tmp_path / "out.txt", tmp_path / "report.json"
    assert run("clean", messy, "-o", out, "--report", report).returncode == 0
    assert out.read_bytes() == CLEAN.encode()
    data = json.loads(report.read_text())
    assert data["schema_version"] == 1
    assert [f["code"] for f in data["findings"]] == ["HDG001"]
    assert len(data["source_sha256"]) == len(data["rules_sha256"]) == 64
    assert b"-Latest News" in run("clean", messy, "--diff").stdout


def test_show_says_what_went_and_why(messy: Path) -> None:
    shown = run("clean", messy, "--show").stdout.decode()
    assert "- Latest News" in shown
    assert "HDG001" in shown
    assert "1 removed, 0 flagged" in shown


def test_check_finds_fixes_and_exits(messy: Path) -> None:
    found = run("check", messy)
    assert found.returncode == 1
    assert found.stdout.decode().startswith(f"{messy}:7:1: HDG001 ")
    assert found.stdout.decode().splitlines()[0].endswith("[safe]")
    assert run("check", messy, "--diff").returncode == 1
    assert messy.read_bytes() == MESSY.encode()
    fixed = run("check", messy, "--fix")
    assert fixed.returncode == 0
    assert b"[fixed]" in fixed.stdout
    assert messy.read_bytes() == CLEAN.encode()
    assert run("check", messy).returncode == 0


def test_one_unreadable_file_stops_nothing_and_never_ends_in_0(tmp_path: Path, messy: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"\x00\xff\xfe\x81\x00\x9d" * 40)
    done = run("check", tmp_path, tmp_path / "missing.txt")
    assert done.returncode == 2
    assert b"HDG001" in done.stdout
    assert b"bad.txt" in done.stderr
    assert b"missing.txt" in done.stderr


def test_check_as_json(tmp_path: Path, messy: Path) -> None:
    done = run("check", messy, tmp_path / "missing.txt", "--format", "json")
    data = json.loads(done.stdout)
    assert done.returncode == 2
    finding = data["files"][0]["findings"][0]
    assert MESSY[finding["start"] : finding["end"]] == "Latest News"
    assert finding["applied"] is False
    assert data["errors"][0]["file"].endswith("missing.txt")


def test_folders_and_globs(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    for name in ("a/one.md", "a/two.txt", "a/three.bin"):
        (tmp_path / name).write_text(MESSY)
    assert run("check", "a", cwd=tmp_path).stdout.count(b"HDG001") == 2
    assert run("check", "**/*.md", cwd=tmp_path).stdout.count(b"HDG001") == 1


def test_an_empty_folder_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert run("check", "empty", cwd=tmp_path).returncode == 0
    assert run("check", "*.md", cwd=tmp_path).returncode == 2


def test_verdicts_count_on_request_only(tmp_path: Path) -> None:
    path = tmp_path / "short.txt"
    path.write_text("Not much.\n")
    assert run("check", path).returncode == 0
    assert run("check", path, "--verdict").returncode == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["clean"],
        ["clean", "missing.txt"],
        ["clean", "."],
        ["check"],
        ["nonsense"],
        ["explain", "XYZ999"],
        ["check", "--select", "XYZ999", "."],
        ["undo", "missing.txt", "missing.json"],
    ],
)
def test_failure_is_2_with_one_plain_message(tmp_path: Path, arguments: list[str]) -> None:
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr
    assert b"Traceback" not in done.stderr


def test_a_bad_configuration_is_2_with_file_and_line(tmp_path: Path, messy: Path) -> None:
    (tmp_path / "cleaner.toml").write_text("unsaef = true\n")
    done = run("check", messy, cwd=tmp_path)
    assert done.returncode == 2
    assert b"cleaner.toml:1: unsaef: unknown key" in done.stderr
    assert run("check", messy, "--isolated", cwd=tmp_path).returncode == 1


def test_explain_and_rules() -> None:
    explained = run("explain", "hdg001").stdout.decode()
    assert "section-heading" in explained
    assert "It leaves alone" in explained
    assert b"HDG001" in run("rules", "list").stdout


def test_python_m_cleaner_is_the_same_command() -> None:
    assert run("--version").stdout.startswith(b"cleaner")


def test_the_quick_path_imports_nothing_heavy(messy: Path) -> None:
    program = (
        "import sys\n"
        "from cleaner.cli.main import group\n"
        f"assert group.main(['check', {str(messy)!r}], standalone_mode=False) == 1\n"
        "heavy = {'trafilatura', 'langdetect', 'numpy', 'pyarrow', 'rich', 'lxml'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_colour_honours_the_environment(messy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert b"\x1b[" not in run("clean", messy, "--show").stdout
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert b"\x1b[" in run("clean", messy, "--show").stdout
