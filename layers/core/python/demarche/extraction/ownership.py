"""Which country or body an office or a body named without one belongs to: ``the minister``, ``police``, ``the army``.

What the phrase, its clause and the text before tell goes first, then the publisher of a statement, then the place that
the story is in (``belonging``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from spacy.tokens import Doc, Token

from demarche.extraction.actors import SHARED_OFFICES, Chunk
from demarche.extraction.belonging import CRAFT, PLACE_KINDS, Homes, is_of_place
from demarche.extraction.clauses import INVERTING, surface_subjects
from demarche.extraction.pieces import role_table
from demarche.extraction.protagonists import leading_states
from demarche.knowledge.names import holder, in_office, index
from demarche.knowledge.tables import Role
from demarche.models import Actor, Sector

GOVERNING = frozenset({
    "government", "junta", "regime", "military government", "authorities", "military", "army", "police",
    "administration", "cabinet", "security forces", "riot police", "soldiers", "troops", "officers",
})  # fmt: skip
OF_THE_PLACE = frozenset({"police", "security forces", "riot police", "soldiers", "troops", "officers"})
"""Those of ``GOVERNING`` whom a story meets where it is; the others belong to the government it told of last."""
DOMESTIC = frozenset({"OPP", "REB", "JUD", "LEG"})
"""Sectors that deal with the government of their own country before any other."""
COUNTERPARTS = frozenset({"counterpart", "colleague"})
MOVING = frozenset({
    "send", "deploy", "withdraw", "pull", "dispatch", "mass", "station", "redeploy", "move", "keep", "commit",
    "contribute", "mobilise", "mobilize", "lose", "rotate",
})  # fmt: skip
"""Verbs whose subject does this with troops of its own."""
CHALLENGING = frozenset({"REB", "OPP"})
"""Sectors of coalitions of parties and of armed groups, which are never meant by ``the Coalition`` at war."""
ALLIANCE = "the Coalition"
"""The party that those who fight an armed group together make, by whatever name a text calls it."""
DEFINITE = frozenset({"the", "these", "those"})
PEOPLE_SECTORS = frozenset({"CVL", "MIL", "BUS", "MED", "NGO", "LEG"})
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
HEADS_OF_BODIES = {"secretary-general": "United Nations"}
"""Offices whose title alone tells the body."""
TELLING_OF = frozenset({"acl", "acl:relcl", "appos", "nmod"})
"""What in a phrase tells who a person is."""
BLAMING = frozenset({
    "accuse", "blame", "condemn", "denounce", "criticise", "criticize", "warn", "urge", "threaten", "berate", "rebuke",
})  # fmt: skip
"""What nobody does to his own state."""
OFFICIAL = frozenset({"GOV", "MIL"})
MEMORY = 40
"""Chunks to look back over; further back a reference is seldom meant."""


class References(Protocol):
    """What the resolution of references in one document lends to that of owners."""

    doc: Doc
    day: str | None
    voice: Actor | None
    chunks: list[Chunk]
    by_token: dict[int, Chunk]
    homes: Homes

    def pronoun(self, token: Token) -> tuple[Actor, ...]: ...

    def other_side(self, token: Token) -> tuple[Actor, ...]: ...

    def last(self, before: int, fits: Callable[[Chunk], object]) -> tuple[Actor, ...]: ...


@dataclass(frozen=True)
class Unowned:
    """An office or people whom the text names without a country."""

    chunk: Chunk
    root: Token
    text: str
    role: Role | None
    before: tuple[Chunk, ...]
    """The actors named before it."""

    @property
    def sector(self) -> Sector:
        return self.role.sector if self.role else "UNK"

    @property
    def words(self) -> set[str]:
        """The words that hang on its head: article, adjectives, possessor."""
        return {c.lower_ for c in self.root.children}

    @property
    def is_bare(self) -> bool:
        """True where it is new to the text: a plural, or a singular without ``the`` inside a sentence."""
        inside = self.chunk.start > 0 and self.text[:1].islower()
        return self.chunk.plural or ("the" not in self.words and inside)

    def of(self, country: str | None) -> Actor | None:
        """Return the actor as one of ``country``, none where no country is known."""
        if not country:
            return None
        return Actor(name=self.text, text=self.text, country=country, sector=self.sector, role=self.chunk.role)


class Owners:
    """Fills the chunks of one document that name an office, people or a body without its country."""

    def __init__(self, references: References) -> None:
        self.references = references
        self.doc = references.doc
        self.chunks = references.chunks
        self.homes = references.homes
        self.voice = references.voice
        self.pair: set[str | None] = set()
        """The two states that the story is about, where it is about two."""

    def resolve(self) -> None:
        """Fill them in the order of the text, so that what is filled serves what follows."""
        for chunk in self.chunks:
            self.settle(chunk)
        self.pair = {a.country for a in leading_states(self.chunks)}
        for chunk in self.chunks:
            if placed(chunk):
                continue
            if chunk.kind == "person":
                self.fill_person(chunk)
            elif chunk.kind == "role" and not chunk.actors:
                found = self.holder_of(self.unowned(chunk))
                chunk.actors = (found,) if found else ()
            elif chunk.kind == "body":
                self.fill_body(chunk)

    def root(self, chunk: Chunk) -> Token:
        return self.doc[chunk.start : chunk.end].root

    def settle(self, chunk: Chunk) -> None:
        """Put an armed group that fights in several countries where the sentence or the story is."""
        for piece in chunk.pieces:
            lands = piece.sense.members if piece.sense and piece.sense.sector == "REB" else ()
            if lands and chunk.actors and chunk.actors[0].sector == "REB":
                here = next((c for c in self.homes.around(self.root(chunk)) if c in lands), None)
                chunk.actors = tuple(a.model_copy(update={"country": here or a.country}) for a in chunk.actors)
                self.settle_person(chunk)

    def settle_person(self, office: Chunk) -> None:
        """``Abu Jandal, an ISIL leader in Raqqa``: a fighter is where his group is in the sentence that names both."""
        known = office.actors[0]
        for other in self.chunks:
            if known.person and other.kind == "person" and other.actors and other.actors[0].name == known.name:
                other.actors = (known,)

    # -- persons

    def fill_person(self, chunk: Chunk) -> None:
        """A person whom nothing in his phrase places: by his surname, his office, or the place that he was at."""
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
        tenure = in_office(index().tenures(text), self.references.day)
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
        root = self.root(chunk)
        near = (t for t in (root, root.head, *root.children) if t.lemma_.lower() in COUNTERPARTS)
        word = next((t for t in near if any(c.dep_ == "nmod:poss" for c in t.children)), None)
        other = self.references.other_side(word) if word is not None else ()
        if not other:
            return
        name = self.doc[chunk.pieces[-1].start : chunk.pieces[-1].end].text if chunk.pieces else chunk.surname
        known = Actor(name=name, text=name, country=other[0].country, sector="GOV", person=name)
        for one in (chunk, *self.bearers(chunk)):
            if not placed(one):
                one.actors = (known,)

    def fill_spokesman(self, chunk: Chunk) -> None:
        """``Col. Steve Warren, a coalition spokesman``: speaks for those whom his office names, not for his army."""
        offices = (c for c in self.root(chunk).children if c.dep_ == "appos")
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
        root = self.root(chunk)
        country = self.voice.country if self.voice else self.homes.opening(root.sent)
        if not country and role.sector in DOMESTIC:
            country = self.homes.at(root)
        if country:
            return country
        kinds = ("country", "role", "body", "adjective", "capital")
        before = Counter(
            a.country for c in self.chunks if c.start < chunk.start and c.kind in kinds for a in c.actors if a.country
        )
        return max(before, key=lambda c: (before[c], c == self.homes.dateline), default=None)

    def fill_private(self, chunk: Chunk) -> None:
        """A private person whom nothing else places is of the place that his own phrase names: ``who died in Tehran``,
        ``the imam of a mosque in Ramadi``.

        Not so who only tells of the events (``said X, who teaches in Leiden``): he may speak of any country.
        """
        root = self.root(chunk)
        tells = root.dep_ == "nsubj" and root.head.lemma_.lower() in INVERTING
        if not chunk.actors or tells or not any(c.dep_ in TELLING_OF for c in root.children):
            return
        country = self.homes.hailing(root)
        for other in self.bearers(chunk):
            if country and not placed(other):
                other.actors = tuple(a.model_copy(update={"country": country}) for a in other.actors)

    # -- bodies

    def fill_body(self, chunk: Chunk) -> None:
        earlier = self.earlier_body(chunk) or self.own_body(chunk)
        if earlier:
            chunk.actors = earlier
        elif chunk.actors and chunk.actors[0].sector in ("GOV", "MIL", "LEG"):
            country = self.country_of_body(chunk)
            if country:
                chunk.actors = (chunk.actors[0].model_copy(update={"country": country}),)
        elif chunk.actors and self.is_local(chunk):
            country = self.homes.at(self.root(chunk))
            chunk.actors = (chunk.actors[0].model_copy(update={"country": country}),)

    def is_local(self, chunk: Chunk) -> bool:
        """True for a party, an association, a commission or a tribe, by a word of its name or the noun beside it
        (``the Batawi clan``); a body that several states share says so.
        """
        root = self.root(chunk)
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
        own = self.voice is not None and self.voice.sector == "IGO" and text in OWN_BODIES
        return (self.voice.model_copy(update={"text": text}),) if own and self.voice else ()

    def country_of_body(self, chunk: Chunk) -> str | None:
        """``the Foreign Ministry`` is that of the same name placed before, else of the most salient country; a unit
        is the publisher's."""
        own = chunk.actors[0].sector == "MIL" or self.is_ministry(chunk)
        if own and self.voice and self.voice.country:
            return self.voice.country
        if chunk.actors[0].sector in OFFICIAL and (facing := self.facing(self.root(chunk))):
            return facing
        last = chunk.actors[0].name.lower().split()[-1]
        for other in reversed([c for c in self.chunks if c.start < chunk.start and c.actors and c.actors[0].country]):
            if other.kind in ("body", "role") and last in other.actors[0].text.lower():
                return other.actors[0].country
        found = self.references.last(
            chunk.start, lambda c: c.kind in ("person", "country", "role") and c.actors[0].country
        )
        return found[0].country if found else None

    def is_ministry(self, chunk: Chunk) -> bool:
        """True for ``the Ministry of Foreign Affairs``: in a statement of a government, its own."""
        before = self.doc[chunk.start - 1] if chunk.start else None
        named = chunk.actors[0].text.split()
        ministry = bool(MINISTRIES & {w.lower() for w in named}) or bool(OWN_GOVERNMENTS & set(named[:-1]))
        return before is not None and before.lower_ == "the" and ministry

    # -- offices and people

    def unowned(self, chunk: Chunk) -> Unowned:
        text = self.doc[chunk.start : chunk.end].text
        role = next((p.role for p in chunk.pieces if p.role), None)
        before = tuple(c for c in self.chunks if c.end <= chunk.start and c.actors)[-MEMORY:]
        return Unowned(chunk, self.root(chunk), text, role, before)

    def holder_of(self, one: Unowned) -> Actor | None:
        """Return who is meant by an office, a body or people; the first that its phrase calls for decides."""
        ally = self.ally_word(one)
        if ally is not None:
            found = coalition(self.chunks, ally)
            return found.model_copy(update={"text": one.text}) if found else None
        if "enemy" in one.words:
            return self.foe(one)
        if one.root.dep_ == "amod" and one.root.pos_ == "ADJ":
            return None  # ``military exercises of Russia``: of what kind they are, not whose.
        own = self.possessed(one) or self.there(one)
        if own:
            return own
        if one.role and one.role.kind == "body" and one.sector in OFFICIAL and (facing := self.facing(one.root)):
            return one.of(facing)
        if "the" in one.words and one.sector in ("REB", "OPP"):
            return self.challenger(one) or self.local(one)
        if one.chunk.role in GOVERNING or is_force(one):
            return self.governing(one)
        return self.spoken_for(one) or self.people(one) or self.office(one)

    def facing(self, office: Token) -> str | None:
        """``the ministry accused Ethiopia``: nobody blames his own state, so that whose doing the sentence before told
        does, else the other of the two states of the story."""
        verb = office.head
        if office.dep_ != "nsubj" or verb.lemma_.lower() not in BLAMING:
            return None
        met = (self.references.by_token.get(c.i) for c in verb.children if c.dep_ in ("obj", "iobj", "obl"))
        blamed = {c.actors[0].country for c in met if c is not None and c.actors and c.kind in PLACE_KINDS}
        told = self.subject_before(office)
        if blamed and told and told not in blamed:
            return told
        return next(iter(self.pair - blamed)) if len(blamed & self.pair) == 1 else None

    def subject_before(self, token: Token) -> str | None:
        """Return the country of the subject of the sentence before, if it stands in the same paragraph."""
        start = token.sent.start
        if not start or "\n" in self.doc[start - 1].text_with_ws + self.doc[start - 1].text:
            return None
        before = self.doc[start - 1].sent.root
        named = (self.references.by_token.get(c.i) for c in before.children if c.dep_ in ("nsubj", "nsubj:pass"))
        known = (c for c in named if c is not None and c.actors and c.kind != "role")
        return next((c.actors[0].country for c in known), None)

    def ally_word(self, one: Unowned) -> Token | None:
        """``coalition jets``: return the word that tells whose they are."""
        near = self.doc[max(0, one.chunk.start - 2) : one.chunk.end]
        return next((t for t in near if t.lower_ == "coalition" and one.root.is_ancestor(t)), None)

    def foe(self, one: Unowned) -> Actor | None:
        """``enemy forces``: the armed group that the text names, never those who tell of it."""
        actors = [a for c in (*reversed(one.before), *self.chunks) for a in c.actors]
        return next((a.model_copy(update={"text": one.text}) for a in actors if a.sector == "REB" and a.country), None)

    def possessed(self, one: Unowned) -> Actor | None:
        """``her party``, ``its foreign ministry``: of the possessor's country."""
        owner = next((c for c in one.root.children if c.dep_ == "nmod:poss" and c.pos_ == "PRON"), None)
        whose = self.references.pronoun(owner) if owner is not None else ()
        return one.of(whose[0].country) if whose else None

    def there(self, one: Unowned) -> Actor | None:
        """``officials there``: of the place named last."""
        if "there" not in one.words:
            return None
        return one.of(next((c.actors[0].country for c in reversed(one.before) if c.kind in PLACE_KINDS), None))

    def challenger(self, one: Unowned) -> Actor | None:
        """``the rebels``, ``the group``: those named last."""
        actors = (a for c in reversed(one.before) for a in c.actors)
        known = next((a for a in actors if a.sector in ("REB", "OPP") and a.country), None)
        return known.model_copy(update={"text": one.text, "role": one.chunk.role}) if known else None

    def governing(self, one: Unowned) -> Actor | None:
        """``the junta``, ``police``: the last one so called, else that of the place of the story."""
        country = self.mover(one) or self.opponent(one.root) or self.called_so(one)
        if not country and one.chunk.role not in CRAFT:
            country = self.homes.at(one.root)
        return one.of(country)

    def called_so(self, one: Unowned) -> str | None:
        """Return the country of the last government or force so called, or of its sector where any will do."""
        for other in reversed(one.before):
            known = other.actors[0]
            near = one.chunk.role not in OF_THE_PLACE or other.start >= one.root.sent.start
            same = other.role == one.chunk.role or (known.sector == one.sector and near)
            if other.kind in ("role", "body") and known.country and same and not known.person:
                return known.country
        return None

    def mover(self, one: Unowned) -> str | None:
        """Who sends or withdraws ``troops`` that nobody else is said to own sends his own."""
        verb = one.root.head
        if one.sector != "MIL" or one.root.dep_ != "obj" or verb.lemma_.lower() not in MOVING:
            return None
        named = [self.references.by_token.get(t.i) for t in surface_subjects(verb)]
        return next((c.actors[0].country for c in named if c and c.actors), None)

    def opponent(self, token: Token) -> str | None:
        """A party, a court or rebels who act on ``the government`` act on their own: return their country."""
        if token.dep_ not in ("obj", "iobj", "obl", "nsubj:pass") or token.head.pos_ != "VERB":
            return None
        for child in token.head.children:
            chunk = self.references.by_token.get(child.i)
            if child.dep_ not in ("nsubj", "obl:agent") or not chunk or not chunk.actors:
                continue
            if chunk.actors[0].sector in DOMESTIC or any(t.lower_ == "opposition" for t in child.subtree):
                return chunk.actors[0].country
        return None

    def spoken_for(self, one: Unowned) -> Actor | None:
        """``the Secretary`` in a statement that his own government publishes; ``the President`` whom it met with is
        the one it named before."""
        role, country = one.role, self.voice.country if self.voice else None
        if not (country and role and role.kind == "office" and role.sector == "GOV") or one.chunk.plural:
            return None
        if "the" not in one.words:
            return None
        known = self.named_before(one, alike=False)
        if known:
            return known.model_copy(update={"text": one.text})
        incumbent = holder(country, one.chunk.role, self.references.day)
        guest = None if incumbent else self.named_before(one)
        if guest:
            return guest.model_copy(update={"text": one.text})
        person = incumbent.person if incumbent else ""
        return Actor(
            name=person or one.text, text=one.text, country=country, sector="GOV", role=one.chunk.role, person=person
        )

    def people(self, one: Unowned) -> Actor | None:
        """``the fishermen`` are the Chinese fishermen named before."""
        if one.role is None or not one.chunk.plural or not one.words & DEFINITE or one.sector not in PEOPLE_SECTORS:
            return None
        last = one.chunk.role.split()[-1:]
        same = (c for c in reversed(one.before) if c.kind == "role" and c.role.split()[-1:] == last)
        known = next((c.actors[0] for c in same if len(c.actors) == 1 and c.actors[0].country), None)
        return known.model_copy(update={"text": one.text}) if known else None

    def office(self, one: Unowned) -> Actor | None:
        """``the minister`` is the one named before; else the office tells the body, or the story the country."""
        if one.is_bare:
            return self.local(one)
        known = self.named_before(one)
        if known:
            return known.model_copy(update={"text": one.text})
        if one.sector == "IGO":
            return head_of_body(one)
        if one.sector == "GOV" and one.role and one.role.kind == "body":
            return self.organ(one)
        if one.sector == "GOV" and one.chunk.role not in SHARED_OFFICES:
            return one.of(self.homes.at(one.root))
        return self.local(one)

    def named_before(self, one: Unowned, *, alike: bool = True) -> Actor | None:
        """Return the last actor with the same office, or ``alike`` the last person whose office has the same head."""
        for other in reversed(one.before):
            known = other.actors[0]
            same = one.chunk.role in (other.role, known.role)
            near = other.kind == "person" and known.role.split()[-1:] == one.chunk.role.split()[-1:]
            if (same or (alike and near)) and placed(other):
                return known
        return None

    def organ(self, one: Unowned) -> Actor | None:
        """``the foreign ministry`` is that of the state named last that its own clause does not name."""
        clause = range(one.root.head.left_edge.i, one.root.head.right_edge.i + 1)
        named = {a.country for c in self.chunks if c.start in clause for a in c.actors}
        states = (a for c in reversed(one.before) if c.kind != "adjective" for a in c.actors)
        return one.of(
            next((a.country for a in states if a.sector in ("GOV", "MIL", "LEG") and a.country not in named), None)
        )

    def local(self, one: Unowned) -> Actor | None:
        """``a prosecutor``, ``lawmakers``, ``farmers``: where no owner is named, they are of the place of the story."""
        if one.role is None or not is_of_place(one.role, one.root):
            return None
        return one.of(self.opponent(one.root) or self.homes.at(one.root))


