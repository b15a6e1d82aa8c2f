"""Where an event took place: the place of its clause, resolved to country and coordinates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from demarche.extraction.actors import Chunker
from demarche.extraction.adverbials import FAR, OCCASIONS, Happening, rank
from demarche.extraction.phrases import case_of, children
from demarche.extraction.pieces import Piece
from demarche.knowledge.names import city, fold, index
from demarche.knowledge.tables import countries
from demarche.models import Location

HAPPENS_AT_OBJECT = frozenset({"ASSAULT", "CONSULT", "COERCE", "MOBILIZE"})
BESIDE = frozenset({"appos", "flat", "list", "conj", "dep", "nmod:unmarked"})
"""Relations of a name to the phrase before it (``the capital Abuja``), whose preposition is its own too."""
LIGHT = frozenset({
    "sign", "ratify", "issue", "make", "deliver", "give", "lodge", "express", "voice", "hold", "reach", "announce",
    "declare", "conclude",
})  # fmt: skip
"""Verbs that tell nothing but that their object was done, in the place that stands after it."""
AIMED = frozenset({"to", "on", "against", "into", "at", "toward", "towards"})
FROM = frozenset({"from"})
COMPASS = frozenset({"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "outside"})
STATES = frozenset({"country", "adjective"})
LEAVES_FROM = frozenset({"RETREAT"})
PRESENT = frozenset({"arrive", "visit", "travel", "fly", "tour", "meet", "attend", "stay", "speak", "host"})
"""Whoever does this is at the place of it."""
TRAVEL = frozenset({"visit", "tour", "travel", "trip", "fly", "arrive"})
PLACE_NOUNS = frozenset({
    "capital", "city", "town", "port", "resort", "village", "region", "province", "district", "area", "suburb",
    "island", "state", "county", "peninsula", "valley", "border", "airport", "base", "oblast", "governorate",
    "coast", "coastline", "shore", "water", "islet", "isle", "outskirt", "strait", "airspace", "territory", "camp",
    "airfield", "frontier", "crossing", "checkpoint", "settlement", "neighbourhood", "neighborhood", "headland",
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
        found = city(piece.text, [stated] if stated else self.near)
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
        """Return the name after a comma, prepositions left out."""
        if end >= len(self.doc) or self.doc[end].text not in (",", "("):
            return None
        rest = (t for t in self.doc[end + 1 : end + 4] if t.lower_ not in ("in", "the"))
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

    def of_event(self, event: Happening) -> Location | None:
        """Return the place of the event: its object where that is a place, else the place that stands nearest to it in
        its sentence, the most exact of several; what somebody says is said where he is."""
        stated = self._object(event) or self._stated(event)
        if stated is None and (event.speech or event.spoken):
            return self._of_speaker(event)
        return stated

    def _object(self, event: Happening) -> Location | None:
        """``bombed Aleppo``, ``visited Beijing``, ``troops to the border region``, ``withdrew from Kherson``."""
        prepositions = AIMED if event.type in HAPPENS_AT_OBJECT else FROM if event.type in LEAVES_FROM else frozenset()
        if event.type == "CONSULT" and event.trigger.lemma_.lower() not in TRAVEL:
            return None
        objects = children(event.trigger, "obj")
        left = [c for o in objects for c in o.children] if event.type in LEAVES_FROM else []
        for child in (*event.trigger.children, *left):
            direct = child in objects and event.type in HAPPENS_AT_OBJECT
            if direct or (child.dep_ in ("nmod", "obl") and case_of(child) in prepositions):
                found = self.location_at(child) or self._named_by(child) or self._capital_of(child, event)
                if found:
                    return found
        return None

    def _capital_of(self, noun: Token, event: Happening) -> Location | None:
        """``in the Russian capital``, ``Madagascar's capital``; ``struck the capital`` means that of those it hits."""
        if noun.lemma_.lower() != "capital":
            return None
        names = (self.pieces.get(c.i) for c in noun.children if c.dep_ in ("amod", "nmod:poss", "nmod"))
        country = next((p.sense.country for p in names if p and p.sense and p.kind in STATES), event.home)
        town = next((c.capitals[0] for c in countries() if c.code == country and c.capitals), None)
        found = city(town, [country]) if town and country else None
        return Location(name=town, country=country, lat=found.lat, lon=found.lon) if town and found else None

    def _named_by(self, noun: Token) -> Location | None:
        """``the town of Rutshuru``, ``Si Sa Ket province``: the name that a noun of place bears."""
        if noun.lemma_.lower() not in PLACE_NOUNS:
            return None
        named = (c for c in noun.children if c.dep_ == "compound" or (c.dep_ == "nmod" and case_of(c) == "of"))
        return next((loc for c in named for loc in [self.location_at(c)] if loc), None)

    def _stated(self, event: Happening) -> Location | None:
        found = []
        for token in (t for sent in event.sentences for t in sent):
            holder = self._holder(token)
            place = self._named(token, event) if holder is not None else None
            if holder is not None and place is not None:
                near = rank(self.doc[holder.i : holder.i + 1], event)
                if near < FAR and not self._of_object(holder, event):
                    found.append((near, token, place))
        return self._most_exact(found, event.trigger) if found else None

    def _of_object(self, holder: Token, event: Happening) -> bool:
        """``condemned the crackdown in Myanmar``: after what is judged or asked for, a place is that of this."""
        if not event.speech or holder.head != event.trigger or event.trigger.lemma_.lower() in LIGHT:
            return False
        judged = [o for o in children(event.trigger, "obj") if o.i < holder.i and o.i not in self.pieces]
        return any(o.pos_ == "NOUN" and o.lemma_.lower() not in OCCASIONS for o in judged)

    def _named(self, token: Token, event: Happening) -> Location | None:
        return self.location_at(token) or self._village(token, event) or self._capital_of(token, event)

    def _village(self, token: Token, event: Happening) -> Location | None:
        """A named place that no table knows lies where those who suffer the event live."""
        piece = self.pieces.get(token.i)
        unknown = piece is not None and piece.kind == "place" and piece.sense is None
        named = unknown and token.ent_type_ in ("GPE", "FAC")
        return Location(name=piece.text, country=event.home) if piece and named and event.home else None

    def _holder(self, token: Token) -> Token | None:
        """Return the head of the phrase by which ``token`` stands as a place: ``at Camp David``, ``in Geneva,
        Switzerland``; None where it is a party, a topic or part of a name."""
        if token.dep_ not in ("obl", "nmod", "appos", "conj", "compound", "flat", "list", "dep", "nmod:unmarked"):
            return None
        holder = token.head if token.dep_ in BESIDE else token
        if token.head.lemma_.lower() in PLACE_NOUNS and (token.dep_ == "compound" or case_of(token) == "of"):
            holder = token.head
        if token.head.lemma_.lower() in COMPASS and case_of(token) == "of":
            return token
        preposition = case_of(holder).split("_")[-1]
        piece = self.pieces.get(token.i)
        stands = preposition in AT or (preposition in TOUCHING and piece is not None and piece.kind == "place")
        return holder if stands else None

    def _of_speaker(self, event: Happening) -> Location | None:
        """``Cook, who arrived in Freetown on Monday, told ...``: where the subject's clause says that he is."""
        verbs = (event.anchor, *event.anchor.ancestors) if event.spoken else (event.anchor,)
        for verb in verbs:
            for clause in relative_clauses(verb):
                found = self._whereabouts(clause)
                if found:
                    return found
        return None

    def _whereabouts(self, clause: Token) -> Location | None:
        if children(clause, "cop"):
            return self.location_at(clause) if case_of(clause) in AT else None
        return self.of_event(Happening(clause, clause, "CONSULT")) if clause.lemma_.lower() in PRESENT else None

    @staticmethod
    def _most_exact(found: Sequence[tuple[int, Token, Location]], trigger: Token) -> Location:
        nearest = min(near for near, _, _ in found)
        close = [f for f in found if f[0] <= nearest + 1]
        cities = [f for f in close if index_is_city(f[2].name)]
        return min(cities or close, key=lambda f: abs(f[1].i - trigger.i))[2]


def relative_clauses(verb: Token) -> Iterator[Token]:
    """Yield the predicates of the ``who`` clauses of the verb's subject."""
    for subject in children(verb, "nsubj"):
        for noun in (subject, *children(subject, "appos")):
            yield from (c for c in noun.children if any(w.lower_ == "who" for w in children(c, "nsubj")))


def index_is_city(name: str) -> bool:
    return not any(s.kind == "country" for s in index().senses(fold(name)))
