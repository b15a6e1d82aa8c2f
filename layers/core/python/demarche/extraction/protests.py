"""Who demonstrates, and against whom."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from spacy.tokens import Token

from demarche.extraction.cast import others_than
from demarche.extraction.clauses import Frame, frame_of
from demarche.extraction.meaning import Sides
from demarche.extraction.phrases import base_span, children
from demarche.extraction.scene import Scene
from demarche.extraction.sources import ABSTRACT
from demarche.knowledge.names import government, index
from demarche.models import Actor

OCCUPYING = frozenset({"block", "blockade", "storm", "occupy", "besiege", "surround", "barricade", "enter"})
"""What demonstrators do to roads, harbours and buildings."""
CROWDS = frozenset({"CVL", "OPP", "NGO", "UNK"})
PRIVATE = frozenset({"CVL", "UNK"})
"""Sectors of which one person alone makes no crowd."""


class Protests:
    """Finds the sides of the protests of one document."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.cast = scene.cast

    def sides(self, frame: Frame, sides: Sides, speaker: tuple[Actor, ...]) -> Sides:
        """Return the crowd of a protest and against whom it is: whom its aim names (``marched to protest against grain
        from Ukraine``), before whose building it stands, else its own government."""
        source = tuple(map(self.in_the_street, sides.source)) or self.crowd(frame)
        if sides.target or "against" in frame.obliques or not is_crowd(source):
            return replace(sides, source=source)
        others = others_than(source, "PROTEST")
        aims = [t for c in children(frame.token, "advcl", "xcomp") for t in frame_of(c).obliques.get("against", [])]
        named = others(self.cast.deep_first(aims, speaker))
        if named:
            return Sides(source, named, "deep", sides.signs)
        met = others(self.cast.deep_first(outside(frame), speaker))
        return Sides(source, met or own_government(source[0]), "none", sides.signs)

    def in_the_street(self, actor: Actor) -> Actor:
        """``Thousands of Georgians marched``: the people of a state, and not its government."""
        people = any(s.kind == "people" for s in index().senses(actor.text))
        return actor.model_copy(update={"name": actor.text, "sector": "CVL"}) if people else actor

    def crowd(self, frame: Frame) -> tuple[Actor, ...]:
        """Farmers who march in Warsaw are Poland's: people of the place named, else of the country named most."""
        people = next(
            (s for s in frame.subjects if s.pos_ in ("NOUN", "PROPN", "NUM") and not self.cast.referents.is_place(s)),
            None,
        )
        if people is None or people.lemma_.lower() in ABSTRACT:
            return ()
        near = [
            c
            for c in self.cast.referents.chunks
            if people.sent.start <= c.start < people.sent.end and c.kind in ("capital", "place")
        ]
        countries = [a.country for c in near or self.cast.referents.chunks for a in c.actors if a.country]
        if not countries:
            return ()
        low, high = base_span(people)
        text = self.cast.doc[low:high].text
        return (Actor(name=text, text=text, country=Counter(countries).most_common(1)[0][0], sector="CVL"),)


def outside(frame: Frame) -> list[Token]:
    """Return the buildings before which people march: ``outside the French embassy``."""
    return [t for p in ("outside", "in_front", "in_front_of", "near", "at") for t in frame.obliques.get(p, [])]


def is_crowd(actors: tuple[Actor, ...]) -> bool:
    return bool(actors) and all(a.sector in CROWDS and not (a.person and a.sector in PRIVATE) for a in actors)


def is_march(actors: tuple[Actor, ...]) -> bool:
    """True for people in numbers, who demonstrate where a state would coerce."""
    return bool(actors) and all(a.sector == "CVL" and not a.person for a in actors)


def own_government(actor: Actor) -> tuple[Actor, ...]:
    """Whom people protest against who march against nobody named: those who govern them."""
    country = actor.country
    return (government(country),) if country else ()
