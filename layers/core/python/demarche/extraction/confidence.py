"""How sure a mention is: a logistic model over the signs of how it was found.

The weights are fitted on development gold by ``evaluation/calibrate.py`` and kept in ``confidence.toml``.
"""

from __future__ import annotations

import math
import tomllib
from functools import cache
from importlib import resources

from demarche.extraction.coding import Proto, parties, political


@cache
def weights() -> dict[str, float]:
    text = resources.files("demarche.extraction").joinpath("confidence.toml").read_text(encoding="utf-8")
    return {k: float(v) for k, v in tomllib.loads(text)["weights"].items()}


def signs_of(proto: Proto, *, background: bool) -> frozenset[str]:
    """Return the named signs that the model weighs."""
    signs = {s for s in proto.signs} | {f"type:{proto.type}", f"status:{proto.status}"}
    if background:
        signs.add("background")
    if proto.speaker:
        signs.add("reported")
    countries = parties((*proto.source, *proto.target))
    signs.add("one_party" if len(countries) < 2 else "two_parties")
    if political(proto.source) and (not proto.target or political(proto.target)):
        signs.add("political")
    if any(a.country is None and a.sector != "IGO" for a in proto.source):
        signs.add("unplaced_source")
    if len({a.country for a in (*proto.source, *proto.target)}) == 1 and proto.target:
        signs.add("domestic")
    return frozenset(signs)


def confidence_of(proto: Proto, *, background: bool) -> float:
    """Return the probability (0 to 1) that an expert coder would agree with the event."""
    table = weights()
    score = table.get("bias", 0.0) + sum(table.get(s, 0.0) for s in signs_of(proto, background=background))
    return round(1.0 / (1.0 + math.exp(-score)), 3)
