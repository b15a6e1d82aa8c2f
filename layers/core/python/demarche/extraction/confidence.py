"""How sure a mention is: a logistic model over the signs of how it was found.

The weights are fitted on development gold by ``evaluation/calibrate.py`` and kept in ``confidence.toml``.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from demarche import ontology
from demarche.extraction.coding import Proto, parties, political
from demarche.knowledge.names import index
from demarche.models import Actor


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


def signs_of(proto: Proto, *, background: bool, opinion: Mapping[str, float] | None = None) -> dict[str, float]:
    """Return the named signs that the model weighs, each with its strength (1 for what is simply so)."""
    signs = dict.fromkeys((s for s in proto.signs if not s.startswith(("inner:", "act:"))), 1.0)
    signs |= {f"type:{proto.type}": 1.0, f"status:{proto.status}": 1.0}
    told = {
        "background": background,
        "reported": bool(proto.speaker),
        "one_party": len(parties((*proto.source, *proto.target))) < 2,
        "political": political(proto.source) and (not proto.target or political(proto.target)),
        "unplaced_source": any(a.country is None and not is_union(a) for a in proto.source),
        "domestic": bool(proto.target) and len({a.country for a in (*proto.source, *proto.target)}) == 1,
    }
    signs |= {name: 1.0 for name, holds in told.items() if holds}
    if opinion:
        signs["opinion"] = log_odds(opinion.get(proto.type, 0.0))
        quad = ontology.quad_class(proto.type)
        same = {t for t in ontology.event_types() if ontology.quad_class(t) == quad}
        signs["opinion:quad"] = log_odds(sum(p for t, p in opinion.items() if t in same))
        signs["opinion:none"] = log_odds(opinion.get("NONE", 0.0))
    return signs


def is_union(actor: Actor) -> bool:
    """True for international bodies and for groups of states, which have no country to be placed in."""
    return actor.sector == "IGO" or any(s.kind == "group" for s in index().senses(actor.name))


def log_odds(probability: float) -> float:
    """Return the log odds, bounded to plus or minus 4."""
    bounded = min(max(probability, 0.018), 0.982)
    return math.log(bounded / (1.0 - bounded))


def confidence_of(proto: Proto, *, background: bool, opinion: Mapping[str, float] | None = None) -> float:
    """Return the probability (0 to 1) that an expert coder would agree with the event."""
    table = weights()
    signs = signs_of(proto, background=background, opinion=opinion)
    score = table.get("bias", 0.0) + sum(table.get(name, 0.0) * strength for name, strength in signs.items())
    return round(1.0 / (1.0 + math.exp(-score)), 3)
