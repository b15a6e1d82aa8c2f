"""Who is meant: the actors that a phrase names, and towards whom of them somebody can act."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Set

from spacy.tokens import Doc, Token

from demarche.extraction.clauses import Frame
from demarche.extraction.coreference import Referents
from demarche.extraction.phrases import case_of, children, conjuncts, is_participle
from demarche.extraction.proto import SYMMETRIC, each_once, parties
from demarche.knowledge.names import government
from demarche.models import Actor

DEPTHS = (("nmod:poss",), ("amod", "compound", "flat"), ("nmod", "obl"), ("appos",))
"""Where a phrase names its actors, nearest first; whom a clause about it names is no part of it."""
AFFILIATED = frozenset({
    "affiliate", "link", "tie", "connect", "associate", "own", "belong", "control", "run", "close", "employ", "hire",
    "work",
})  # fmt: skip
"""Words by which a clause tells whose something is; ``linking``, ``owning`` tell what it has itself."""
FLYING = frozenset({"fly", "sail"})
"""What a ship does under, or with, the flag of the state it belongs to."""
FRIENDS = frozenset({
    "partner", "ally", "friend", "neighbour", "neighbor", "counterpart", "colleague", "host", "hostess", "guest",
    "boss", "rival", "opponent", "predecessor", "successor", "father", "mother", "brother", "sister", "son",
    "daughter", "wife", "husband", "critic", "lawyer", "foe", "enemy", "mentor", "captor", "interlocutor",
})  # fmt: skip
"""Who is somebody's is not himself."""
DOMESTIC = frozenset({
    "COERCE", "ASSAULT", "PROTEST", "ACCUSE", "REQUEST", "REJECT", "THREATEN", "CONCEDE", "RETREAT", "SUPPORT",
    "AGREE", "AID",
})  # fmt: skip
"""What one actor of a country may do to another of the same country; its own troops and envoys it never targets."""
CHALLENGERS = frozenset({"OPP", "REB", "CVL", "NGO", "MIL", "JUD"})
"""Who acts towards the government of his own country before any other."""
Filter = Callable[[Sequence[Actor]], tuple[Actor, ...]]


