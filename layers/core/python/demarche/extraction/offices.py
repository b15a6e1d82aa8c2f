"""Who is meant by an office or people whom the text names without a country: ``the minister``, ``police``."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from demarche.extraction.actors import SHARED_OFFICES, Chunk
from demarche.extraction.belonging import FORCES_ABROAD, PLACE_KINDS, is_of_place
from demarche.extraction.clauses import surface_subjects
from demarche.extraction.coalitions import coalition
from demarche.extraction.discourse import MEMORY, Discourse, placed
from demarche.extraction.groups import COUNTS, PAIR_NOUNS
from demarche.extraction.opponents import OFFICIAL, Opponents
from demarche.extraction.phrases import children, sentence_of
from demarche.extraction.pronouns import Pronouns
from demarche.knowledge.names import holder
from demarche.knowledge.tables import Role
from demarche.models import Actor, Sector

GOVERNING = frozenset({
    "government", "junta", "regime", "military government", "authorities", "military", "army", "police",
    "administration", "cabinet", "security forces", "riot police", "soldiers", "troops", "officers",
})  # fmt: skip
RULERS = frozenset({"junta", "regime", "military government"})
OF_THE_PLACE = frozenset({"police", "security forces", "riot police", "soldiers", "troops", "officers"})
"""Those of ``GOVERNING`` whom a story meets where it is; the others belong to the government it told of last."""
MOVING = frozenset({
    "send", "deploy", "withdraw", "pull", "dispatch", "mass", "station", "redeploy", "move", "keep", "commit",
    "contribute", "mobilise", "mobilize", "lose", "rotate",
})  # fmt: skip
"""Verbs whose subject does this with troops of its own."""
DEFINITE = frozenset({"the", "these", "those"})
PEOPLE_SECTORS = frozenset({"CVL", "MIL", "BUS", "MED", "NGO", "LEG"})
HEADS_OF_BODIES = {"secretary-general": "United Nations"}
"""Offices whose title alone tells the body."""


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


class Offices:
    """Finds who holds the offices that one document names without their country."""

    def __init__(self, discourse: Discourse, pronouns: Pronouns, opponents: Opponents) -> None:
        self.discourse = discourse
        self.pronouns = pronouns
        self.opponents = opponents
        self.doc = discourse.doc
        self.chunks = discourse.chunks

    def fill(self, chunk: Chunk) -> None:
        found = self.holder_of(self.unowned(chunk))
        chunk.actors = (found,) if found else ()

    def unowned(self, chunk: Chunk) -> Unowned:
        text = self.doc[chunk.start : chunk.end].text
        role = next((p.role for p in chunk.pieces if p.role), None)
        before = tuple(c for c in self.chunks if c.end <= chunk.start and c.actors)[-MEMORY:]
        return Unowned(chunk, self.discourse.root(chunk), text, role, before)

    def holder_of(self, one: Unowned) -> Actor | None:
        """Return who is meant by an office, a body or people; the first that its phrase calls for decides."""
        if is_pair(one):
            return None  # Those with whom the text deals.
        ally = self.ally_word(one)
        if ally is not None:
            found = coalition(self.chunks, ally)
            return found.model_copy(update={"text": one.text}) if found else None
        if "enemy" in one.words:
            return self.foe(one)
        if one.root.dep_ == "amod" and one.root.pos_ == "ADJ":
            return None  # ``military exercises of Russia``: of what kind they are, not whose.
        own = self.tribunal(one) or self.possessed(one) or self.there(one)
        if own:
            return own
        if (
            one.role
            and one.role.kind == "body"
            and one.sector in OFFICIAL
            and (facing := self.opponents.facing(one.root))
        ):
            return one.of(facing)
        if "the" in one.words and one.sector in ("REB", "OPP"):
            return self.challenger(one) or self.local(one)
        if one.chunk.role in GOVERNING or is_force(one):
            return self.governing(one)
        return self.spoken_for(one) or self.people(one) or self.office(one)

    def tribunal(self, one: Unowned) -> Actor | None:
        """``the court``: that of several states named before (``International Court of Justice``)."""
        if one.chunk.role not in ("court", "tribunal") or "the" not in one.words:
            return None
        actors = (a for c in reversed(one.before) if c.kind == "body" for a in c.actors)
        known = next((a for a in actors if "court" in a.name.lower() or "tribunal" in a.name.lower()), None)
        return known.model_copy(update={"text": one.text}) if known and known.sector == "IGO" else None

    def ally_word(self, one: Unowned) -> Token | None:
        """``coalition jets``: return the word that tells whose they are."""
        near = self.doc[max(0, one.chunk.start - 2) : one.chunk.end]
        return next((t for t in near if t.lower_ == "coalition" and one.root.is_ancestor(t)), None)

    def foe(self, one: Unowned) -> Actor | None:
        """``enemy forces``: the armed group that the text names, never those who tell of it."""
        actors = [a for c in (*reversed(one.before), *self.chunks) for a in c.actors]
        return next((a.model_copy(update={"text": one.text}) for a in actors if a.sector == "REB" and a.country), None)

    def possessed(self, one: Unowned) -> Actor | None:
        """``its foreign ministry``, ``Assad's army``, ``the Assad government``: of the possessor's country."""
        heads = (self.discourse.by_token.get(c.i) for c in children(one.root, "nmod:poss", "compound"))
        person = next((c.actors[0] for c in heads if c and c.kind == "person" and c.actors), None)
        if person is not None and person.country and one.role and one.role.kind == "body":
            return one.of(person.country)
        owner = next((c for c in one.root.children if c.dep_ == "nmod:poss" and c.pos_ == "PRON"), None)
        whose = self.pronouns.meant(owner) if owner is not None else ()
        return one.of(whose[0].country) if whose else None

    def there(self, one: Unowned) -> Actor | None:
        """``officials there``: of the place named last."""
        after, verb = one.chunk.end, one.root.head
        # The parse may hang the word on the verb: ``Officials there urged ...``; of an object it tells where it goes.
        beside = one.root.dep_.startswith("nsubj") and after < verb.i and self.doc[after].lower_ == "there"
        if "there" not in one.words and not (beside and self.doc[after].dep_ == "advmod"):
            return None
        return one.of(next((c.actors[0].country for c in reversed(one.before) if c.kind in PLACE_KINDS), None))

    def challenger(self, one: Unowned) -> Actor | None:
        """``the rebels``, ``the group``: those named last."""
        actors = (a for c in reversed(one.before) for a in c.actors)
        known = next((a for a in actors if a.sector in ("REB", "OPP") and a.country), None)
        return known.model_copy(update={"text": one.text, "role": one.chunk.role}) if known else None

    def governing(self, one: Unowned) -> Actor | None:
        """``the junta``, ``police``: the last one so called, else that of the place of the story."""
        country = self.mover(one) or self.opponents.of_government(one.root) or self.called_so(one)
        if not country and one.chunk.role not in FORCES_ABROAD:
            country = self.discourse.homes.at(one.root)
        return one.of(country)

    def called_so(self, one: Unowned) -> str | None:
        """Return the country of the last government or force so called, or of its sector where any will do."""
        for other in reversed(one.before):
            known = other.actors[0]
            near = one.chunk.role not in OF_THE_PLACE or other.start >= sentence_of(one.root).start
            # ``the junta`` of Niger is not the French army, though both are soldiers.
            ruling = one.chunk.role in RULERS and known.sector == "MIL" and other.role not in RULERS
            alike = other.role == one.chunk.role or other.role.endswith(f" {one.chunk.role}")
            alike = alike or (one.chunk.role == "officers" and other.role == "police")
            same = alike or (known.sector == one.sector and near and not ruling)
            if other.kind in ("role", "body") and known.country and same and not known.person:
                return known.country
        return None

    def mover(self, one: Unowned) -> str | None:
        """Who sends or withdraws ``troops`` that nobody else is said to own sends his own."""
        verb = one.root.head
        if one.sector != "MIL" or one.root.dep_ != "obj" or verb.lemma_.lower() not in MOVING:
            return None
        named = [self.discourse.by_token.get(t.i) for t in surface_subjects(verb)]
        return next((c.actors[0].country for c in named if c and c.actors), None)

    def spoken_for(self, one: Unowned) -> Actor | None:
        """``the Secretary`` in a statement that his own government publishes; ``the President`` whom it met with is
        the one it named before."""
        role, country = one.role, self.discourse.voice.country if self.discourse.voice else None
        if not (country and role and role.kind == "office" and role.sector == "GOV") or one.chunk.plural:
            return None
        if "the" not in one.words:
            return None
        known = self.named_before(one, alike=False)
        if known:
            return known.model_copy(update={"text": one.text})
        incumbent = holder(country, one.chunk.role, self.discourse.day)
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
            return one.of(self.discourse.homes.at(one.root))
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
        return one.of(self.opponents.of_government(one.root) or self.discourse.homes.at(one.root))


def is_pair(one: Unowned) -> bool:
    """``both governments``, ``the two armies``."""
    counted = "both" in one.words or ("the" in one.words and not one.words.isdisjoint(COUNTS))
    return counted and one.chunk.plural and one.root.lemma_.lower() in PAIR_NOUNS


def is_force(one: Unowned) -> bool:
    """True for soldiers in numbers."""
    return one.sector == "MIL" and one.chunk.plural and one.role is not None and one.role.kind != "office"


def head_of_body(one: Unowned) -> Actor | None:
    """``the Secretary-General`` in a text that names no other body is that of the United Nations."""
    role = one.role.default_role if one.role else ""
    name = HEADS_OF_BODIES.get(role)
    return Actor(name=name, text=one.text, sector="IGO", role=role) if name else None
