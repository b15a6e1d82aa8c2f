"""Whom a noun phrase means that names nobody: ``the bloc``, ``the country``, ``its neighbour``, ``his counterpart``."""

from __future__ import annotations

from collections import Counter
from functools import cache

from spacy.tokens import Token

from demarche.extraction.actors import Chunk
from demarche.extraction.coalitions import coalition
from demarche.extraction.discourse import MEMBER_NOUNS, Discourse, References
from demarche.extraction.groups import OPPOSITES
from demarche.extraction.phrases import base_span, conjuncts, has_feature, sentence_of
from demarche.extraction.pronouns import FIRST, SINGULAR_PERSON
from demarche.knowledge.names import holder
from demarche.knowledge.tables import organisations
from demarche.models import Actor

IGO_NOUNS = frozenset(
    {"bloc", "alliance", "union", "organisation", "organization", "agency", "council", "body", "group", "commission"}
)
ANY_BODY = frozenset({"group", "organisation", "organization"})
"""Of these words for a body those that armed groups and parties are called too."""
OWN_NAMED = frozenset({"council", "agency", "commission"})
"""Of these words for a body each has one of its own: ``the agency`` is one that bears the word in its name."""
LAND_NOUNS = frozenset({"country", "nation", "republic", "kingdom", "state"})
WORLDWIDE = ("United Nations", "International", "World", "Red Cross")
HOSTS = frozenset({"host", "hostess", "guest", "interlocutor"})
KNOWN = frozenset({"the", "this", "that", "its"})
"""Determiners of what the text has named before."""


