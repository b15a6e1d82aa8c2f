"""Whose people and bodies those are that the text names without a country, in the order of reading.

Each kind has its rules: ``affiliation`` for persons, ``offices`` for offices and people, ``bodies`` for bodies. What
the phrase, its clause and the text before tell goes first, then the publisher of a statement, then the place that the
story is in (``belonging``).
"""

from __future__ import annotations

from demarche.extraction.actors import Chunk
from demarche.extraction.affiliation import Affiliations
from demarche.extraction.bodies import Bodies
from demarche.extraction.descriptions import Descriptions
from demarche.extraction.discourse import Discourse, placed
from demarche.extraction.offices import Offices
from demarche.extraction.opponents import Opponents
from demarche.extraction.pronouns import Pronouns
from demarche.extraction.protagonists import leading_states
from demarche.knowledge.names import government
from demarche.models import Actor

HALVES = {"North": "PRK", "South": "KOR"}
"""Which Korea each half of it is."""


class Owners:
    """Fills the chunks of one document that name an office, people or a body without its country."""

    def __init__(self, discourse: Discourse, pronouns: Pronouns, descriptions: Descriptions) -> None:
        self.discourse = discourse
        self.pronouns = pronouns
        self.descriptions = descriptions
        self.chunks = discourse.chunks

    def resolve(self) -> None:
        """Fill them in the order of the text, so that what is filled serves what follows."""
        for chunk in self.chunks:
            self.settle(chunk)
            self.halve(chunk)
        opponents = Opponents(self.discourse, {a.country for a in leading_states(self.chunks)})
        affiliations = Affiliations(self.discourse, self.descriptions)
        offices = Offices(self.discourse, self.pronouns, opponents)
        bodies = Bodies(self.discourse, opponents)
        for chunk in self.chunks:
            if placed(chunk):
                continue
            if chunk.kind == "person":
                affiliations.fill(chunk)
            elif chunk.kind == "role" and not chunk.actors:
                offices.fill(chunk)
            elif chunk.kind == "body":
                bodies.fill(chunk)

    def settle(self, chunk: Chunk) -> None:
        """Put an armed group that fights in several countries where the sentence or the story is."""
        for piece in chunk.pieces:
            lands = piece.sense.members if piece.sense and piece.sense.sector == "REB" else ()
            if lands and chunk.actors and chunk.actors[0].sector == "REB":
                here = next((c for c in self.discourse.homes.around(self.discourse.root(chunk)) if c in lands), None)
                chunk.actors = tuple(a.model_copy(update={"country": here or a.country}) for a in chunk.actors)
                self.settle_person(chunk)

    def halve(self, chunk: Chunk) -> None:
        """``the South accused the North``, ``the South's ministry``: of the Korea of that name, where one was named."""
        doc, start = self.discourse.doc, chunk.start
        code = HALVES.get(doc[start].text)
        whole = chunk.end - start == 1 or doc[start + 1].lower_ in ("'s", "’s")
        if code is None or not whole or start == 0 or doc[start - 1].lower_ != "the":
            return
        named = {a.country for c in self.chunks if c.end <= start for a in c.actors}
        if named.isdisjoint(HALVES.values()):
            return
        text = doc[start : chunk.end].text
        if chunk.end - start == 1:
            chunk.kind, chunk.actors = "country", (government(code, text),)
        elif not chunk.actors:
            role = next((p.role for p in chunk.pieces if p.role), None)
            sector = role.sector if role else "GOV"
            chunk.actors = (Actor(name=text, text=text, country=code, sector=sector, role=chunk.role),)

    def settle_person(self, office: Chunk) -> None:
        """``Abu Jandal, an ISIL leader in Raqqa``: a fighter is where his group is in the sentence that names both."""
        known = office.actors[0]
        for other in self.chunks:
            if known.person and other.kind == "person" and other.actors and other.actors[0].name == known.name:
                other.actors = (known,)
