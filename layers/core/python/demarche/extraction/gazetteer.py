"""Which place a name means, resolved to country and coordinates, and whether it stands as a place."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from demarche.extraction.adverbials import INSTITUTIONS
from demarche.extraction.chunking import Chunker
from demarche.extraction.layout import layout
from demarche.extraction.phrases import case_of, sentence_of
from demarche.extraction.pieces import Piece, dateline_tokens
from demarche.knowledge.names import city, city_index, fold, index
from demarche.knowledge.tables import countries
from demarche.models import Location

BESIDE = frozenset({"appos", "flat", "list", "conj", "dep", "nmod:unmarked"})
"""Relations of a name to the phrase before it (``the capital Abuja``), whose preposition is its own too."""
PLACE_NOUNS = frozenset({
    "capital", "city", "town", "port", "resort", "village", "region", "province", "district", "area", "suburb",
    "island", "state", "county", "peninsula", "valley", "border", "airport", "base", "oblast", "governorate",
    "coast", "coastline", "shore", "water", "islet", "isle", "outskirt", "strait", "airspace", "territory", "camp",
    "airfield", "frontier", "crossing", "checkpoint", "settlement", "neighbourhood", "neighborhood", "headland",
    "vicinity", "side", "heart", "centre", "center", "part", "quarter", "gate", "market", "square", "street",
})  # fmt: skip
COMPASS = frozenset({"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "outside"})
STATES = frozenset({"country", "adjective"})
AT = frozenset({"in", "at", "near", "off", "outside", "inside", "around", "within", "across", "along", "throughout"})
PASSES = frozenset({"march", "parade", "drive", "sail", "fly", "patrol", "rampage", "advance"})
"""Whoever does this ``through`` a place is there."""
TOUCHING = frozenset({"on", "over"})
"""Places for islands, seas and borders; of a country or a town they tell the topic (``talks on Ukraine``)."""
TAKEN = frozenset({"of", "toward", "towards", "against", "on", "from"})
TELLERS = INSTITUTIONS | {"elder", "official", "spokesman", "spokeswoman", "diplomat", "reporter", "correspondent"}
BACK_TOKENS = 80
"""How far back ``there`` and ``the city`` point at most: about three sentences."""


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
            return self._building(piece)
        if piece.kind == "country" and piece.sense:
            return piece.sense.location()
        if piece.kind == "place":
            return self._place(piece)
        return None

    def _building(self, piece: Piece) -> Location | None:
        """A body's name may be a place too; a seat of government is one for whoever meets there."""
        senses = index().senses(piece.text)
        place = next((s.location() for s in senses if s.kind == "place"), None)
        seat = next((s for s in senses if s.kind == "seat" and s.country and "House" in piece.text), None)
        return place or (Location(name=piece.text, country=seat.country) if seat else None)

    def _place(self, piece: Piece) -> Location | None:
        """Return the place; the country that its phrase names tells namesakes apart, and where an unknown one is."""
        if piece.sense and piece.sense.kind == "place":
            return piece.sense.location()
        stated = self._country_beside(piece)
        found = city(without_side(piece.text), [stated] if stated else self.near)
        if found and (not stated or found.country == stated):
            return found.location()
        return Location(name=piece.text, country=stated) if stated else None

    def _country_beside(self, piece: Piece) -> str | None:
        """``Foya, Liberia``, ``Bangadi, in the Congo``, ``the Uzbek border town of Termez``."""
        after = self._next_piece(piece.end)
        if after is not None and after.kind == "country" and after.sense:
            return after.sense.country
        noun = self.doc[piece.start].head
        if noun.lemma_.lower() in PLACE_NOUNS:
            named = (self.pieces.get(c.i) for c in noun.children if c.dep_ in ("amod", "nmod:poss", "compound"))
            return next((p.sense.country for p in named if p and p.sense and p.kind in STATES), None)
        return None

    def _next_piece(self, end: int) -> Piece | None:
        """Return the name after a comma or ``in``, prepositions and compass points left out."""
        if end >= len(self.doc) or self.doc[end].text not in (",", "(", "in"):
            return None
        rest = (t for t in self.doc[end + 1 : end + 5] if t.lower_ not in ("in", "the") and not is_side(t.lower_))
        first = next(rest, None)
        return self.pieces.get(first.i) if first is not None else None

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

    def named_by(self, noun: Token) -> Location | None:
        """``the town of Rutshuru``, ``Si Sa Ket province``: the name that a noun of place bears."""
        if noun.lemma_.lower() not in PLACE_NOUNS:
            return None
        named = (c for c in noun.children if c.dep_ == "compound" or (c.dep_ == "nmod" and case_of(c) == "of"))
        return next((loc for c in named for loc in [self.location_at(c) or self.named_by(c)] if loc), None)

    def holder(self, token: Token) -> Token | None:
        """Return the head of the phrase by which ``token`` stands as a place: ``at Camp David``, ``in Geneva,
        Switzerland``; None where it is a party, a topic or part of a name."""
        if token.dep_ not in ("obl", "nmod", "appos", "conj", "compound", "flat", "list", "dep", "nmod:unmarked"):
            return None
        if token.dep_ == "flat":
            return self.holder(token.head)
        holder = token.head if token.dep_ in BESIDE else token
        if token.head.lemma_.lower() in PLACE_NOUNS and (token.dep_ == "compound" or case_of(token) == "of"):
            holder = token.head
        if token.head.lemma_.lower() in COMPASS and case_of(token) == "of":
            return token
        preposition = case_of(holder).split("_")[-1]
        if preposition == "through" and holder.head.lemma_.lower() in PASSES:
            return holder
        piece = self.pieces.get(token.i)
        stands = preposition in AT or (preposition in TOUCHING and piece is not None and piece.kind == "place")
        return holder if stands else None

    def told_before(self, i: int) -> Iterator[Token]:
        """Yield what stands as a place not far before token ``i``, the last first."""
        return (t for t in reversed(self.doc[max(0, i - BACK_TOKENS) : i]) if self.holder(t) is not None)

    def capital_told(self, noun: Token) -> Location | None:
        """``the capital`` of no country is the one that a paragraph before named as a place."""
        pieces = (p for t in self.told_before(noun.i) for p in [self.pieces.get(t.i)] if p and p.kind == "capital")
        return next((self._capital(p) for p in pieces), None)

    def dateline_town(self) -> Location | None:
        """Return the town of the dateline."""
        headed = set(dateline_tokens(self.doc))
        towns = (e for e in self.doc.ents if e.label_ == "GPE" and e.start in headed)
        found = (city(e.text.title(), self.near) for e in towns)
        return next((town.location() for town in found if town), None)

    def last_told(self, trigger: Token, home: str) -> Location | None:
        """Return the place in the country ``home`` that the paragraph told last before the end of the sentence."""
        first = layout(self.doc)[0][trigger.i]
        before = reversed(self.doc[first : sentence_of(trigger).end])
        stands = (t for t in before if (self.holder(t) is not None or is_struck(t)) and not is_of_teller(t))
        told = [(t, place) for t in stands for place in [self.location_at(t)] if place and place.country == home]
        last = [(t, place) for t, place in told if sentence_of(t) == sentence_of(told[0][0])]
        return next((place for _, place in last if index_is_city(place.name)), last[0][1] if last else None)


def capital_of(country: str | None) -> Location | None:
    town = next((c.capitals[0] for c in countries() if c.code == country and c.capitals), None)
    found = city(town, [country]) if town and country else None
    return Location(name=town, country=country, lat=found.lat, lon=found.lon) if town and found else None


def is_struck(town: Token) -> bool:
    """``the isolation of Raqqa``, ``the march toward Mosul``, ``to retake Tikrit``."""
    return (town.dep_ == "nmod" and case_of(town) in TAKEN) or (town.dep_ == "obj" and index_is_city(town.text))


def is_of_teller(town: Token) -> bool:
    """``the ministry in Kyiv said``: where somebody tells of it."""
    return any(t.dep_ == "nsubj" and t.lemma_.lower() in TELLERS for t in town.ancestors)


def without_side(name: str) -> str:
    """``East Mosul``, ``western Aleppo``: a side of a town lies where the town does."""
    first, _, town = name.partition(" ")
    known = city_index().get(fold(name)) is not None
    return town if town and not known and is_side(first.lower()) else name


def is_side(word: str) -> bool:
    return word.removesuffix("ern") in COMPASS


def index_is_city(name: str) -> bool:
    return not any(s.kind == "country" for s in index().senses(fold(name)))
