"""Results of the extraction for people: listings on stdout, in colour on terminals."""

from __future__ import annotations

import functools
import json
import textwrap
from collections.abc import Iterable
from typing import Any

import typer
from pydantic import BaseModel
from rich.console import Console
from rich.text import Text

from demarche.knowledge.tables import countries
from demarche.models import Actor, Article, Event, Mention

QUAD_STYLES = {1: "green", 2: "bright_green", 3: "yellow", 4: "red"}
NARROW, WIDE = 72, 120
"""Columns that a listing takes at least and at most: wider lines are hard to follow."""
DATE_COLUMNS = 12
EVIDENCE_LINES = 2
"""Enough to see what the event rests on; the whole sentence is in the JSON."""


def show_events(name: str, article: Article, events: Iterable[Event], *, notes: bool) -> None:
    """Print the events of one article: a heading, then the listing."""
    console = Console(highlight=False)
    listed = list(events)
    console.print(Text(f"{name}: {article.title or shorten(article.paragraphs[0], 80)}", style="bold"))
    if notes:
        for note in article.notes:
            typer.echo(f"  note: {note}", err=True)
    if not listed:
        console.print("no events: no sentence tells that one political actor did something to another\n")
        return
    show_listing(listed, console)


def show_listing(events: Iterable[Event], console: Console | None = None) -> None:
    """Print events one below the other: who did what to whom, then where and how sure, then the evidence."""
    console = console or Console(highlight=False)
    width = max(NARROW, min(console.width, WIDE))
    for event in events:
        for line in event_lines(event, width):
            console.print(line, soft_wrap=True)
    console.print()


def event_lines(event: Event, width: int) -> list[Text]:
    """The lines of one event, none longer than ``width`` columns."""
    indent = " " * DATE_COLUMNS
    head = Text((event.date or "undated").ljust(DATE_COLUMNS))
    head.append(parties_of(event, width - DATE_COLUMNS))
    told = textwrap.wrap(
        f"[{facts_of(event)}] {event.evidence[0]}",
        width - DATE_COLUMNS,
        max_lines=EVIDENCE_LINES,
        placeholder=" …",
    )
    return [head, *(Text(indent + line, style="dim") for line in told)]


def parties_of(event: Event, width: int) -> Text:
    """``source  TYPE  target``, the longer side shortened first where they don't fit."""
    source, target = side_of(event.source), side_of(event.target)
    room = width - len(event.type) - 4
    if len(source) + len(target) > room:
        short_source = shorten(source, max(room // 2, room - len(target)))
        source, target = short_source, shorten(target, max(room // 2, room - len(source)))
    line = Text(f"{source}  ").append(event.type, style=QUAD_STYLES[event.quad_class])
    return line.append(f"  {target}" if target else "")


def facts_of(event: Event) -> str:
    """Status unless it is actual, place, and how sure the event is."""
    facts: list[str] = [event.status] if event.status != "actual" else []
    facts += [f"in {event.location.name}"] if event.location else []
    return ", ".join([*facts, f"{event.confidence:.0%} sure"])


def side_of(side: Iterable[Actor]) -> str:
    return ", ".join(dict.fromkeys(map(actor_label, side)))


def actor_label(actor: Actor) -> str:
    """``Sergei Lavrov (Russia)``: the country by its name, unless the actor's name has it in it."""
    name = actor.person or actor.name
    country = country_name(actor.country)
    return f"{name} ({country})" if country not in name else name


@functools.cache
def country_name(code: str | None) -> str:
    """The name of a country by its ISO 3166 code; a code that is in no table stands for itself."""
    names = {country.code: country.name for country in countries()}
    return names.get(code, code) if code else ""


def shorten(text: str, width: int) -> str:
    """Cut at the last word that fits, with an ellipsis; a first word that does not fit is cut itself."""
    if len(text) <= width:
        return text
    return (
        text[: width - 1].rpartition(" ")[0].rstrip(",") + "…" if " " in text[: width - 1] else text[: width - 1] + "…"
    )


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