class Descriptions:
    """Resolves the noun phrases of one document that describe instead of naming."""

    def __init__(self, discourse: Discourse, references: References) -> None:
        self.discourse = discourse
        self.references = references
        self.doc = discourse.doc
        self.chunks = discourse.chunks
        self.by_token = discourse.by_token

    def meant(self, token: Token) -> tuple[Actor, ...]:
        """Return whom the phrase headed by ``token`` means, empty where it means no actor."""
        return (
            self.discourse.groups.counted(token)
            or self.members(token)
            or self.allies(token)
            or self.definite(token)
            or self.of_whom(token)
        )

    def members(self, token: Token) -> tuple[Actor, ...]:
        """``its NATO allies``, ``some EU states``: states that an international body's name tells act as that body."""
        if token.lemma_.lower() not in MEMBER_NOUNS or not has_feature(token, "Number", "Plur"):
            return ()
        bodies = (self.by_token[c.i] for c in token.children if c.dep_ == "compound" and c.i in self.by_token)
        return next((b.actors for b in bodies if b.actors and b.actors[0].sector == "IGO"), ())

    def allies(self, token: Token) -> tuple[Actor, ...]:
        """``the allies`` are an alliance named before, else those who were just said to act together.

        Whose allies they are is none of them: ``its allies`` and ``US allies`` act under that name, for no country.
        """
        if token.lemma_.lower() != "ally" or not has_feature(token, "Number", "Plur"):
            return ()
        determiners = [c for c in token.children if c.dep_ in ("det", "nmod:poss")]
        if any(c.dep_ == "det" and c.lower_ == "the" for c in determiners):
            return self.discourse.last(token.i, is_alliance) or self.discourse.groups.side_by_side(token)
        if any(c.lower_ in SINGULAR_PERSON | FIRST or self.references.is_person(c) for c in determiners):
            return ()  # A politician's allies are at home; ``our allies`` are those of whom the text speaks.
        low, high = base_span(token)
        return (Actor(name="allies", text=self.doc[low:high].text, sector="GOV"),)

    def definite(self, token: Token) -> tuple[Actor, ...]:
        """``the bloc``, ``the country``, ``the enemy``, ``his Russian counterpart``."""
        lemma, singular = token.lemma_.lower(), has_feature(token, "Number", "Sing")
        if lemma == "counterpart":
            return self.counterpart(token)
        if lemma in HOSTS:
            return self.met(token)
        if is_aged(token):
            return self.discourse.last(token.i, lambda c: c.kind == "person")
        if lemma in OPPOSITES and singular:
            return self.other_side(token)
        known = any(c.lower_ in KNOWN for c in token.children if c.dep_ in ("det", "nmod:poss"))
        if lemma == "coalition" and (known or token.dep_ == "compound"):
            found = coalition(self.chunks, token)
            return (found,) if found else ()
        if not known:
            return ()
        if lemma == "enemy":
            return self.discourse.last(token.i, lambda c: c.actors[0].sector == "REB")
        if lemma in IGO_NOUNS:
            return self.body(token)
        return self.land(token) if lemma in LAND_NOUNS and singular else ()

    def met(self, token: Token) -> tuple[Actor, ...]:
        """``his host``, ``their guest``: the other one of the last meeting that the possessor took part in."""
        owner = next((c for c in token.children if c.dep_ == "nmod:poss"), None)
        own = {a.party for a in self.references.actors_at(owner)} if owner is not None else set()
        pairs = [pair for pair in self.discourse.groups.meetings if own & {a.party for a in pair}]
        return tuple(a for a in pairs[-1] if a.party not in own) if pairs else ()

    def body(self, token: Token) -> tuple[Actor, ...]:
        """``the trade bloc Mercosur``, ``the alliance``, ``the agency``: the one named beside it or last."""
        lemma = token.lemma_.lower()
        named = self.by_token.get(token.i + 1)
        if named is not None and named.kind == "body" and named.actors:
            return named.actors
        pact = self.discourse.last(token.i, is_alliance) if lemma == "alliance" else ()
        if pact:
            return pact
        sectors = ("IGO", "REB", "OPP") if lemma in ANY_BODY else ("IGO",)
        return self.discourse.last(
            token.i,
            lambda c: c.kind in ("body", "group") and c.actors[0].sector in sectors and may_be(lemma, c.actors[0]),
        )

    def land(self, token: Token) -> tuple[Actor, ...]:
        """``suspended the country``: the one that the sentence names before, else that of the story."""

        def is_land(chunk: Chunk) -> bool:
            return chunk.kind in ("country", "capital")

        here = self.discourse.last(token.i, lambda c: is_land(c) and c.start >= sentence_of(token).start)
        story = self.discourse.last(token.i, lambda c: is_land(c) and c.actors[0].country == self.discourse.homes.story)
        return here or story or self.discourse.last(token.i, is_land)

    def other_side(self, token: Token) -> tuple[Actor, ...]:
        """``its neighbour`` is the other state that the article names most."""
        owner = next((c for c in token.children if c.dep_ == "nmod:poss"), None)
        whose = self.references.actors_at(owner) if owner is not None else ()
        if not whose:
            return ()
        own = {a.party for a in whose}
        states = [a for c in self.chunks for a in c.actors if c.kind in ("country", "capital", "role", "person")]
        counts = Counter(a.country for a in states if a.country and a.party not in own)
        if not counts:
            return ()
        country = counts.most_common(1)[0][0]
        return (next(a for a in states if a.country == country),)

    def counterpart(self, token: Token) -> tuple[Actor, ...]:
        """``his Russian counterpart`` holds the possessor's office in the country that the adjective names."""
        start, end = base_span(token)
        near = (c for c in self.chunks if start <= c.start <= token.i + 2)
        named = next((c.actors for c in near if c.kind == "person" and c.actors), ())
        if named:
            return named
        states = self.states_of(token)
        owner = next((c for c in token.children if c.dep_ == "nmod:poss"), None)
        last = self.discourse.last
        whose = self.references.actors_at(owner) if owner is not None else last(start, lambda c: c.kind == "person")
        role, text = whose[0].role if whose else "", self.doc[start:end].text
        if len(states) == 1:
            return (self.incumbent(states[0], role, text),)
        return tuple(
            Actor(name=f"{a.name} ({role or 'counterpart'})", text=text, country=a.country, sector="GOV", role=role)
            for a in states
        )

    def states_of(self, token: Token) -> list[Actor]:
        """Return whom the phrase of a counterpart names as his state: ``his counterparts of Spain and Italy`` two."""
        named = [self.by_token[i] for i in range(*base_span(token)) if i in self.by_token]
        for child in token.children:
            if child.dep_ == "nmod" and child.i > token.i and child.i in self.by_token:
                named += [self.by_token[t.i] for t in conjuncts(child) if t.i in self.by_token]
        return [a for c in named for a in c.actors if a.country]

    def incumbent(self, state: Actor, role: str, text: str) -> Actor:
        """Return the holder of the office ``role`` in ``state``, nameless where none is known."""
        found = holder(state.country or "", role, self.discourse.day) if role else None
        name, person = (found.person, found.person) if found else (state.name, "")
        return Actor(name=name, text=text, country=state.country, sector="GOV", role=role, person=person)

    def of_whom(self, token: Token) -> tuple[Actor, ...]:
        """``the presidents of the two countries``: an office whose owner is itself a reference."""
        if token.i not in self.by_token:
            return ()
        for child in token.children:
            if child.dep_ == "nmod" and child.i > token.i and any(c.lower_ in ("of", "from") for c in child.children):
                found = self.discourse.groups.counted(child) or self.definite(child)
                if found:
                    return found
        return ()


def is_aged(token: Token) -> bool:
    """``the 66-year-old`` without a noun: who was named last."""
    if token.lower_ != "old" or token.dep_ == "amod":
        return False
    low = base_span(token)[0]
    before = {t.lower_ for t in token.doc[max(low, token.i - 5) : token.i]}
    return "year" in before and "the" in before


def may_be(noun: str, body: Actor) -> bool:
    """False where ``the council`` would be a body that is no council by its name, ``the bloc`` one of all the world."""
    if noun == "bloc" and body.name.startswith(WORLDWIDE):
        return False
    return noun not in OWN_NAMED or noun in f"{body.name} {body.text}".lower()


def is_alliance(chunk: Chunk) -> bool:
    """True for a body of states that are bound to defend each other."""
    return chunk.kind == "body" and bool(chunk.actors) and chunk.actors[0].name in alliances()


@cache
def alliances() -> frozenset[str]:
    """Return the bodies that one of their names calls an alliance."""
    bound = (o for o in organisations() if o.sector == "IGO" and not o.parent)
    return frozenset(o.name for o in bound if any("alliance" in n.lower() for n in o.all_names))
