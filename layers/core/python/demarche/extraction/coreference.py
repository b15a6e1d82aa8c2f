"""Who a pronoun, a bare office or ``both sides`` means, within one article: all kinds of references together.

Reference is resolved in the order of reading, from what was named before (``discourse``): ``pronouns``, noun phrases
that describe (``descriptions``) and offices and bodies without their country (``ownership``).
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from demarche.extraction.actors import Chunk
from demarche.extraction.descriptions import Descriptions
from demarche.extraction.discourse import Discourse
from demarche.extraction.ownership import Owners
from demarche.extraction.phrases import case_of, conjuncts, has_feature, has_mark, is_joined
from demarche.extraction.pronouns import Pronouns, is_pronoun
from demarche.extraction.protagonists import Protagonists
from demarche.extraction.proto import side
from demarche.models import Actor

QUANTIFIERS = frozenset({"each", "both", "all", "either", "neither", "two", "three"})


NAMING = frozenset({"including", "such_as"})
"""What leads to the names of some of those whom a plural means."""


class Referents(Discourse):
    """The discourse of one document with its references resolved."""

    def __init__(self, doc: Doc, chunks: Sequence[Chunk], day: str | None, voices: tuple[Actor, ...]) -> None:
        super().__init__(doc, chunks, day, voices)
        self.pronouns = Pronouns(self, self)
        self.descriptions = Descriptions(self, self)
        Owners(self, self.pronouns, self.descriptions).resolve()
        self.protagonists = Protagonists(doc, self.chunks, self.homes)

    def actors_at(
        self, token: Token, speaker: Sequence[Actor] = (), exclude: frozenset[str] = frozenset()
    ) -> tuple[Actor, ...]:
        """Return the actors that the phrase headed by ``token`` names, empty where it names none.

        ``speaker`` is who speaks at this place, for ``we`` and ``I``; ``exclude`` holds parties that a pronoun can't
        mean, since they are named as another argument of its verb.
        """
        listed = self.listed(token)
        if listed:
            return listed
        chunk = self.by_token.get(token.i)
        if chunk is not None and chunk.actors:
            return self.described(token, chunk.actors) + self.sent_with(token, chunk)
        quantified = self.quantified(token)
        if quantified:
            return quantified
        if is_pronoun(token):
            return self.pronouns.meant(token, speaker, exclude)
        return self.descriptions.meant(token)

    def described(self, token: Token, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """``the US ambassador to Khartoum, John Godfrey``: a name that says nothing of itself is who its office is."""
        if any(a.country or a.sector != "UNK" for a in actors):
            return actors
        offices = (self.by_token[c.i] for c in token.children if c.dep_ == "nmod:desc" and c.i in self.by_token)
        held = next((c.actors for c in offices if c.kind == "role" and c.actors), ())
        return tuple(named_holder(a, actors[0]) for a in held) or actors

    def sent_with(self, token: Token, chunk: Chunk) -> tuple[Actor, ...]:
        """``a joint delegation of ECOWAS, the African Union and the United Nations``: who else sends it."""
        if chunk.kind != "role" or token.i not in range(chunk.start, chunk.end):
            return ()
        inside = (t for t in self.doc[chunk.start : chunk.end] if t.dep_ == "nmod" and token.is_ancestor(t))
        others = (c for t in inside for c in conjuncts(t) if c.i >= chunk.end and c.i in self.by_token)
        own = {a.party for a in chunk.actors}
        return tuple(a for c in others for a in self.by_token[c.i].actors if a.party not in own)

    def listed(self, token: Token) -> tuple[Actor, ...]:
        """``the two leaders, Putin and Xi``: a plural means those whom its apposition lists."""
        if not has_feature(token, "Number", "Plur"):
            return ()
        lists = [c for c in token.children if (c.dep_ == "appos" and not is_joined(c)) or case_of(c) in NAMING]
        names = [t for c in lists if c.i > token.i for t in conjuncts(c)]
        chunks = [self.by_token[t.i] for t in names if t.i in self.by_token]
        found = {side(a): a for c in chunks for a in c.actors}
        return tuple(found.values()) if len(chunks) == len(names) and len(found) > 1 else ()

    def quantified(self, token: Token) -> tuple[Actor, ...]:
        """``each of them``, ``both of the leaders``: those of whom it is each."""
        if token.lower_ not in QUANTIFIERS:
            return ()
        return next((self.actors_at(c) for c in token.children if c.dep_ == "nmod" and has_mark(c, "of")), ())

    def is_person(self, token: Token) -> bool:
        """True where ``token`` stands for persons, not for a country or a body."""
        chunk = self.by_token.get(token.i)
        named = chunk is not None and bool(chunk.actors) and chunk.kind in ("person", "role", "people")
        return named or (token.pos_ == "PRON" and bool(self.actors_at(token)))


def named_holder(office: Actor, person: Actor) -> Actor:
    """Return the holder of an office with the name of the person who holds it."""
    return office.model_copy(update={"name": person.name, "person": person.person or person.name})
