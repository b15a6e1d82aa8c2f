"""``demarche extract``, ``explain`` and ``code``: articles to events on this machine, without AWS."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from demarche.articles import Article, RejectedArticle, read_articles
from demarche.articles.dates import parse_date
from demarche.articles.limits import DEFAULT_LIMITS
from demarche.articles.upload import stem
from demarche.cli import render
from demarche.errors import DemarcheError, InvalidArticle
from demarche.events import merge
from demarche.models import Event

STDIN = "-"
Files = Annotated[
    list[str], typer.Argument(metavar="FILE", help="Article files, - for standard input.", show_default=False)
]
Published = Annotated[
    str,
    typer.Option(
        "--published", metavar="DATE", help="Date of publication of articles that don't tell it, e.g. 2021-12-02."
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no notes on standard error.")]


class Tally:
    """Counts items done and failed, for the exit code."""

    def __init__(self) -> None:
        self.done = self.failed = 0

    def fail(self, where: str, why: object) -> None:
        self.failed += 1
        typer.echo(f"demarche: {where}: {' '.join(str(why).split())}", err=True)

    def leave(self) -> NoReturn:
        """Stop with 0 if nothing failed, 1 if everything did, 3 if some did."""
        raise typer.Exit(0 if not self.failed else 3 if self.done else 1)


def register(app: typer.Typer) -> None:
    """Add the commands of this module to ``app``."""
    app.command(name="extract")(extract)
    app.command(name="explain")(explain)
    app.command(name="code")(code)


def extract(
    files: Files,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="One JSON object an article and line.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON array of all articles.")] = False,
    min_confidence: Annotated[
        float | None,
        typer.Option(help="Leave out what is less sure than this; by default what is best on gold.", min=0, max=1),
    ] = None,
    published: Published = "",
    quiet: Quiet = False,
) -> None:
    """Print the events that articles tell: as a table, or as JSON.

    Reads .txt, .html, .json, .jsonl, .eml and gzip of these. Exit code 3 means that some articles could not be read.
    """
    if jsonl and as_json:
        raise typer.BadParameter("expected one of --json and --jsonl, got both")
    tally, records = Tally(), []
    extractor = None
    for name, article in readable(files, tally, metadata=given(published), progress=not quiet and sys.stderr.isatty()):
        if extractor is None:
            from demarche.extraction import load_extractor

            extractor = load_extractor()
        try:
            events = merge(extractor.mentions(article, min_confidence=min_confidence))
        except DemarcheError as exc:
            tally.fail(name, exc)
            continue
        tally.done += 1
        if jsonl:
            typer.echo(json.dumps(as_record(name, article, events), ensure_ascii=False))
        elif as_json:
            records.append(as_record(name, article, events))
        else:
            render.show_events(name, article, events, notes=not quiet)
    if as_json:
        typer.echo(json.dumps(records, ensure_ascii=False, indent=2))
    tally.leave()


def given(published: str) -> dict[str, str]:
    """The options of the command line as metadata of an upload."""
    if published and parse_date(published) is None:
        raise typer.BadParameter(f"expected a date such as 2021-12-02, got {published!r}", param_hint="--published")
    return {"published": published} if published else {}


def readable(
    files: Iterable[str], tally: Tally, *, metadata: dict[str, str], progress: bool = False
) -> Iterator[tuple[str, Article]]:
    """Yield each article with its name: ``stem``, or ``stem-N`` for several in one file. The rest is told as failed."""
    for file in files:
        if progress:
            typer.echo(f"reading {file}", err=True)
        try:
            results = read_articles(file_bytes(file), name=Path(file).name, metadata=metadata)
        except IsADirectoryError:
            tally.fail(file, "expected a file, got a folder; name the files in it, as FOLDER/*")
            continue
        except (OSError, InvalidArticle) as exc:
            tally.fail(file, exc.strerror or exc if isinstance(exc, OSError) else exc)
            continue
        base = "stdin" if file == STDIN else stem(file)
        for number, result in enumerate(results, start=1):
            name = base if len(results) == 1 else f"{base}-{number}"
            if isinstance(result, RejectedArticle):
                tally.fail(file if len(results) == 1 else name, f"{result.reason}: {result.detail}")
            else:
                yield name, result


def file_bytes(file: str) -> bytes:
    """Read a file or standard input, but not more than the reader takes."""
    most = DEFAULT_LIMITS.raw_bytes + 1
    if file == STDIN:
        return sys.stdin.buffer.read(most)
    with Path(file).open("rb") as stream:
        return stream.read(most)


def as_record(name: str, article: Article, events: Iterable[Event]) -> dict[str, Any]:
    """One line of ``--jsonl``: the article and its events with evidence."""
    return {
        "article": name,
        "article_id": article.article_id,
        "title": article.title,
        "publisher": article.publisher,
        "published": article.published.isoformat() if article.published else None,
        "url": article.url,
        "notes": list(article.notes),
        "events": [event_record(e) for e in events],
    }


MENTION_FIELDS = {"sentence", "start", "end", "trigger", "speaker", "quote", "confidence", "status", "rule"}


def event_record(event: Event) -> dict[str, Any]:
    record = event.model_dump(mode="json", exclude={"mentions", "schema_version"})
    record["evidence"] = list(event.evidence)
    record["mentions"] = [m.model_dump(mode="json", include=MENTION_FIELDS) for m in event.mentions]
    return record


def explain(
    file: Annotated[str, typer.Argument(help="Article file, - for standard input.", show_default=False)],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a sentence and line.")] = False,
    published: Published = "",
) -> None:
    """Show, sentence by sentence, which events were found, which were considered, and why some were dropped."""
    tally = Tally()
    for name, article in readable([file], tally, metadata=given(published)):
        from demarche.extraction import load_extractor

        render.show_explanation(name, load_extractor().explain(article), as_json=as_json)
        tally.done += 1
    tally.leave()


class PairLine(BaseModel):
    """One input line of ``demarche code``: a text and the character spans of the two actors in it.

    A span may be null where the text names no such actor; the type is coded all the same.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str | int
    text: str = Field(min_length=1)
    source: tuple[int, int] | None = None
    target: tuple[int, int] | None = None

    def check_spans(self) -> None:
        for side, span in (("source", self.source), ("target", self.target)):
            begin, end = span or (0, 1)
            if not 0 <= begin < end <= len(self.text):
                raise ValueError(
                    f"expected {side} as [start, end] within the text's {len(self.text)} characters, got {[begin, end]}"
                )


