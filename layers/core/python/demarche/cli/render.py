"""Results of the extraction for people: rich tables on stdout."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import typer
from pydantic import BaseModel
from rich.console import Console
from rich.table import Table
from rich.text import Text

from demarche.models import Actor, Article, Event, Mention

QUAD_STYLES = {1: "green", 2: "bright_green", 3: "yellow", 4: "red"}
EVIDENCE_CHARS = 160
"""Enough to see what the event rests on; the whole sentence is in the JSON."""


def show_events(name: str, article: Article, events: Iterable[Event], *, notes: bool) -> None:
    """Print the events of one article as a table."""
    console = Console()
    listed = list(events)
    heading = f"{name}: {article.title or article.paragraphs[0][:80]}"
    console.print(Text(heading, style="bold"))
    if notes:
        for note in article.notes:
            typer.echo(f"  note: {note}", err=True)
    if not listed:
        console.print("  no events\n")
        return
    console.print(table_of(listed))
    console.print()


def table_of(events: Iterable[Event]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for column in ("date", "source", "type", "target", "place", "sure"):
        table.add_column(column, overflow="fold")
    table.add_column("evidence", ratio=1, overflow="fold")
    for event in events:
        kind = event.type if event.status == "actual" else f"{event.type}\n({event.status})"
        place = event.location.name if event.location else ""
        table.add_row(
            event.date or "",
            actors(event.source),
            Text(kind, style=QUAD_STYLES[event.quad_class]),
            actors(event.target),
            place,
            f"{event.confidence:.2f}",
            Text(shorten(event.evidence[0])),
        )
    return table


def actors(side: Iterable[Actor]) -> Text:
    return Text(", ".join(actor_label(a) for a in side))


def actor_label(actor: Actor) -> str:
    name = actor.person or actor.name
    return f"{name} ({actor.country})" if actor.country and actor.country != name else name


def shorten(text: str) -> str:
    return text if len(text) <= EVIDENCE_CHARS else text[: EVIDENCE_CHARS - 1].rsplit(" ", 1)[0] + "…"


def show_explanation(name: str, sentences: Iterable[Any], *, as_json: bool) -> None:
    """Print what the extractor thought of each sentence."""
    console = Console()
    for item in sentences:
        if as_json:
            record = {"article": name, "sentence": str(item.sentence)}
            typer.echo(
                json.dumps({**record, **{part: plain(getattr(item, part)) for part in PARTS}}, ensure_ascii=False)
            )
            continue
        console.print(Text(str(item.sentence), style="bold"))
        for part, style in PARTS.items():
            for entry in getattr(item, part):
                console.print(Text(f"  {part}: {label(entry)}", style=style))


PARTS = {"found": "green", "considered": "", "dropped": "dim"}


def label(entry: object) -> str:
    if isinstance(entry, Mention):
        source, target = (", ".join(actor_label(a) for a in side) or "-" for side in (entry.source, entry.target))
        return (
            f"{entry.type} {source} -> {target} [{entry.trigger}; {entry.status}; {entry.confidence:.2f}; {entry.rule}]"
        )
    if isinstance(entry, tuple):
        return ": ".join(map(label, entry))
    return str(entry)


def plain(entries: Iterable[object]) -> list[object]:
    return [e.model_dump(mode="json") if isinstance(e, BaseModel) else label(e) for e in entries]
