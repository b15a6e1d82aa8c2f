"""Whose office it is that acts on another: nobody blames his own state, and rebels fight their own government."""

from __future__ import annotations

from collections.abc import Set

from spacy.tokens import Token

from demarche.extraction.belonging import PLACE_KINDS
from demarche.extraction.discourse import Discourse
from demarche.extraction.phrases import sentence_of

DOMESTIC = frozenset({"OPP", "REB", "JUD", "LEG"})
"""Sectors that deal with the government of their own country before any other."""
OFFICIAL = frozenset({"GOV", "MIL"})
"""Sectors that act for their state towards another."""
BLAMING = frozenset({
    "accuse", "blame", "condemn", "denounce", "criticise", "criticize", "warn", "urge", "threaten", "berate", "rebuke",
})  # fmt: skip
"""What nobody does to his own state."""


class Opponents:
    """Tells the country of an office by whom it deals with in its clause."""

    def __init__(self, discourse: Discourse, pair: Set[str | None]) -> None:
        self.discourse = discourse
        self.doc = discourse.doc
        self.pair = pair
        """The two states that the story is about, where it is about two."""

    def facing(self, office: Token) -> str | None:
        """``the ministry accused Ethiopia``: nobody blames his own state, so that whose doing the sentence before told
        does, else the other of the two states of the story."""
        verb = office.head
        if office.dep_ != "nsubj" or verb.lemma_.lower() not in BLAMING:
            return None
        met = (self.discourse.by_token.get(c.i) for c in verb.children if c.dep_ in ("obj", "iobj", "obl"))
        blamed = {c.actors[0].country for c in met if c is not None and c.actors and c.kind in PLACE_KINDS}
        told = self.subject_before(office)
        if blamed and told and told not in blamed:
            return told
        return next(iter(self.pair - blamed)) if len(blamed & self.pair) == 1 else None

    def subject_before(self, token: Token) -> str | None:
        """Return the country of the subject of the sentence before, if it stands in the same paragraph."""
        start = sentence_of(token).start
        if not start or "\n" in self.doc[start - 1].text_with_ws + self.doc[start - 1].text:
            return None
        before = sentence_of(self.doc[start - 1]).root
        named = (self.discourse.by_token.get(c.i) for c in before.children if c.dep_ in ("nsubj", "nsubj:pass"))
        known = (c for c in named if c is not None and c.actors and c.kind != "role")
        return next((c.actors[0].country for c in known), None)

    def of_government(self, token: Token) -> str | None:
        """A party, a court or rebels who act on ``the government`` act on their own: return their country."""
        if token.dep_ not in ("obj", "iobj", "obl", "nsubj:pass") or token.head.pos_ != "VERB":
            return None
        for child in token.head.children:
            chunk = self.discourse.by_token.get(child.i)
            if child.dep_ not in ("nsubj", "obl:agent") or not chunk or not chunk.actors:
                continue
            if chunk.actors[0].sector in DOMESTIC or any(t.lower_ == "opposition" for t in child.subtree):
                return chunk.actors[0].country
        return None
