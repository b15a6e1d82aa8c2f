"""What coding a sentence yields: events before date and place, and the trace of how they were found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from spacy.tokens import Token

from demarche.knowledge.names import government
from demarche.models import Actor, EventType, Status

SYMMETRIC = frozenset({"CONSULT"})
MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})
DIRECTED = frozenset({"ACCUSE", "REJECT", "THREATEN", "ASSAULT", "COERCE", "SANCTION", "RETREAT", "REQUEST"})
"""What somebody does to somebody, even where both do it."""
HARMS = frozenset({"ASSAULT", "COERCE"})
"""What is done to those who suffer it, wherever they are."""
INFLICTED = HARMS | {"SANCTION"}
"""What one does to another against his will."""
MATERIAL = frozenset({"MOBILIZE", "ASSAULT", "AID", "COERCE", "SANCTION", "RETREAT"})
"""Deeds that reach whom they strike or help where he is."""
HOSTILE_ACTS = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "SANCTION", "THREATEN", "PROTEST"})


@dataclass(frozen=True)
class Proto:
    """An event as one predicate tells it, before date, place and confidence."""

    type: EventType
    cameo: str
    trigger: Token
    anchor: Token
    """The predicate of the outermost clause, where date and place are looked for."""
    source: tuple[Actor, ...]
    target: tuple[Actor, ...]
    status: Status = "actual"
    rule: str = ""
    speaker: tuple[Actor, ...] = ()
    signs: frozenset[str] = frozenset()
    """What raises or lowers confidence: how the type and the parties were found."""


@dataclass
class Trace:
    """What was considered in a sentence and why it was dropped, for ``demarche explain``."""

    found: list[str] = field(default_factory=list)
    considered: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)


def parties(actors: Iterable[Actor]) -> set[str]:
    return {a.party for a in actors}


def side(actor: Actor) -> tuple[str, bool]:
    """A government and the rebels of its country are two sides."""
    return actor.party, actor.challenges


def as_state(actor: Actor) -> Actor:
    """Return the government of whoever acts for a country; rebels, an opposition and international bodies stay."""
    return government(actor.country, actor.text) if actor.country and not actor.challenges else actor


def sides(actors: Iterable[Actor]) -> set[tuple[str, bool]]:
    return {side(a) for a in actors}


def each_once(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    """Return ``actors`` without whom they name again; two persons of a party are two."""
    found: dict[object, Actor] = {}
    for actor in actors:
        found.setdefault((side(actor), actor.person), actor)
    return tuple(found.values())


def political(actors: Iterable[Actor]) -> bool:
    """True where at least one of ``actors`` is a state, its organs, an international body or an armed group."""
    return any(
        a.sector in ("GOV", "MIL", "LEG", "JUD", "IGO", "REB", "OPP", "SPY")
        or (a.country and a.sector in ("UNK", "CVL"))
        for a in actors
    )


def mutual(proto: Proto) -> Proto:
    """A mutual act has all its parties as sources."""
    everyone = each_once((*proto.source, *proto.target))
    return replace(proto, source=everyone, target=(), signs=proto.signs | {"mutual"})


def both_ways(proto: Proto) -> Proto:
    """A directed act that each does to the other (``traded accusations``) has all its parties on both sides."""
    everyone = mutual(proto).source
    signs = frozenset(x for x in proto.signs if not x.startswith("target:")) | {"target:direct"}
    return replace(proto, source=everyone, target=everyone, signs=signs)


Code = Callable[[Token, tuple[Actor, ...]], list[Proto]]
"""Codes a clause, given its predicate and who speaks it."""
