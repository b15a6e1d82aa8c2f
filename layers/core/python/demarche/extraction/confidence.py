"""How sure a mention is: a logistic model over the signs of how it was found.

The weights are fitted on development gold by ``evaluation/calibrate.py`` and kept in ``confidence.toml``.
"""

from __future__ import annotations

import math
import tomllib
from functools import cache
from importlib import resources
from typing import Any

from demarche.extraction.proto import Proto, parties, political
from demarche.knowledge.names import index
from demarche.models import Actor

OF_ONE_ACT = ("inner:", "act:", "victim:", "deed-in:", "target:suffered")
"""Signs that lead from one act to another in the story and say nothing of how sure it is."""

CAMPAIGNING = frozenset({"REQUEST", "ACCUSE", "SUPPORT"})
"""What charities and human rights groups do towards governments."""


@cache
def fitted() -> dict[str, Any]:
    text = resources.files("demarche.extraction").joinpath("confidence.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def weights() -> dict[str, float]:
    return {k: float(v) for k, v in fitted()["weights"].items()}


def threshold() -> float:
    """Return the confidence that gave the best F1 in cross-validation; what is below it is left out by default."""
    return float(fitted().get("threshold", 0.0))


def signs_of(proto: Proto, *, background: bool) -> set[str]:
    """Return the names of the signs that the model weighs."""
    signs = {s for s in proto.signs if not s.startswith(OF_ONE_ACT)}
    signs |= {f"type:{proto.type}", f"status:{proto.status}"}
    told = {
        "background": background,
        "reported": bool(proto.speaker),
        "one_party": len(parties((*proto.source, *proto.target))) < 2,
        "political": is_of_politics(proto),
        "unplaced_source": any(a.country is None and not is_union(a) for a in proto.source) and not is_campaign(proto),
        "domestic": bool(proto.target) and len({a.country for a in (*proto.source, *proto.target)}) == 1,
    }
    return signs | {name for name, holds in told.items() if holds}


def is_of_politics(proto: Proto) -> bool:
    """True for an act of a political actor towards another, towards nobody named or towards people of another country,
    and for what an international charity says to a government."""
    if not political(proto.source):
        return is_campaign(proto)
    return not proto.target or political(proto.target) or is_abroad(proto)


def is_campaign(proto: Proto) -> bool:
    """``Amnesty International urged Egypt to free them``: what a charity says to governments abroad."""
    charity = bool(proto.source) and all(a.sector == "NGO" for a in proto.source)
    abroad = bool(proto.target) and political(proto.target) and not parties(proto.source) & parties(proto.target)
    return charity and abroad and proto.type in CAMPAIGNING


def is_abroad(proto: Proto) -> bool:
    """True for what is done to another country's press, firms or charities: ``banned all Pakistani newspapers``."""
    home = {a.country for a in proto.source}
    return all(a.country and a.country not in home for a in proto.target)


def is_union(actor: Actor) -> bool:
    """True for international bodies and for groups of states, which have no country to be placed in."""
    return actor.sector == "IGO" or any(s.kind == "group" for s in index().senses(actor.name))


def confidence_of(proto: Proto, *, background: bool) -> float:
    """Return the probability (0 to 1) that an expert coder would agree with the event."""
    table = weights()
    score = table.get("bias", 0.0) + sum(table.get(sign, 0.0) for sign in signs_of(proto, background=background))
    return round(1.0 / (1.0 + math.exp(-score)), 3)
