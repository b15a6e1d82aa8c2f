"""Write the reference of the command line, from the commands themselves: ``python -m demarche.cli.reference``."""

from __future__ import annotations

from typing import Any

import typer

WIDTH = 100
"""Fixed, so that the reference does not depend on the terminal that made it."""


def reference() -> str:
    """Return the reference as Markdown, one section a command."""
    from demarche.cli import app

    group: Any = typer.main.get_command(app)
    root = context(group, "demarche")
    lines = ["# Command line reference", "", "Made by `make docs` from the commands; a test compares the two.", ""]
    lines += ["Exit codes: 0 done, 1 failed, 2 wrong use, 3 some items failed.", ""]
    for name in sorted(group.commands):
        command = group.commands[name]
        lines += [f"## demarche {name}", "", "```", command.get_help(context(command, name, root)).rstrip(), "```", ""]
    return "\n".join(line.rstrip() for line in lines).rstrip() + "\n"


def context(command: Any, name: str, parent: Any = None) -> Any:
    return command.context_class(command, info_name=name, parent=parent, terminal_width=WIDTH, max_content_width=WIDTH)


if __name__ == "__main__":
    print(reference(), end="")
