"""Where an event took place: the place of its clause, resolved to country and coordinates."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from demarche.extraction.actors import Chunker
from demarche.extraction.dates import clause_tokens
from demarche.extraction.phrases import case_of
from demarche.extraction.pieces import Piece
from demarche.knowledge.names import Sense, city, fold, index
from demarche.models import Location

HAPPENS_AT_OBJECT = frozenset({"ASSAULT", "CONSULT", "COERCE", "MOBILIZE"})
TRAVEL = frozenset({"visit", "tour", "travel", "trip", "fly", "arrive"})
PLACE_NOUNS = frozenset({
    "capital", "city", "town", "port", "resort", "village", "region", "province", "district", "area", "suburb",
    "island", "state", "county", "peninsula", "valley", "border", "airport", "base", "oblast", "governorate",
})  # fmt: skip
AT = frozenset({"in", "at", "near", "off", "outside", "inside", "around", "within", "across", "along"})
TOUCHING = frozenset({"on", "over"})
"""Places for islands, seas and borders; of a country or a town they tell the topic (``talks on Ukraine``)."""


class Gazetteer:
    """Resolves the places of one document; ambiguous names go to a country that the article names."""

    def __init__(self, chunker: Chunker) -> None:
        self.pieces = {i: p for p in chunker.pieces for i in range(p.start, p.end)}
        self.near = [p.sense.country for p in chunker.pieces if p.sense and p.sense.country]
        self.doc = chunker.doc

    def location_at(self, token: Token) -> Location | None:
        """Return the place that the phrase of ``token`` names, None where it names none."""
        piece = self.pieces.get(token.i)
        if piece is None:
            return None
        if piece.kind == "capital":
            return self._capital(piece)
        if piece.kind == "body":
            return next((s.location() for s in index().senses(piece.text) if s.kind == "place"), None)
        if piece.kind == "country" and piece.sense:
            return piece.sense.location()
        if piece.kind == "place":
            found = self.place(piece)
            return found.location() if found else None
        return None

    def place(self, piece: Piece) -> Sense | None:
        if piece.sense and piece.sense.kind == "place":
            return piece.sense
        return city(piece.text, self.near)

    def _capital(self, piece: Piece) -> Location:
        sense = next((s for s in index().senses(piece.text) if s.kind == "capital"), piece.sense)
        assert sense is not None
        found = next((c for c in [city(piece.text, [sense.country or ""])] if c and c.country == sense.country), None)
        return Location(
            name=piece.text,
            country=sense.country,
            lat=found.lat if found else sense.lat,
            lon=found.lon if found else sense.lon,
        )

    def of_event(self, trigger: Token, anchor: Token, kind: str) -> Location | None:
        """Return the place of the event: its object where that is a place, else the place in the trigger's clause, then
        of the outer predicate, for a meeting also elsewhere in the sentence; the most exact of several."""
        if kind in HAPPENS_AT_OBJECT:
            for child in trigger.children:
                if child.dep_ == "obj" or (
                    child.dep_ in ("nmod", "obl") and case_of(child) in ("to", "on", "against", "into", "at")
                ):
                    found_place = self.location_at(child)
                    if found_place and (kind != "CONSULT" or trigger.lemma_.lower() in TRAVEL):
                        return found_place
        for node in dict.fromkeys((trigger, trigger.head if trigger.pos_ in ("NOUN", "PROPN") else trigger, anchor)):
            found = [(t, loc) for t in clause_tokens(node) for loc in [self._placed(t)] if loc]
            if found:
                return self._most_exact(found, trigger)
        if kind == "CONSULT":
            found = [(t, loc) for t in trigger.sent for loc in [self._placed(t)] if loc]
            return self._most_exact(found, trigger) if found else None
        return None

    def _placed(self, token: Token) -> Location | None:
        """The place of ``token`` where it stands as a place: ``at Camp David``, ``in Geneva, Switzerland``."""
        if token.dep_ not in ("obl", "nmod", "appos", "conj", "compound", "flat", "list", "dep"):
            return None
        holder = token.head if token.dep_ in ("appos", "flat", "list", "conj", "dep") else token
        if token.head.lemma_.lower() in PLACE_NOUNS and (token.dep_ == "compound" or case_of(token) == "of"):
            holder = token.head
        preposition = case_of(holder).split("_")[-1]
        piece = self.pieces.get(token.i)
        stands = preposition in AT or (preposition in TOUCHING and piece is not None and piece.kind == "place")
        return self.location_at(token) if stands else None

    @staticmethod
    def _most_exact(found: Sequence[tuple[Token, Location]], trigger: Token) -> Location:
        cities = [(t, loc) for t, loc in found if index_is_city(loc.name)]
        return min(cities or found, key=lambda f: abs(f[0].i - trigger.i))[1]


def index_is_city(name: str) -> bool:
    return not any(s.kind == "country" for s in index().senses(fold(name)))
