"""Whom the article has named up to a place in it, and who of them is most in play there (salience)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from spacy.tokens import Doc, Token

from demarche.extraction.actors import Chunk
from demarche.extraction.belonging import Homes
from demarche.extraction.groups import Groups
from demarche.models import Actor

MEMBER_NOUNS = frozenset({"ally", "member", "partner", "state", "country", "nation", "government", "power", "capital"})
MEMORY = 40
"""Chunks to look back over; further back a reference is seldom meant."""
CANDIDATES = 8
"""Chunks of the right kind that are weighed, those named last."""


class References(Protocol):
    """What the resolution of all references lends to that of one kind, since a phrase may hold another reference."""

    def actors_at(self, token: Token) -> tuple[Actor, ...]: ...

    def is_person(self, token: Token) -> bool: ...


class Discourse:
    """The actors that one document names, in the order of reading."""

    def __init__(self, doc: Doc, chunks: Sequence[Chunk], day: str | None, voices: tuple[Actor, ...]) -> None:
        self.doc = doc
        self.day = day
        self.voices = voices
        """Who speaks where no speaker is named: those who published an official statement."""
        self.voice = next(iter(voices), None)
        """The first of them."""
        self.chunks = sorted(chunks, key=lambda c: c.start)
        self.by_token: dict[int, Chunk] = {i: c for c in self.chunks for i in range(c.start, c.end)}
        self.sentence_number = [n for n, sent in enumerate(doc.sents) for _ in range(sent.start, sent.end)]
        """The number of each token's sentence, counted once: looking it up in the tree is slow."""
        self._roots: dict[tuple[int, int], Token] = {}
        self.groups = Groups(doc, self.chunks, self.by_token, self.sentence_number)
        self.homes = Homes(doc, self.chunks)

    def root(self, chunk: Chunk) -> Token:
        """Return the word of ``chunk`` that governs the others; asked for often, found once."""
        span = chunk.start, chunk.end
        if span not in self._roots:
            self._roots[span] = self.doc[chunk.start : chunk.end].root
        return self._roots[span]

    def last(self, before: int, fits: Callable[[Chunk], object], *, or_pair: bool = False) -> tuple[Actor, ...]:
        """Return the most salient actor named before token ``before``: subjects of this and the last sentence first."""
        seen = [c for c in self.chunks if c.end <= before and c.actors][-MEMORY:]
        fitting = [c for c in seen if fits(c)]
        if not fitting:
            return self.recent_pair(before) if or_pair else ()
        return max(fitting[-CANDIDATES:], key=lambda c: (self.salience(c, before), c.start)).actors

    def salience(self, chunk: Chunk, before: int) -> float:
        root = self.root(chunk)
        if root.dep_ == "nmod" and root.head.lemma_.lower() in MEMBER_NOUNS:
            root = root.head  # ``the members of the Security Council``
        while root.dep_ == "appos":
            root = root.head  # ``the president, Alar Karis, said``, but not ``spoke to the president, Alar Karis``
        subject = root.dep_ in ("nsubj", "nsubj:pass") and (root.i < root.head.i or root.head.lemma_ == "say")
        main = subject and root.head.dep_ == "ROOT"
        # ``Tunisia's reaction was sharp``: the sentence is about the state that a word for its act belongs to.
        possessor = (
            chunk.kind in ("country", "capital", "body")
            and root.dep_ == "nmod:poss"
            and root.head.dep_ in ("nsubj", "nsubj:pass")
            and root.head.i not in self.by_token
        )
        sentences_back = self.sentence_number[before] - self.sentence_number[chunk.start]
        return 2.0 * subject + 0.7 * main + 1.0 * possessor - 1.5 * sentences_back

    def last_body(self, before: int) -> tuple[Actor, ...]:
        """Return the government, ministry or organisation that the text last spoke of."""
        return self.last(
            before,
            lambda c: c.kind in ("body", "role", "country") and c.actors[0].sector in ("GOV", "IGO", "MIL", "LEG"),
        )

    def recent_pair(self, before: int) -> tuple[Actor, ...]:
        """Return the two parties last named together, else the two named most often so far."""
        return self.groups.recent(before, 2)

    def is_name(self, token: Token) -> bool:
        """True where ``token`` belongs to the name of a body, a person or a country."""
        chunk = self.by_token.get(token.i)
        return chunk is not None and any(p.start <= token.i < p.end and p.kind != "role" for p in chunk.pieces)

    def is_place(self, token: Token) -> bool:
        """True where ``token`` names a town or region that is no seat of government."""
        chunk = self.by_token.get(token.i)
        return chunk is not None and chunk.kind == "place"

    def is_territory(self, token: Token) -> bool:
        """True where ``token`` names a country or a town, a capital included."""
        chunk = self.by_token.get(token.i)
        return chunk is not None and chunk.kind in ("country", "capital", "place")

    def is_capital(self, token: Token) -> bool:
        chunk = self.by_token.get(token.i)
        return chunk is not None and chunk.kind in ("capital", "place")


def placed(chunk: Chunk) -> bool:
    """True where it is known which state or international body ``chunk`` belongs to."""
    return bool(chunk.actors) and bool(chunk.actors[0].country or chunk.actors[0].sector == "IGO")
