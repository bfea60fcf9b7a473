"""The command ``cleaner`` and its subcommands, each imported when it is called."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from cleaner import __version__
from cleaner.model import CleanerError

#: Nothing to do; findings; failure.
OK, FINDINGS, FAILURE = 0, 1, 2

_COMMANDS = {
    "clean": "Clean one article.",
    "check": "Look for leftovers like a linter.",
    "batch": "Clean a whole corpus.",
    "undo": "Put back what was removed.",
    "explain": "What a rule does, and why.",
    "rules": "List, verify and lint rules.",
    "bench": "Measure on labelled articles and public data.",
    "diff": "Compare two rule sets over the same articles.",
}


class LazyGroup(click.Group):
    """A group whose commands are modules of this package, imported on use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order in which a newcomer meets them."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command ``cmd_name``."""
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(f"cleaner.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="cleaner")
def group() -> None:
    """Make scraped articles coherent: remove leftovers, flag fragments of other stories.

    Exit codes: 0 nothing (left) to do, 1 findings (check), 2 failure.
    """


def main() -> None:
    """Run the command line; errors are one line on stderr and exit code 2."""
    try:
        # Without standalone mode click hands back what a command returns: its exit code.
        code = group.main(prog_name="cleaner", standalone_mode=False)
    except CleanerError as error:
        click.echo(f"cleaner: {error}", err=True)
        code = FAILURE
    except click.ClickException as error:
        error.show()
        code = FAILURE
    except click.Abort:
        click.echo("cleaner: interrupted", err=True)
        code = FAILURE
    except BrokenPipeError:
        # The reader of our output has seen enough (head, less); Python must not complain at exit.
        sys.stderr.close()
        code = OK
    except Exception:
        import traceback

        # A bug of ours. Python's own exit code for it is 1, which would read as findings.
        traceback.print_exc()
        code = FAILURE
    sys.exit(code or OK)
