"""Who is to blame for harm that is condemned or warned of: who did it, never those who suffer it."""

from __future__ import annotations

from spacy.tokens import Token

from demarche.extraction.cast import others_than
from demarche.extraction.clauses import Frame, frame_of, modifiers
from demarche.extraction.meaning import Sides
from demarche.extraction.phrases import case_of, children
from demarche.extraction.proto import HARMS, Proto, each_once, parties
from demarche.extraction.scene import Scene
from demarche.knowledge.names import government
from demarche.models import Actor, EventType

SUFFERED = "target:suffered"
"""The sign of harm of which only the victims are told."""
VICTIM = "victim:"
"""The sign of a party that it hit."""
DEED_IN = "deed-in:"
"""The sign of the country where it was done."""
UNKNOWN = "unknown attackers"
OPPONENTS = frozenset({
    "protester", "demonstrator", "protestor", "activist", "journalist", "opponent", "dissident", "marcher",
    "reporter", "critic", "lawyer", "prisoner", "detainee",
})  # fmt: skip
"""Whom those who govern hurt, where nobody else is told to have done it."""
SERVING = frozenset({"GOV", "MIL", "REB", "LEG", "JUD", "SPY", "IGO"})
"""Whom their own government would not hurt, or fights rather than rules."""
VIOLATING = frozenset({"violation", "breach", "infringement"})
SOVEREIGN = frozenset(
    {"sovereignty", "airspace", "territory", "integrity", "waters", "water", "border", "independence"}
)
"""What is a state's own: who condemns that it is violated sides with that state."""
HIT = ("of", "on", "against")
WORRIES = frozenset({"concern", "worry", "alarm", "anxiety", "outrage", "anger", "dismay", "indignation", "shock"})
TOPIC = ("at", "over", "about")


class Harms:
    """Finds who did the harm that the clauses of one document condemn or warn of."""

    def __init__(self, scene: Scene) -> None:
        self.words = scene.words
        self.cast = scene.cast
        self.noun_sides = scene.noun_sides

    def deed(self, frame: Frame, kind: EventType) -> Token | None:
        """``condemned the attack on the embassy``, ``the violation of Syria's airspace``, ``warned against a war on
        Iraq``: the harm that is condemned, of which those whom it names may be the victims; None where the victims' own
        government is likely to blame."""
        nouns = list(frame.objects) if kind == "ACCUSE" else []
        # ``voiced concern at the killing of fishermen by police``: what concerns is the harm.
        nouns += [m for n in nouns if n.lemma_.lower() in WORRIES for m in modifiers(n, *TOPIC)]
        if any(n.lemma_.lower() in WORRIES for n in nouns):
            nouns += [t for p in TOPIC for t in frame.obliques.get(p, [])]
        if kind == "THREATEN" and frame.token.lemma_.lower() == "warn" and not frame.objects:
            nouns = frame.obliques.get("against", [])
        rows = [(noun, self.words.event_noun(noun)) for noun in nouns]
        if any(row is not None and row.type == "COERCE" and not self.is_told_of(n) for n, row in rows):
            return None
        return next((n for n, row in rows if (row is not None and row.type in HARMS) or is_violation(n)), None)

    def is_told_of(self, noun: Token) -> bool:
        """``the detention of pilgrims by Saudi police``, ``the arrest of Navalny``: true where the noun tells who does
        it, or it follows from those to whom it is done."""
        return bool(self.noun_sides.source(noun, ()) or self.those_who_govern(noun, ()))

    def sides(self, deed: Token, frame: Frame, source: tuple[Actor, ...], speaker: tuple[Actor, ...]) -> Sides:
        """Return the sides of a clause about ``deed``: its target is who did that, nobody where the text tells none."""
        doers = self.doers(deed, frame, source, speaker)
        return Sides(source, doers, "inner") if doers else Sides(source, (), "none", self.signs(deed, speaker))

    def doers(
        self, deed: Token, frame: Frame, source: tuple[Actor, ...], speaker: tuple[Actor, ...]
    ) -> tuple[Actor, ...]:
        """Return whom the text tells to have done the ``deed``: its possessor, its agent, or who ``carried it out``."""
        others = others_than(source, "ACCUSE")
        by = [] if frame.passive else frame.obliques.get("by", [])
        clauses = (frame_of(c) for c in children(deed, "acl:relcl"))
        active = [t for c in clauses if not c.passive for t in c.subjects if t != deed]
        # ``the attacks of the rebels on the town``
        whose = modifiers(deed, "of") if any(True for _ in modifiers(deed, "on", "against")) else ()
        found = others(self.cast.actors(whose, speaker))
        found = (
            found or others(self.noun_sides.source(deed, speaker)) or others(self.cast.actors([*by, *active], speaker))
        )
        return found or others(self.cast.deep_first(by, speaker)) or others(self.those_who_govern(deed, speaker))

    def those_who_govern(self, deed: Token, speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """``the killing of protesters in Iran``, ``the murder of Navalny``: return the governments of those hit, where
        these oppose or only live under them; nobody where an official or a soldier was hit."""
        hit = [*modifiers(deed, *HIT), *self.noun_sides.victims(deed)]
        actors = self.cast.actors(hit, speaker)
        if not any(t.lemma_.lower() in OPPONENTS or t.ent_type_ == "PERSON" for t in hit):
            actors = tuple(a for a in actors if a.sector == "OPP")
        ruled = (a for a in actors if a.country and a.sector not in SERVING)
        return each_once(government(a.country, a.text) for a in ruled if a.country)

    def signs(self, deed: Token, speaker: tuple[Actor, ...]) -> frozenset[str]:
        """``the ambush on a convoy in Mali``: return the signs of whom the deed hit and of the country where."""
        inside = (t for t in deed.subtree if t.i > deed.i and case_of(t) in ("in", "near", "at"))
        where = self.cast.actors(inside, speaker, places=True)
        hit = self.cast.actors(modifiers(deed, *HIT, "in"), speaker, places=True)
        countries = [f"{DEED_IN}{a.country}" for a in where[:1] if a.country]
        return frozenset({SUFFERED, *countries, *(f"{VICTIM}{party}" for party in parties(hit))})


def is_violation(noun: Token) -> bool:
    owned = any(t.lemma_.lower() in SOVEREIGN for t in modifiers(noun, *HIT))
    return noun.lemma_.lower() in VIOLATING and owned


def victims_of(proto: Proto) -> set[str]:
    """Return the parties that the harm spoken of in ``proto`` hit."""
    return {sign.removeprefix(VICTIM) for sign in proto.signs if sign.startswith(VICTIM)}


def unknown_attackers(proto: Proto, story: str | None) -> tuple[Actor, ...]:
    """Return who did the deed that ``proto`` condemns, of whom only the country is known: where the deed was done, else
    where the ``story`` is."""
    if SUFFERED not in proto.signs or proto.type != "ACCUSE":
        return ()
    told = deed_in(proto) or story
    return (unknown_in(told),) if told and told not in parties(proto.source) else ()


def attackers_in(proto: Proto) -> tuple[Actor, ...]:
    """``A Dutch nurse was kidnapped in Afghanistan``: return who did a deed of which only the country is told."""
    told = deed_in(proto)
    return (unknown_in(told),) if told and proto.type == "ASSAULT" and not proto.source else ()


def deed_in(proto: Proto) -> str | None:
    return next((sign.removeprefix(DEED_IN) for sign in proto.signs if sign.startswith(DEED_IN)), None)


def unknown_in(country: str) -> Actor:
    return Actor(name=UNKNOWN, text="", country=country, sector="UNK")
