"""Whose body it is that the text names without a country: ``the Foreign Ministry``, ``the Council``, ``the party``."""

from __future__ import annotations

from demarche.extraction.actors import Chunk
from demarche.extraction.coalitions import coalition
from demarche.extraction.discourse import Discourse, placed
from demarche.extraction.opponents import OFFICIAL, Opponents
from demarche.models import Actor

MINISTRIES = frozenset({"ministry", "department"})
LOCAL_BODIES = frozenset({
    "party", "association", "commission", "council", "committee", "board", "federation", "union", "league", "front",
    "clan", "tribe", "brotherhood", "congress", "authority", "service", "syndicate", "directorate",
})  # fmt: skip
"""What bodies are called that states and towns have at home."""
SHARED = frozenset(
    {"international", "world", "global", "joint", "european", "african", "asian", "regional", "atlantic"}
)
OWN_GOVERNMENTS = frozenset({"National", "Federal", "Royal", "Transitional"})
"""By which half of its name a government calls itself in its statements: ``the National Government``."""
OWN_BODIES = frozenset({"Council", "Commission", "Union", "Alliance", "Organisation", "Organization", "Community"})
"""By which part of its name alone an international body calls itself."""


class Bodies:
    """Fills the chunks of one document that name a body without its country."""

    def __init__(self, discourse: Discourse, opponents: Opponents) -> None:
        self.discourse = discourse
        self.opponents = opponents
        self.doc = discourse.doc
        self.chunks = discourse.chunks

    def fill(self, chunk: Chunk) -> None:
        earlier = self.earlier_body(chunk) or self.own_body(chunk)
        if earlier:
            chunk.actors = earlier
        elif chunk.actors and chunk.actors[0].sector in ("GOV", "MIL", "LEG"):
            country = self.country_of_body(chunk)
            if country:
                chunk.actors = (chunk.actors[0].model_copy(update={"country": country}),)
        elif chunk.actors and self.is_local(chunk):
            country = self.discourse.homes.at(self.discourse.root(chunk))
            chunk.actors = (chunk.actors[0].model_copy(update={"country": country}),)

    def is_local(self, chunk: Chunk) -> bool:
        """True for a party, an association, a commission or a tribe, by a word of its name or the noun beside it
        (``the Batawi clan``); a body that several states share says so.
        """
        root = self.discourse.root(chunk)
        named = {w.lower() for w in self.doc[chunk.start : chunk.end].text.split()}
        beside = {root.head.lemma_.lower()} if root.dep_ == "compound" else set()
        sector = chunk.actors[0].sector
        return sector in ("UNK", "OPP") and bool((named | beside) & LOCAL_BODIES) and not named & SHARED

    def earlier_body(self, chunk: Chunk) -> tuple[Actor, ...]:
        """``the Commission`` is the European Commission that the text named before; ``Coalition`` the one at war."""
        text = self.doc[chunk.start : chunk.end].text
        if text.lower() == "coalition":
            found = coalition(self.chunks, self.doc[chunk.start])
            return (found,) if found else ()
        if len(text.split()) > 1:
            return ()
        for other in reversed(self.chunks):
            words = self.doc[other.start : other.end].text.split()
            if other.end <= chunk.start and other.kind == "body" and placed(other) and text in words[1:]:
                return other.actors
        return ()

    def own_body(self, chunk: Chunk) -> tuple[Actor, ...]:
        """``the Council``, ``the Union`` in a statement that an international body publishes is its own."""
        text = self.doc[chunk.start : chunk.end].text
        voice = self.discourse.voice
        own = voice is not None and voice.sector == "IGO" and text in OWN_BODIES
        return (voice.model_copy(update={"text": text}),) if own and voice else ()

    def country_of_body(self, chunk: Chunk) -> str | None:
        """``the Foreign Ministry`` is that of the same name placed before, else of the most salient country; a unit
        is the publisher's."""
        own = chunk.actors[0].sector == "MIL" or self.is_ministry(chunk)
        if own and self.discourse.voice and self.discourse.voice.country:
            return self.discourse.voice.country
        if chunk.actors[0].sector in OFFICIAL and (facing := self.opponents.facing(self.discourse.root(chunk))):
            return facing
        last = chunk.actors[0].name.lower().split()[-1]
        for other in reversed([c for c in self.chunks if c.start < chunk.start and c.actors and c.actors[0].country]):
            if other.kind in ("body", "role") and last in other.actors[0].text.lower():
                return other.actors[0].country
        found = self.discourse.last(
            chunk.start, lambda c: c.kind in ("person", "country", "role") and c.actors[0].country
        )
        return found[0].country if found else None

    def is_ministry(self, chunk: Chunk) -> bool:
        """True for ``the Ministry of Foreign Affairs``: in a statement of a government, its own."""
        before = self.doc[chunk.start - 1] if chunk.start else None
        named = chunk.actors[0].text.split()
        ministry = bool(MINISTRIES & {w.lower() for w in named}) or bool(OWN_GOVERNMENTS & set(named[:-1]))
        return before is not None and before.lower_ == "the" and ministry
