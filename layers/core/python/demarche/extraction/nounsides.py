"""Which of the actors beside an event noun acts and which is acted upon: ``Russia's attack on Ukraine``."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from demarche.extraction.cast import Cast, first, others_than
from demarche.extraction.clauses import agents, frame_of, is_possessor, modifiers
from demarche.extraction.phrases import case_of, children, conjuncts, has_feature, is_participle, sentence_of
from demarche.extraction.proto import side
from demarche.models import Actor

NOUN_TARGET_PREPOSITIONS = (
    "against", "on", "upon", "to", "with", "at", "toward", "towards", "into", "over", "for", "from", "of", "about",
    "in",
)  # fmt: skip
POSTURE_PREPOSITIONS = ("against", "around", "near", "along", "on", "at", "towards", "toward", "off", "opposite")
MOVING = frozenset({"from", "to", "into"})
"""What tells where somebody is moved, or from where."""
DEEP_NOUN_PREPOSITIONS = ("against", "on", "of", "for", "about", "over", "to", "into", "at", "towards", "toward")
MEMBER_PREPOSITIONS = ("between", "among", "with", "of", "by", "to", "including", "alongside")
"""What names the parties of a meeting; what it is ``on``, ``about`` or ``over`` takes no part in it."""
MAKING = frozenset({
    "make", "put", "present", "submit", "file", "lodge", "issue", "propose", "table", "draft", "bring", "raise",
    "impose", "launch", "carry", "conduct", "order", "announce", "send", "host", "organise", "organize", "broker",
})  # fmt: skip
"""What one does to an act to bring it about."""
AUSPICES = frozenset({"auspices", "mediation", "aegis", "patronage", "facilitation", "chairmanship", "umbrella"})
"""``under`` these of somebody a meeting has him as mediator."""
BLAMING = frozenset({"blame", "pin"})
"""What is done to an act by those who say whose it is: ``blamed on Israel``."""


UNDERGONE = frozenset({
    "arrest", "detention", "imprisonment", "jailing", "killing", "murder", "assassination", "poisoning", "abduction",
    "kidnapping", "capture", "expulsion", "deportation", "extradition", "release", "liberation", "conviction",
    "execution", "ouster", "overthrow", "torture", "persecution", "mistreatment", "trial", "repatriation",
})  # fmt: skip
"""What is done to those whose it is, where they are persons."""


class NounSides:
    """Finds the parties of event nouns in one document."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast

    def of(
        self, noun: Token, speaker: tuple[Actor, ...], *, mutual: bool = False
    ) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
        """Return (source, target) of an event noun: ``Russia's attack on Ukraine``, ``the release of X by Y``.

        A ``mutual`` act takes place in a country, not with it: ``the G20 meeting in India``.
        """
        source = self.source(noun, speaker)
        if victims := self.victims(noun):
            return source, self.cast.actors(victims, speaker)
        for preposition in NOUN_TARGET_PREPOSITIONS[: -1 if mutual else None]:
            target = self.target(noun, preposition, speaker)
            if target:
                does = preposition == "of" and not source and noun.lemma_.lower() not in UNDERGONE
                return (target, ()) if does else (source, target)
        inner = (m for p in DEEP_NOUN_PREPOSITIONS for m in modifiers(noun, p))
        return source, first(self.cast.deep(m, speaker) for m in inner)

    def parties(self, noun: Token, speaker: tuple[Actor, ...], *, source_first: bool) -> tuple[Actor, ...]:
        source, target = self.of(noun, speaker)
        if source_first:
            return source or target or self.cast.deep(noun, speaker)
        return target or source or self.cast.deep(noun, speaker)

    def victims(self, noun: Token) -> list[Token]:
        """``Navalny's arrest``, ``her release``: the persons to whom what the noun tells is done, if it says so."""
        if noun.lemma_.lower() not in UNDERGONE or any(True for _ in modifiers(noun, "of")):
            return []
        owners = [t for c in children(noun, "nmod:poss") for t in conjuncts(c)]
        return owners if owners and all(self.cast.referents.is_person(t) for t in owners) else []

    def source(self, noun: Token, speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """Return who acts: the possessor, the agent, an adjective of country, else the owner of the office."""
        own = [c for half in halves(noun) for c in half.children]
        owners = [t for c in own if c.dep_ == "nmod:poss" or is_possessor(c) for t in conjuncts(c)]
        source = self.cast.actors([] if self.victims(noun) else owners, speaker) or self.cast.actors(
            modifiers(noun, "by", "between", "among"), speaker
        )
        # ``the arrest of the mayor by Turkish police``: the parse may hang the agent on the noun before it.
        source = source or self.cast.actors(
            (a for m in modifiers(noun, "of", "to") for a in modifiers(m, "by")), speaker
        )
        # ``the threats made by North Korea``
        made = [c for c in noun.children if c.dep_ == "acl" and is_participle(c)]
        # ``the assassination of the commander, widely blamed on Israel``
        told = [c for n in (noun, *modifiers(noun, "of")) for c in children(n, "acl") if is_participle(c)]
        blamed = [t for c in told if c.lemma_.lower() in BLAMING for t in frame_of(c).obliques.get("on", [])]
        source = source or self.cast.actors(
            (*blamed, *(t for c in made for a in agents(c) for t in conjuncts(a))), speaker
        )
        if source:
            return source
        # ``an offer made by Iran``, ``the request submitted by Kosovo``
        source = self.cast.actors(
            (s for c in children(noun, "acl") if is_making(c) for s in frame_of(c).subjects), speaker
        )
        if source:
            return source
        before = [c for c in noun.children if c.dep_ in ("amod", "compound", "nmod", "det") and c.i < noun.i]
        named = [m for m in before if not case_of(m) and not self.cast.referents.is_capital(m)]
        source = self.cast.actors([t for m in named for t in conjuncts(m)], speaker)
        chunk = self.cast.referents.by_token.get(noun.i)
        if not source and chunk and chunk.kind in ("role", "body"):
            return chunk.actors
        # ``the delivery of arms by British planes``
        return source or self.cast.deep_first(modifiers(noun, "by"), speaker)

    def target(self, noun: Token, preposition: str, speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """Return whom ``preposition`` names as the target; ``in`` a capital is where it happens."""
        inside = list(modifiers(noun, preposition))
        if preposition in MOVING:
            # ``the withdrawal of French troops from Mali``: the parse may hang the place on the troops.
            inside += [t for m in modifiers(noun, "of") for t in modifiers(m, preposition)]
        if preposition == "in" and any(self.cast.referents.is_capital(t) for t in inside):
            return ()
        return self.cast.actors(inside, speaker, places=preposition in ("on", "against", "in", "into"))

    def posture(self, noun: Token, speaker: tuple[Actor, ...]) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
        """Return (whose forces, facing whom) of a military posture: ``a build-up of Russian forces around Ukraine``."""
        troops = list(measured(noun))
        source = self.source(noun, speaker) or first(self.cast.deep(t, speaker) for t in troops)
        others = others_than(source, "MOBILIZE")
        facing = [m for n in (noun, *troops) for m in modifiers(n, *POSTURE_PREPOSITIONS)] or following(noun)
        target = first(others(self.cast.at(m, speaker)) for m in facing)
        return source, target or others(self.of(noun, speaker)[1])

    def members(self, noun: Token, speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """Return who takes part in the meeting ``noun``: ``the talks between X and Y``, ``a round of talks with Z``."""
        # ``talks in Berlin with X``: the parse may hang the partner on the place.
        heads = [noun, *modifiers(noun, "in", "at", "on")]
        inside = [m for h in heads for m in modifiers(h, *(MEMBER_PREPOSITIONS if h == noun else ("with", "between")))]
        inside = [m for m in inside if not self.cast.referents.is_place(m)]
        found = [*self.source(noun, speaker), *self.cast.actors(inside, speaker)]
        for part in modifiers(noun, "of"):
            if part.pos_ == "NOUN" and part.i not in self.cast.referents.by_token:
                found += self.members(part, speaker)
        if found and all(a.sector in ("OPP", "REB") for a in found):
            # An opposition gathers abroad as the guest of the government there.
            places = [t for n in (noun, *modifiers(noun, "of")) for t in modifiers(n, "in")]
            found += self.cast.actors([t for t in places if self.cast.referents.is_capital(t)], speaker)
        return tuple({(side(a), a.person): a for a in reversed(found)}.values())[::-1]

    def mediators(self, token: Token, speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """Return under whose auspices the meeting or the clause of ``token`` stands."""
        under = [t for t in modifiers(token, "under", "through", "with") if t.lemma_.lower() in AUSPICES]
        return first((self.source(t, speaker) or self.cast.actors(modifiers(t, "of"), speaker)) for t in under)


def is_making(clause: Token) -> bool:
    """True for the participle that tells whose act a noun names: ``sanctions imposed by``, ``a plan made by``."""
    return clause.lemma_.lower() in MAKING and has_feature(clause, "VerbForm", "Part")


def measured(noun: Token) -> Iterable[Token]:
    """Yield what stands after ``of``, however it is counted: ``a build-up of tens of thousands of troops``."""
    for part in modifiers(noun, "of", ""):
        if part.i > noun.i:
            yield from (part, *measured(part))


def halves(noun: Token) -> list[Token]:
    """Return ``noun`` with the other half of a hyphened word (``build-up``), on which the parse may hang its owner."""
    found, doc = [noun], noun.doc
    for mark in (noun.i - 1, noun.i + 1):
        other = 2 * mark - noun.i
        if 0 <= other < len(doc) and doc[mark].text == "-" and not doc[mark].whitespace_:
            found.append(doc[other])
    return found


def following(noun: Token) -> list[Token]:
    """``raised concerns about the build-up on the border``: the parse may hang the place on the verb above."""
    after = max(t.i for t in halves(noun)) + 1
    if after >= sentence_of(noun).end or noun.doc[after].lower_ not in POSTURE_PREPOSITIONS:
        return []
    place = noun.doc[after].head
    return [place] if place.dep_ in ("obl", "nmod") and noun.doc[after].dep_ == "case" else []
