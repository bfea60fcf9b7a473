"""The GitHub Action: its last step, run as the runner runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.checks import ARTICLE, MESSY
from tests.conftest import ROOT

ACTION = yaml.safe_load((ROOT / "action.yml").read_text())
CHECK = ACTION["runs"]["steps"][-1]


def run(folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """The step's script with its environment filled in from the inputs."""
    program = folder / "temp/cleaner/bin/cleaner"
    program.parent.mkdir(parents=True, exist_ok=True)
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m cleaner "$@"\n')
    program.chmod(0o755)
    values: dict[str, Any] = {name: given["default"] for name, given in ACTION["inputs"].items()}
    values.update({name.replace("_", "-"): value for name, value in inputs.items()})
    environment = {**os.environ, "RUNNER_TEMP": str(folder / "temp")}
    for variable, expression in CHECK["env"].items():
        name = expression.removeprefix("${{ inputs.").removesuffix(" }}")
        environment[variable] = values[name]
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", CHECK["run"]],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_findings_are_annotations_and_fail_the_step(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(MESSY)
    done = run(tmp_path)
    assert done.returncode == 1
    assert done.stdout.startswith("::warning file=a.md,line=7,")


def test_clean_files_pass(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(ARTICLE)
    assert run(tmp_path).returncode == 0


def test_output_goes_to_a_file_with_further_options(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(MESSY)
    done = run(tmp_path, format="sarif", output="out.sarif", args="--exit-zero --no-cache")
    assert done.returncode == 0
    assert '"ruleId": "HDG001"' in (tmp_path / "out.sarif").read_text()


def test_inputs_are_never_run(tmp_path: Path) -> None:
    done = run(tmp_path, paths="$(touch harm) `touch harm`", profile="authored; touch harm")
    assert done.returncode == 2
    assert not (tmp_path / "harm").exists()


@pytest.mark.parametrize("step", ACTION["runs"]["steps"])
def test_no_input_stands_in_a_script(step: dict[str, Any]) -> None:
    assert "${{" not in step.get("run", "")


def test_paths_and_options_may_stand_on_several_lines(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(ARTICLE)
    (tmp_path / "b.md").write_text(MESSY)
    done = run(tmp_path, paths="a.md\nb.md\n", args="--no-cache\n--exit-zero\n")
    assert done.returncode == 0
    assert done.stdout.startswith("::warning file=b.md,line=7,")
