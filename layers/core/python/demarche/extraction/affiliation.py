"""Which state a person belongs to whom his phrase does not place: by surname, office, or the place that he was at."""

from __future__ import annotations

from collections import Counter

from demarche.extraction.actors import Chunk
from demarche.extraction.appositions import COUNTERPARTS
from demarche.extraction.clauses import INVERTING
from demarche.extraction.coalitions import coalition
from demarche.extraction.descriptions import Descriptions
from demarche.extraction.discourse import Discourse, placed
from demarche.extraction.opponents import DOMESTIC
from demarche.extraction.phrases import sentence_of
from demarche.extraction.pieces import role_table
from demarche.knowledge.names import in_office, index
from demarche.knowledge.tables import Role
from demarche.models import Actor

TELLING_OF = frozenset({"acl", "acl:relcl", "appos", "nmod"})
"""What in a phrase tells who a person is."""


class Affiliations:
    """Fills the chunks of one document that name a person without his state."""

    def __init__(self, discourse: Discourse, descriptions: Descriptions) -> None:
        self.discourse = discourse
        self.descriptions = descriptions
        self.doc = discourse.doc
        self.chunks = discourse.chunks

    def fill(self, chunk: Chunk) -> None:
        """Place a person whom nothing in his phrase places: by his surname, his office, or the place that he was at."""
        self.fill_by_name(chunk)
        if not placed(chunk):
            self.fill_counterpart(chunk)
        if not placed(chunk):
            self.fill_spokesman(chunk)
        if not placed(chunk) and chunk.role:
            self.fill_official(chunk)
        if not placed(chunk):
            self.fill_private(chunk)

    def fill_by_name(self, chunk: Chunk) -> None:
        """The same surname placed elsewhere, or whoever bears the name in office."""
        same = next((c for c in self.bearers(chunk) if c.actors and c.actors[0].country), None)
        if same:
            chunk.actors = same.actors
            return
        if chunk.actors or not chunk.pieces or not chunk.pieces[-1].tenures:
            return
        text = chunk.pieces[-1].text
        tenure = in_office(index().tenures(text), self.discourse.day)
        if tenure and tenure.country:
            chunk.actors = (
                Actor(
                    name=tenure.person,
                    text=text,
                    country=tenure.country,
                    sector=tenure.sector,
                    role=tenure.role,
                    person=tenure.person,
                ),
            )

    def fill_counterpart(self, chunk: Chunk) -> None:
        """``Her counterpart, Joseph Kalanga``: of the other state that the story is about."""
        root = self.discourse.root(chunk)
        near = (t for t in (root, root.head, *root.children) if t.lemma_.lower() in COUNTERPARTS)
        word = next((t for t in near if any(c.dep_ == "nmod:poss" for c in t.children)), None)
        other = self.descriptions.other_side(word) if word is not None else ()
        if not other:
            return
        name = self.doc[chunk.pieces[-1].start : chunk.pieces[-1].end].text if chunk.pieces else chunk.surname
        known = Actor(name=name, text=name, country=other[0].country, sector="GOV", person=name)
        for one in (chunk, *self.bearers(chunk)):
            if not placed(one):
                one.actors = (known,)

    def fill_spokesman(self, chunk: Chunk) -> None:
        """``Col. Steve Warren, a coalition spokesman``: speaks for those whom his office names, not for his army."""
        offices = (c for c in self.discourse.root(chunk).children if c.dep_ == "appos")
        ally = next((t for o in offices for t in o.children if t.dep_ == "compound" and t.lower_ == "coalition"), None)
        found = coalition(self.chunks, ally) if ally is not None else None
        if found:
            for other in (chunk, *self.bearers(chunk)):
                other.actors = (found.model_copy(update={"text": self.doc[other.start : other.end].text}),)

    def bearers(self, chunk: Chunk) -> list[Chunk]:
        return [c for c in self.chunks if c.kind == "person" and c.surname == chunk.surname]

    def fill_official(self, chunk: Chunk) -> None:
        """``Foreign Minister Stef Blok`` without a country is an official of the country that the text speaks of."""
        role = next((p.role for p in reversed(chunk.pieces) if p.role), None) or role_table().get(chunk.role)
        if role is None or role.kind != "office" or role.sector not in {"GOV", "MIL", *DOMESTIC}:
            return
        country = self.country_of_official(chunk, role)
        if not country:
            return
        name = self.doc[chunk.pieces[-1].start : chunk.pieces[-1].end].text
        known = Actor(name=name, text=name, country=country, sector=role.sector, role=role.default_role, person=name)
        chunk.actors = (known,)
        for other in self.bearers(chunk):
            if not placed(other):
                other.actors = (known,)

    def country_of_official(self, chunk: Chunk, role: Role) -> str | None:
        """Return the publisher's country, that of the place for an opposition's or a court's man, else the one named
        most so far."""
        root = self.discourse.root(chunk)
        country = (
            self.discourse.voice.country if self.discourse.voice else self.discourse.homes.opening(sentence_of(root))
        )
        if not country and role.sector in DOMESTIC:
            country = self.discourse.homes.at(root)
        if country:
            return country
        kinds = ("country", "role", "body", "adjective", "capital")
        before = Counter(
            a.country for c in self.chunks if c.start < chunk.start and c.kind in kinds for a in c.actors if a.country
        )
        return max(before, key=lambda c: (before[c], c == self.discourse.homes.dateline), default=None)

    def fill_private(self, chunk: Chunk) -> None:
        """A private person whom nothing else places is of the place that his own phrase names: ``who died in Tehran``,
        ``the imam of a mosque in Ramadi``.

        Not so who only tells of the events (``said X, who teaches in Leiden``): he may speak of any country.
        """
        root = self.discourse.root(chunk)
        tells = root.dep_ == "nsubj" and root.head.lemma_.lower() in INVERTING
        if not chunk.actors or tells or not any(c.dep_ in TELLING_OF for c in root.children):
            return
        country = self.discourse.homes.hailing(root)
        for other in self.bearers(chunk):
            if country and not placed(other):
                other.actors = tuple(a.model_copy(update={"country": country}) for a in other.actors)
