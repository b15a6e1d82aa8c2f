"""Gold articles, and what of a prediction is right.

A predicted event is right when a gold event has its type (or lists it in ``alt_types``), its evidence, and its parties.
Gold events that are not required count neither as missed nor as wrong. An article without a prediction has missed
all its events.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from demarche.models import EventType

Level = Literal["type", "quad", "detect"]
LEVELS: tuple[Level, ...] = ("type", "quad", "detect")
QUAD_CLASS: dict[str, int] = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), 1),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), 2),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), 3),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), 4),
}
SYMMETRIC = ("CONSULT", "AGREE", "COOPERATE")
SHARED_WORDS = 4
"""Words in a row that two pieces of evidence must share at least, when neither contains the other."""


class GoldActor(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    country: str | None = None
    sector: str = "UNK"


class GoldPlace(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    country: str | None = None


class GoldEvent(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    type: EventType
    alt_types: tuple[EventType, ...] = ()
    source: tuple[GoldActor, ...]
    target: tuple[GoldActor, ...] = ()
    status: Literal["actual", "planned", "denied", "hypothetical"] = "actual"
    background: bool = False
    date: str | None = None
    location: GoldPlace | None = None
    evidence: tuple[str, ...] = Field(min_length=1)
    required: bool = True
    note: str = ""
    coders: int = 1
    """How many of the annotators found it."""

    @property
    def types(self) -> set[str]:
        return {self.type, *self.alt_types}


class GoldArticle(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    article: str
    file: str = ""
    sha256: str
    published: str | None
    events: tuple[GoldEvent, ...]


class Score(NamedTuple):
    """Counts of one level: gold events required and found, predicted events and those that are right."""

    required: int
    found: int
    predicted: int
    right: int

    @property
    def precision(self) -> float:
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.found / self.required if self.required else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def load_gold(folder: Path) -> dict[str, GoldArticle]:
    """Read the gold articles of a folder, by name."""
    golds = (GoldArticle.model_validate_json(p.read_text(encoding="utf-8")) for p in sorted(folder.glob("*.json")))
    return {g.article: g for g in golds}


def party(actor: Mapping[str, Any]) -> str:
    """What makes two actors the same party: the country, else the name without its article."""
    return str(
        actor.get("country") or re.sub(r"^the\s+", "", str(actor.get("name", "")), flags=re.IGNORECASE)
    ).casefold()


def parties(actors: Iterable[Any]) -> set[str]:
    return {party(a if isinstance(a, Mapping) else a.model_dump()) for a in actors}


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def same_evidence(one: str, other: str) -> bool:
    """True when one text contains the other, or half of the shorter's words stand in a row in the longer."""
    short, long = sorted((words(one), words(other)), key=len)
    if not short:
        return False
    run = len(short) if len(short) <= SHARED_WORDS else max(SHARED_WORDS, len(short) // 2)
    haystack = f" {' '.join(long)} "
    return any(f" {' '.join(short[i : i + run])} " in haystack for i in range(len(short) - run + 1))


def same_parties(gold: GoldEvent, event: Mapping[str, Any]) -> bool:
    gold_source, gold_target = parties(gold.source), parties(gold.target)
    source, target = parties(event["source"]), parties(event.get("target", ()))
    mutual = gold.type in SYMMETRIC and len((gold_source | gold_target) & (source | target)) >= 2
    if gold_target:
        return bool(gold_source & source and gold_target & target) or mutual
    if len(gold_source) > 1:
        return len(gold_source & (source | target)) >= 2
    return bool(gold_source & (source | target if gold.type == "CONSULT" else source))


def same_type(gold: GoldEvent, event: Mapping[str, Any], level: Level) -> bool:
    if level == "type":
        return event["type"] in gold.types
    return level == "detect" or QUAD_CLASS[event["type"]] in {QUAD_CLASS[t] for t in gold.types}


def matches(gold: GoldEvent, event: Mapping[str, Any], level: Level) -> bool:
    evidence = any(same_evidence(g, e) for g in gold.evidence for e in event["evidence"])
    return evidence and same_type(gold, event, level) and same_parties(gold, event)


def score(
    golds: Mapping[str, GoldArticle], predicted: Mapping[str, Sequence[Mapping[str, Any]]], level: Level
) -> Score:
    """Count over all gold articles; an article without a prediction has predicted nothing."""
    required = found = said = right = 0
    for name, gold in golds.items():
        events = predicted.get(name, ())
        wanted = [g for g in gold.events if g.required]
        required += len(wanted)
        found += sum(any(matches(g, e, level) for e in events) for g in wanted)
        said += len(events)
        right += sum(any(matches(g, e, level) for g in gold.events) for e in events)
    return Score(required, found, said, right)


def attributes(
    golds: Mapping[str, GoldArticle], predicted: Mapping[str, Sequence[Mapping[str, Any]]]
) -> dict[str, tuple[int, int]]:
    """How often status, date and country of the place of found events are right: (right, of)."""
    counts = {"status": [0, 0], "date": [0, 0], "place": [0, 0]}
    for name, gold in golds.items():
        for g in gold.events:
            hits = [e for e in predicted.get(name, ()) if matches(g, e, "type")]
            place = g.location.country if g.location else None
            for field, wanted in (("status", g.status), ("date", g.date), ("place", place)):
                if hits and wanted:
                    counts[field][0] += any(value(e, field) == wanted for e in hits)
                    counts[field][1] += 1
    return {field: (right, of) for field, (right, of) in counts.items()}


def value(event: Mapping[str, Any], field: str) -> Any:
    return (event.get("location") or {}).get("country") if field == "place" else event.get(field)


def list_errors(
    golds: Mapping[str, GoldArticle], predicted: Mapping[str, Sequence[Mapping[str, Any]]]
) -> Iterable[str]:
    """One line for each required event that was missed and each predicted event that is wrong."""
    for name, gold in golds.items():
        events = predicted.get(name, ())
        for g in gold.events:
            if g.required and not any(matches(g, e, "type") for e in events):
                sides = f"{sorted(parties(g.source))} -> {sorted(parties(g.target))}"
                yield f"missed {name} {g.type} {sides} | {g.evidence[0]}"
        for e in events:
            if not any(matches(g, e, "type") for g in gold.events):
                sides = f"{sorted(parties(e['source']))} -> {sorted(parties(e['target']))}"
                yield f"wrong  {name} {e['type']} {sides} | {e['evidence'][0]}"