class Cast:
    """Finds the actors of the phrases of one document."""

    def __init__(self, doc: Doc, referents: Referents) -> None:
        self.doc = doc
        self.referents = referents

    def actors(
        self, tokens: Iterable[Token], speaker: tuple[Actor, ...] = (), *, places: bool = False
    ) -> tuple[Actor, ...]:
        """Return the actors of ``tokens``, each once; a town only where ``places`` says that it can be acted upon."""
        meant = [t for t in tokens if places or not self.referents.is_place(t)]
        return each_once(a for t in meant for a in self.referents.actors_at(t, speaker)) if meant else ()

    def deep(
        self, token: Token, speaker: tuple[Actor, ...] = (), level: int = 0, *, places: bool = False
    ) -> tuple[Actor, ...]:
        """Return the actors of a phrase: its head's, else those of its modifiers, nearest first.

        What a clause about the phrase names is left out: ``fighters firing on the Iraqis`` are no Iraqis.
        """
        together = level == 0 or token.dep_ in ("amod", "compound", "nmod")
        own = self.actors(conjuncts(token) if together else [token], speaker, places=places)
        if own or level > 3:
            return own
        for deps in DEPTHS:
            for child in token.children:
                if child.dep_ in deps and not is_own_friend(child):
                    found = self.deep(child, speaker, level + 1, places=places)
                    if found:
                        return found
        return self.affiliation(token, speaker, level)

    def at(self, noun: Token, speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """Return whom ``noun`` names, be it a town, else whom its phrase names."""
        return self.actors([noun], speaker, places=True) or self.deep(noun, speaker)

    def affiliation(self, token: Token, speaker: tuple[Actor, ...], level: int) -> tuple[Actor, ...]:
        """``entities affiliated with the pipeline``, ``accounts belonging to officials``: whose a clause says it is."""
        clauses = [c for c in children(token, "acl", "amod") if c.lemma_.lower() in AFFILIATED and c.i > token.i]
        named = [
            noun
            for clause in clauses
            if clause.lemma_.lower() in ("belong", "close", "work") or is_participle(clause)
            for noun in children(clause, "obl", "obl:agent")
            if case_of(noun) in ("with", "to", "by", "for")
        ]
        flags = [
            noun
            for clause in children(token, "acl")
            if clause.lemma_.lower() in FLYING
            for noun in (*children(clause, "obj"), *children(clause, "obl"))
            if noun.lemma_.lower() in ("flag", "colour", "color")
        ]
        return first(self.deep(n, speaker, level + 1) for n in (*named, *flags))

    def deep_first(self, tokens: Iterable[Token], speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """Return the actors of the first of the phrases of ``tokens`` that names any."""
        return first(self.deep(t, speaker) for t in tokens)

    def addressees(self, frame: Frame, speaker: tuple[Actor, ...] = ()) -> tuple[Actor, ...]:
        """Return whom something is told: the objects of the verb, else who is after ``to`` or ``with``; no papers."""
        found = self.actors([*frame.indirect, *frame.objects], speaker)
        for preposition in ("to", "with", "against", "on"):
            found = found or self.actors(frame.obliques.get(preposition, []), speaker)
        if frame.token.lemma_.lower() == "say":
            # ``said of the Saudi decision``: who is spoken of is who should hear it.
            found = found or self.deep_first(frame.obliques.get("of", []), speaker)
        return tuple(a for a in found if a.sector != "MED" or a.country)

    def visited(self, frame: Frame, speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """``arrived in Freetown``, ``is due in Juba``: the government whose capital or country a visit goes to."""
        return first(self.actors(frame.obliques.get(p, []), speaker) for p in ("in", "to", "at"))

    def governing(self, nouns: Iterable[Token], speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """Return the government of the first of ``nouns`` that names a place or a party of a known country."""
        for noun in nouns:
            found = self.at(noun, speaker)
            if found and found[0].country:
                return (government(found[0].country, noun.text),)
        return ()


def is_own_friend(possessor: Token) -> bool:
    """``our`` in ``our Syrian partners``: whoever has friends isn't them."""
    return possessor.dep_ == "nmod:poss" and possessor.pos_ == "PRON" and possessor.head.lemma_.lower() in FRIENDS


def is_owned(noun: Token) -> bool:
    """``with his adviser``: somebody's own, whom a pronoun beside it may well mean."""
    return any(p.pos_ == "PRON" for p in children(noun, "nmod:poss"))


def first(groups: Iterable[tuple[Actor, ...]]) -> tuple[Actor, ...]:
    """Return the first group that has an actor."""
    return next((g for g in groups if g), ())


def opposes(source: Sequence[Actor], actor: Actor) -> bool:
    """True where ``source`` and ``actor`` are the government of a country and who stands against it."""
    challenges = actor.sector in ("GOV", "LEG") and all(a.sector in CHALLENGERS for a in source)
    fights = actor.sector == "REB" and all(a.sector in ("GOV", "MIL") for a in source)
    return bool(source) and (challenges or fights)


def others_than(source: tuple[Actor, ...], kind: str) -> Filter:
    """Return a filter for whom ``source`` can act towards: another party, or at home another sector and person."""
    own, sectors, texts = parties(source), {a.sector for a in source}, {a.text for a in source}
    names = {a.name for a in source} | texts

    def others(found: Sequence[Actor]) -> tuple[Actor, ...]:
        return tuple(
            a
            for a in found
            if a.party not in own
            or (kind in DOMESTIC and a.sector not in sectors and a.text not in texts and not own_arms(a, kind, sectors))
            or (kind in SYMMETRIC and bool(sectors) and (a.sector == "REB") != ("REB" in sectors))
            or (kind in ("ASSAULT", "MOBILIZE") and a.sector == "REB" and a.name not in names)
        )

    return others


def own_arms(actor: Actor, kind: str, sectors: Set[str]) -> bool:
    """True for a state's own forces, on which it makes no attack."""
    return kind == "ASSAULT" and actor.sector == "MIL" and sectors <= {"GOV"}
