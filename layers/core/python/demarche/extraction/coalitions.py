"""Which coalition ``the coalition`` is: the one named before, or those who fight an armed group together."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from demarche.extraction.actors import Chunk
from demarche.models import Actor

CHALLENGING = frozenset({"REB", "OPP"})
"""Sectors of coalitions of parties and of armed groups, which are never meant by ``the Coalition`` at war."""
ALLIANCE = "the Coalition"
"""The party that those who fight an armed group together make, by whatever name a text calls it."""


def coalition(chunks: Sequence[Chunk], token: Token) -> Actor | None:
    """``the coalition`` is the one named so before; in a text on an armed group those who fight it together.

    Many states make it up, so it belongs to none.
    """
    named = [a for c in chunks if c.end <= token.i for a in c.actors if "coalition" in a.name.lower()]
    led = [a for a in named if a.sector not in CHALLENGING and (a.country or a.sector == "IGO")]
    if led:
        return led[-1]
    own = {a.name for a in named}
    enemy = any(a.sector == "REB" and a.name not in own for c in chunks for a in c.actors)
    if enemy and all(a.sector in CHALLENGING for a in named):
        return Actor(name=ALLIANCE, text="coalition", sector="IGO")
    return next((a for a in reversed(named) if a.country), None)
