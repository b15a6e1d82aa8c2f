"""The ``demarche`` command: thin over the use cases.

Results go to stdout, progress and errors to stderr. Exit codes: 0 done, 1 failed, 2 wrong use, 3 some items failed.
Modules of commands are imported here, what they need (NLP, AWS) only when a command runs.
"""

from __future__ import annotations

import importlib
import importlib.util
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from demarche import __version__
from demarche.cli import extract
from demarche.errors import DemarcheError

EXTRAS = {"spacy": "nlp", "onnxruntime": "nlp", "tokenizers": "nlp", "moto": "local", "samtranslator": "local"}
"""Which extra of the package brings a module that may be missing."""


class FriendlyGroup(TyperGroup):
    """Shows expected errors as one line; a traceback is for bugs."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except DemarcheError as exc:
            complain(exc)
        except ModuleNotFoundError as exc:
            if (extra := EXTRAS.get((exc.name or "").partition(".")[0])) is None:
                raise
            complain(f"{exc.name} is not installed, which this command needs; pip install 'demarche[{extra}]'")
        raise typer.Exit(1)


def complain(message: object) -> None:
    typer.echo(f"demarche: {' '.join(str(message).split())}", err=True)


def show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"demarche {__version__}")
        raise typer.Exit


def start(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and stop.", callback=show_version, is_eager=True)
    ] = False,
) -> None:
    """News articles to diplomatic events: who did what to whom, where, when, said by whom, how sure."""


def build_app() -> typer.Typer:
    """Put the commands together."""
    made = typer.Typer(
        cls=FriendlyGroup, name="demarche", no_args_is_help=True, add_completion=False, rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )  # fmt: skip
    made.callback()(start)
    extract.register(made)
    # The commands of the pipeline need the AWS adapters, which a laptop that only extracts can do without.
    if importlib.util.find_spec("demarche.cli.pipeline") is not None:
        importlib.import_module("demarche.cli.pipeline").register(made)
    return made


app = build_app()


def main() -> None:
    """Entry point of the ``demarche`` command."""
    app()
