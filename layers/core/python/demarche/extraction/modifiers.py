"""Which names stand with a name or an office in its noun phrase: ``Russian troops``, ``leaders of Albania, Greece``."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from demarche.extraction.phrases import has_feature
from demarche.extraction.pieces import PLACES, TITLES, Piece
from demarche.knowledge.names import fold

LINKS = frozenset({"'s", "’s", "'", "’", "-", "–"})
OF = frozenset({"of", "for", "from", "in", "to", "at", "with"})
ABROAD = frozenset({
    "diplomat", "diplomats", "envoy", "envoys", "ambassador", "ambassadors", "consul", "embassy", "representative",
    "delegate", "observer",
})  # fmt: skip
"""Offices that are held in another country: ``diplomats in Vienna`` are hardly Austria's."""
PLURAL_OFFICES = frozenset({"leaders", "presidents", "ministers", "diplomats", "officials", "envoys", "governments"})


class Modifiers:
    """Finds the pieces of one document that belong to the phrase of another piece."""

    def __init__(self, doc: Doc, pieces: Sequence[Piece]) -> None:
        self.doc = doc
        self.pieces = list(pieces)
        self.at = {i: p for p in self.pieces for i in range(p.start, p.end)}

    def mend(self, surnames: Container[str]) -> None:
        """Take a word for the person who bears it in this article where the recogniser took it for a place."""
        self.pieces = [
            replace(p, kind="person") if p.kind == "place" and not p.sense and fold(p.text) in surnames else p
            for p in self.pieces
        ]
        self.at = {i: p for p in self.pieces for i in range(p.start, p.end)}

    def before(self, piece: Piece) -> list[Piece]:
        """Return the pieces that stand before ``piece`` in the same noun phrase, from left to right."""
        found: list[Piece] = []
        i = piece.start - 1
        while i >= 0 and not self.doc[i + 1].is_sent_start:
            token = self.doc[i]
            other = self.at.get(i)
            if other and (other.kind != "person"):
                if self.is_argument(self.doc[other.end - 1], piece):
                    break
                found.insert(0, other)
                i = other.start - 1
            elif self.joins(token, found, piece):
                i -= 1
            else:
                break
        return found

    def joins(self, token: Token, found: Sequence[Piece], piece: Piece) -> bool:
        """True where ``token`` stands inside the noun phrase of ``piece``, whose pieces ``found`` are known so far."""
        if token.lower_ in ("and", ",") and found and found[0].kind in ("adjective", "country") and token.i > 0:
            return self.shares_office(token.i - 1, piece)
        return (
            token.text in LINKS
            or token.lower_ in TITLES
            or token.pos_ == "ADJ"
            or (token.pos_ in ("NOUN", "PROPN") and token.dep_ in ("compound", "flat", "amod", "nmod:desc"))
        )

    def shares_office(self, i: int, head: Piece) -> bool:
        """``the Russian and US foreign ministers``: both countries before share the plural office."""
        before = self.at.get(i)
        return (
            before is not None
            and before.kind in ("adjective", "country")
            and head.kind == "role"
            and has_feature(self.doc[head.end - 1], "Number", "Plur")
            and (
                self.doc[before.end - 1].dep_ in ("amod", "compound", "nmod", "conj", "nmod:poss")
                or before.kind == "adjective"
            )
        )

    def is_argument(self, other: Token, piece: Piece) -> bool:
        """True where the name before ``piece`` is no part of its phrase: an object or a subject of its own."""
        verb = other.head
        return (
            other.dep_ in ("nsubj", "obj", "iobj", "obl", "nsubj:pass", "conj")
            and verb.pos_ in ("VERB", "AUX")
            and other.i + 1 == piece.start
            and verb.i < piece.start
            and self.doc[piece.end - 1].head.i == verb.i
        )

    def after(self, piece: Piece) -> tuple[list[Piece], int]:
        """Return the names in ``minister of Japan``, ``leaders of Albania, Greece and Serbia`` and where they end."""
        i = piece.end
        if i >= len(self.doc) or self.doc[i].lower_ not in OF:
            return [], piece.end
        other, i = self.name_from(i + 1)
        if other is None or not self.belongs_to(piece, other):
            return [], piece.end
        found = [other, *self.listed_after(other, i)]
        last = self.doc[piece.end - 1]
        if len(found) > 1 and not (last.lower_ in PLURAL_OFFICES or has_feature(last, "Number", "Plur")):
            found = [other]
        return found, found[-1].end

    def belongs_to(self, piece: Piece, other: Piece) -> bool:
        """True where the preposition after ``piece`` makes it one of ``other``; ``left from Oslo`` is of the verb."""
        link = self.doc[piece.end]
        preposition = link.lower_
        if preposition == "from" and link.head.head.i != piece.end - 1 and link.head.head.pos_ == "VERB":
            return False
        if preposition == "to" and not ABROAD.isdisjoint(piece.text.lower().split()):
            return False  # ``Sudan's ambassador to the African Union`` speaks for Sudan.
        if preposition in ("for", "to"):
            return other.kind in ("body", "person")
        if preposition == "in":
            civil = piece.role is not None and piece.role.sector not in ("MIL", "REB")
            return civil and not ABROAD & {*piece.text.lower().split()} and other.kind in PLACES
        return preposition in ("of", "from")

    def listed_after(self, first: Piece, i: int) -> Iterator[Piece]:
        """Yield the names of the kind of ``first`` that the list goes on with at token ``i``."""
        while i < len(self.doc) and self.doc[i].lower_ in (",", "and", "&"):
            both = self.doc[i].text == "," and i + 1 < len(self.doc) and self.doc[i + 1].lower_ == "and"
            following, i = self.name_from(i + 1 + both)
            if following is None or following.kind != first.kind or self.doc[following.end - 1].dep_ == "nsubj":
                return
            yield following

    def name_from(self, i: int) -> tuple[Piece | None, int]:
        while i < len(self.doc) and self.doc[i].pos_ in ("DET", "ADJ") and i not in self.at:
            i += 1
        other = self.at.get(i)
        if other is None or other.kind not in ("country", "capital", "body", "adjective", "place", "person"):
            return None, i
        return other, other.end
