"""The hooks, run by the real pre-commit as the README says.

pre-commit clones the repository and installs the package into an environment of its own, so that
this takes about a minute and needs a package index.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.checks import ARTICLE, MESSY, git
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text("utf-8")
SNIPPET = next(block for block in re.findall(r"```yaml\n(.*?)```", README, re.DOTALL))
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A configuration as in the README that fetches the hooks from this checkout."""
    pytest.importorskip("pre_commit")
    clone = tmp_path_factory.mktemp("hooks") / "cleaner"
    names = git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
    for name in filter(None, names):
        # A file may have been deleted in the working tree.
        if (ROOT / name).is_file():
            (clone / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, clone / name)
    git(clone, "init", "-q")
    git(clone, "add", "--all", ".")
    git(clone, "commit", "-qm", "all")
    revision = git(clone, "rev-parse", "HEAD").strip()
    config = re.sub(r"repo: .*", f"repo: {clone}", SNIPPET)
    return re.sub(r"rev: .*", f"rev: {revision}", config)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pre-commit")


@pytest.fixture
def repository(tmp_path: Path, hooks: str) -> Path:
    git(tmp_path, "init", "-q")
    (tmp_path / ".pre-commit-config.yaml").write_text(hooks)
    (tmp_path / "old.md").write_text(MESSY.replace("\n", "\r\n"))
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "what is there, leftovers and all")
    return tmp_path


def run(repository: Path, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PRE_COMMIT_HOME": str(home), "PRE_COMMIT_COLOR": "never"}
    command = [sys.executable, "-m", "pre_commit", "run", "--verbose", *arguments]
    return subprocess.run(
        command, cwd=repository, env=environment, capture_output=True, text=True, check=False
    )


def test_hooks_in_a_scratch_repository(repository: Path, home: Path) -> None:
    new = repository / "docs" / "new one.md"
    new.parent.mkdir()

    new.write_text(ARTICLE)
    git(repository, "add", ".")
    clean = run(repository, home)
    assert clean.returncode == 0, clean.stdout + clean.stderr

    new.write_text(MESSY)
    git(repository, "add", ".")
    blocked = run(repository, home, "cleaner-check")
    assert blocked.returncode == 1
    assert "docs/new one.md:7:1: HDG001" in blocked.stdout
    assert "## Latest News" in blocked.stdout
    assert "cleaner check --profile authored --fix" in blocked.stdout
    assert "cleaner off-next" in blocked.stdout
    assert "old.md" not in blocked.stdout
    assert new.read_text() == MESSY

    fixed = run(repository, home, "cleaner-fix")
    assert fixed.returncode == 1
    assert "files were modified by this hook" in fixed.stdout
    assert new.read_text() == ARTICLE
    assert git(repository, "diff", "--name-only").strip() == "docs/new one.md"
    assert (repository / "old.md").read_bytes() == MESSY.replace("\n", "\r\n").encode()

    git(repository, "add", ".")
    again = run(repository, home)
    assert again.returncode == 0, again.stdout


def test_the_readme_lists_every_hook() -> None:
    listed = [hook["id"] for hook in yaml.safe_load(SNIPPET)["repos"][0]["hooks"]]
    assert listed == [hook["id"] for hook in HOOKS] == ["cleaner-check", "cleaner-fix"]


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_hooks_are_what_users_expect(hook: dict[str, Any]) -> None:
    assert hook["types_or"] == ["markdown", "mdx", "rst", "plain-text"]
    assert hook["require_serial"] is True
    words = hook["entry"].split()
    assert words[:4] == ["cleaner", "check", "--profile", "authored"]
    assert ("--fix" in words) is (hook["id"] == "cleaner-fix")
    assert ("--no-unsafe" in words) is ("--fix" in words)