def code(
    file: Annotated[str, typer.Argument(help="JSON Lines file, - for standard input.")] = STDIN,
    jsonl: Annotated[bool, typer.Option("--jsonl/--json", help="JSON Lines, or one JSON array.")] = True,
) -> None:
    """Code what a source did to a target, both given as character spans of a text.

    Reads lines {"id", "text", "source": [start, end], "target": [start, end]}, a span null where there is none,
    and prints {"id", "type", "quad_class", "confidence"} for each.
    """
    tally, results = Tally(), []
    for number, line in enumerate(input_lines(file), start=1):
        if not line.strip():
            continue
        try:
            result = code_line(line)
        except (ValidationError, ValueError) as exc:
            tally.fail(f"line {number}", first_problem(exc))
            continue
        tally.done += 1
        if jsonl:
            typer.echo(json.dumps(result, ensure_ascii=False))
        else:
            results.append(result)
    if not jsonl:
        typer.echo(json.dumps(results, ensure_ascii=False, indent=2))
    tally.leave()


def input_lines(file: str) -> list[str]:
    try:
        return file_bytes(file).decode("utf-8-sig").split("\n")
    except OSError as exc:
        raise DemarcheError(f"{file}: {exc.strerror}") from exc
    except UnicodeDecodeError as exc:
        raise DemarcheError(f"{file}: expected JSON Lines in UTF-8, got another encoding; convert the file") from exc


def code_line(line: str) -> dict[str, Any]:
    from demarche.extraction import code_pair

    pair = PairLine.model_validate_json(line)
    pair.check_spans()
    coding = code_pair(pair.text, pair.source, pair.target)
    return {"id": pair.id, "type": coding.type, "quad_class": coding.quad_class, "confidence": coding.confidence}


def first_problem(error: ValueError) -> str:
    """Tell the first problem of a line in one sentence, without pydantic's layout."""
    if not isinstance(error, ValidationError):
        return str(error)
    problem = error.errors(include_url=False)[0]
    where = ".".join(map(str, problem["loc"])) or "the line"
    return f"expected {{id, text, source, target}}, got a problem in {where}: {problem['msg']}"