def is_force(one: Unowned) -> bool:
    """True for soldiers in numbers."""
    return one.sector == "MIL" and one.chunk.plural and one.role is not None and one.role.kind != "office"


def head_of_body(one: Unowned) -> Actor | None:
    """``the Secretary-General`` in a text that names no other body is that of the United Nations."""
    role = one.role.default_role if one.role else ""
    name = HEADS_OF_BODIES.get(role)
    return Actor(name=name, text=one.text, sector="IGO", role=role) if name else None


def coalition(chunks: Sequence[Chunk], token: Token) -> Actor | None:
    """``the coalition`` is the one named so before; in a text on an armed group those who fight it together.

    Many states make it up, so it belongs to none.
    """
    named = [a for c in chunks if c.end <= token.i for a in c.actors if "coalition" in a.name.lower()]
    led = [a for a in named if a.sector not in CHALLENGING and (a.country or a.sector == "IGO")]
    if led:
        return led[-1]
    own = {a.name for a in named}
    enemy = any(a.sector == "REB" and a.name not in own for c in chunks for a in c.actors)
    if enemy and all(a.sector in CHALLENGING for a in named):
        return Actor(name=ALLIANCE, text="coalition", sector="IGO")
    return next((a for a in reversed(named) if a.country), None)


def placed(chunk: Chunk) -> bool:
    return bool(chunk.actors) and bool(chunk.actors[0].country or chunk.actors[0].sector == "IGO")
