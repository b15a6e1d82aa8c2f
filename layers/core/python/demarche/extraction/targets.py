"""Towards whom a clause is: its object, whom its prepositions name, or who is deep inside a phrase."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from demarche.extraction.cast import Cast, Filter, first, is_owned, others_than
from demarche.extraction.clauses import INVERTING, Frame, modifiers
from demarche.extraction.meaning import ENVOYS
from demarche.extraction.nounsides import POSTURE_PREPOSITIONS, NounSides
from demarche.extraction.phrases import children, conjuncts, has_feature, sentence_of
from demarche.extraction.proto import INFLICTED, MATERIAL, SYMMETRIC, parties
from demarche.extraction.sources import PLACE_PREPOSITIONS
from demarche.models import Actor

MEETINGS = frozenset({"meeting", "summit", "talk", "visit", "dialogue", "session", "round", "conference"})
TARGET_PREPOSITIONS = (
    "against", "with", "to", "upon", "on", "at", "toward", "towards", "from", "out_of", "into", "for", "over", "of",
    "about", "between", "alongside",
)  # fmt: skip
ASIDE = {"REQUEST": "at", "AID": "from", "ASSAULT": "from"}
"""Prepositions that with these acts tell no target: ``appealed at the UN``, ``fly in rice from Oslo``, ``killed an
engineer from Tikrit``."""
PARTNER_PREPOSITIONS = ("with", "between", "alongside", "to", "from", "by")
RETURNING = frozenset({"RETREAT", "COERCE", "ASSAULT", "SANCTION"})
"""Acts whose object may be a party that the clause before named; what is said of ``it`` is said of a thing."""
HOME_SPEECH = frozenset({"REQUEST", "ACCUSE"})
"""Speech acts that reach one's own side where it is their object."""
MOVES_OWN = frozenset({"RETREAT", "AID", "CONCEDE", "COOPERATE", "AGREE", "SANCTION", "MOBILIZE"})
"""Acts whose object, if it is the actor's own, is what he moves or gives and not whom he acts towards."""


class Targets:
    """Finds who is acted upon in the clauses of one document."""

    def __init__(self, cast: Cast, noun_sides: NounSides) -> None:
        self.cast = cast
        self.noun_sides = noun_sides

    def of(
        self,
        frame: Frame,
        kind: str,
        source: tuple[Actor, ...],
        speaker: tuple[Actor, ...],
        *,
        inner_first: bool = False,
        own: Sequence[str] = (),
        topic: bool = False,
    ) -> tuple[tuple[Actor, ...], str]:
        """Return the targets and how they were found: object, oblique, or deep inside a phrase.

        ``own`` are the prepositions that belong to the verb; they are tried before others (``hit back at Iran with
        sanctions``). Where the object is only the ``topic``, it is no target.
        """
        others, towns = others_than(source, kind), kind in MATERIAL
        named = self.objects(frame, kind, source, speaker, topic=topic)
        if direct := self.directly(named, kind, source, speaker):
            return direct, "direct"
        # What is done to somebody of one's own side concerns nobody else.
        if kind in INFLICTED and named and self.are_own(named, source, speaker):
            return (), "own"
        if kind in SYMMETRIC:
            found = self.partners(frame, others, speaker, own)
            return found, "oblique" if found else "none"
        aside = ASIDE.get(kind, "")
        directed = tuple(p for p in TARGET_PREPOSITIONS if p != aside and p not in own)
        around = tuple(p for p in PLACE_PREPOSITIONS if towns and p not in own)
        if not inner_first:
            found, how = self.aimed_at(frame, named, (own, directed, around), others, speaker, towns=towns)
            if found:
                return found, how
        # ``condemns the arrest of its consul by Belarus``: of an active verb, ``by`` tells whose the act spoken of is.
        agents = frame.obliques.get("by", []) if inner_first and not frame.passive else []
        found = others(self.cast.actors(agents, speaker))
        found = found or first(others(self.noun_sides.parties(n, speaker, source_first=inner_first)) for n in named)
        if found:
            return found, "inner"
        # ``in humanitarian assistance for Jordan``: what aid is given in may tell to whom.
        heads = tuple(p for p in PLACE_PREPOSITIONS if p != "opposite" and not (kind == "AID" and p == "in"))
        found = self.deep_target(frame, (*own, *directed, *around), others, speaker, heads, towns=towns)
        return found, "deep" if found else "none"

    def objects(
        self, frame: Frame, kind: str, source: tuple[Actor, ...], speaker: tuple[Actor, ...], *, topic: bool
    ) -> list[Token]:
        """Return the objects that may name a target: neither what the actor moves nor what the clause is about."""
        if not frame.objects and not frame.indirect:
            named = self.near_object(frame.token)
        else:
            named = [*frame.indirect] if topic else [*frame.objects, *frame.indirect]
            if kind in MOVES_OWN:
                named = [n for n in named if not self.is_moved(n, kind, source, speaker)]
        if kind == "REJECT":
            # ``which he denies``: what was said is denied, though the noun before may be a name.
            named = [t for t in named if t.lower_ not in ("which", "that", "this", "it")]
        return named

    def directly(
        self, named: Sequence[Token], kind: str, source: tuple[Actor, ...], speaker: tuple[Actor, ...]
    ) -> tuple[Actor, ...]:
        """Return whom the objects ``named`` are themselves."""
        others = others_than(source, kind)
        direct = others(self.cast.actors(named, speaker, places=kind in MATERIAL))
        if kind in RETURNING:
            direct = direct or others(self.pronouns(named, source, speaker))
        return direct or (told_at_home(source, self.cast.actors(named, speaker)) if kind in HOME_SPEECH else ())

    def aimed_at(
        self,
        frame: Frame,
        named: Sequence[Token],
        prepositions: tuple[Sequence[str], Sequence[str], Sequence[str]],
        others: Filter,
        speaker: tuple[Actor, ...],
        *,
        towns: bool,
    ) -> tuple[tuple[Actor, ...], str]:
        """Return whom the ``prepositions`` (the verb's own, of direction, of place) name, or whose the object is."""
        own, directed, around = prepositions
        met = [n for n in frame.objects if n.lemma_.lower() in MEETINGS]
        if met:
            # ``scrapped a meeting with the president in Vientiane``: who was to be met, not where.
            around = ()
            found = others(self.cast.actors([m for n in met for m in modifiers(n, "with", "between")], speaker))
            if found:
                return found, "oblique"
        # ``took part in the assault on Aden alongside Emiratis``: what the verb itself governs goes first.
        found = self.obliquely(frame, own, others, speaker, places=towns)
        found = found or first(
            others(self.noun_sides.parties(n, speaker, source_first=False))
            for p in own
            for n in frame.obliques.get(p, [])
        )
        # ``recalled its ambassador to Spain``: an envoy is called home from where he was sent.
        homes = (m for n in frame.objects if self.is_envoy(n) for m in modifiers(n, "to", "in", "from", "at"))
        posts = [t for m in homes for t in conjuncts(m)]
        # ``made an aircraft available to the mission``
        posts += [m for c in children(frame.token, "xcomp") if c.pos_ == "ADJ" for m in modifiers(c, "to")]
        found = found or others(self.cast.actors(posts, speaker, places=True))
        found = found or self.obliquely(frame, directed, others, speaker, places=towns)
        # ``strikes against ISIL in Iraq``: whom the object is aimed at, not where it happened.
        found = found or first(others(self.cast.actors(modifiers(n, "against"), speaker)) for n in named)
        # ``seized a Greek tanker in the Gulf``: whose the object is, not where it was.
        # The sanctions of ``France's sanctions on Iran`` have a target of their own.
        plain = (n for n in named if not self.noun_sides.of(n, speaker, mutual=True)[1])
        owned = first(others(self.cast.deep(n, speaker)) for n in plain) if towns and not found else ()
        # ``six strikes in Syria and nine in Iraq``: what is only counted again has a place of its own.
        owned += others([a for n in named if owned and n.pos_ == "NUM" for a in self.cast.deep(n, speaker)])
        if owned:
            return owned, "inner"
        return found or self.obliquely(frame, around, others, speaker, places=towns), "oblique"

    def is_envoy(self, noun: Token) -> bool:
        """True for the source's own envoy, of whom ``is_moved`` tells that he is no target."""
        return is_owned(noun) and any(
            ENVOYS & {a.role, a.role.removesuffix("s")} for a in self.cast.referents.actors_at(noun)
        )

    def are_own(self, named: Sequence[Token], source: tuple[Actor, ...], speaker: tuple[Actor, ...]) -> bool:
        """``The commander ousted the prime minister``: true where the object is a person of the source's side."""
        own = self.cast.actors(named, speaker)
        return bool(own) and all(a.person and a.party in parties(source) for a in own)

    def obliquely(
        self, frame: Frame, prepositions: Sequence[str], others: Filter, speaker: tuple[Actor, ...], *, places: bool
    ) -> tuple[Actor, ...]:
        """Return whom the first of ``prepositions`` names that names anybody else."""
        return first(others(self.cast.actors(frame.obliques.get(p, []), speaker, places=places)) for p in prepositions)

    def deep_target(
        self,
        frame: Frame,
        prepositions: Sequence[str],
        others: Filter,
        speaker: tuple[Actor, ...],
        heads: Sequence[str],
        *,
        towns: bool = False,
    ) -> tuple[Actor, ...]:
        """Return whom an oblique names deep inside; after the prepositions ``heads`` only its head counts."""
        return first(
            others(
                self.cast.actors([n], speaker, places=True) if p in heads else self.cast.deep(n, speaker, places=towns)
            )
            for p in prepositions
            for n in frame.obliques.get(p, [])
        )

    def partners(
        self, frame: Frame, others: Filter, speaker: tuple[Actor, ...], own: Sequence[str] = ()
    ) -> tuple[Actor, ...]:
        """Return with whom a mutual act is done: ``met with X``, ``held talks with X``, ``landed in X``."""
        for preposition in (*own, *PARTNER_PREPOSITIONS):
            found = others(self.cast.actors(frame.obliques.get(preposition, []), speaker))
            inside = [a for o in frame.objects for a in self.cast.actors(modifiers(o, preposition), speaker)]
            found = found or others(inside)
            if found:
                return found
        return first(others(self.beside(o)) for o in frame.objects)

    def beside(self, noun: Token) -> tuple[Actor, ...]:
        """``held talks with former president Ali Nasser``: the name after ``with``, wherever the parse hangs it."""
        after = noun.i + 1
        if after + 1 >= sentence_of(noun).end or noun.doc[after].lower_ != "with":
            return ()
        chunk = self.cast.referents.by_token.get(after + 1) or self.cast.referents.by_token.get(after + 2)
        return chunk.actors if chunk is not None else ()

    def discussing(self, frame: Frame, source: tuple[Actor, ...], speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """Return with whom ``source`` talks about the object; two who talk with each other need nobody else."""
        if len(parties(source)) > 1:
            return ()
        partners = [*frame.obliques.get("with", []), *(m for o in frame.objects for m in modifiers(o, "with"))]
        return others_than(source, "CONSULT")(self.cast.actors(partners, speaker))

    def facing(self, frame: Frame, source: tuple[Actor, ...], speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """``troops deployed on Ukraine's borders``: whom forces face by where they stand."""
        others = others_than(source, "MOBILIZE")
        places = (t for p in POSTURE_PREPOSITIONS for t in frame.obliques.get(p, []))
        return first(others(self.cast.deep(t, speaker)) for t in places)

    def pronouns(
        self, named: Sequence[Token], source: tuple[Actor, ...], speaker: tuple[Actor, ...]
    ) -> tuple[Actor, ...]:
        """``The Union suspended Mali and let it return``: an object that is no reflexive isn't who acts."""
        taken = frozenset(parties(source))
        found = (t for t in named if t.lower_ in ("it", "them", "him", "her"))
        return tuple(a for t in found for a in self.cast.referents.actors_at(t, speaker, taken))

    def is_moved(self, noun: Token, kind: str, source: tuple[Actor, ...], speaker: tuple[Actor, ...]) -> bool:
        """True for what is the actor's own: ``withdrew its troops from Syria``, ``dropped its opposition to``.

        Forces of no country named (``withdrew peacekeepers``) are those of whoever moves them.
        """
        named = self.cast.referents.actors_at(noun, speaker)
        forces = [a for a in named if a.sector == "MIL" and (kind == "MOBILIZE" or a.country is None or is_owned(noun))]
        # ``send police officers``
        officers = [a for a in named if kind == "MOBILIZE" and a.sector == "GOV" and a.country is None and not a.person]
        if named and len(named) in (len(forces), len(officers)):
            return True
        return bool(named) and all(a.party in parties(source) and (is_owned(noun) or a.sector == "MIL") for a in named)

    def near_object(self, token: Token) -> list[Token]:
        """Return the name right after an active verb to which the parse gave no object."""
        inverts = token.lemma_.lower() in INVERTING or has_feature(token, "VerbForm", "Part")
        if token.pos_ != "VERB" or inverts or token.i + 1 >= sentence_of(token).end:
            return []
        chunk = self.cast.referents.by_token.get(token.i + 1)
        if chunk is None or chunk.start != token.i + 1 or chunk.kind not in ("person", "role", "country"):
            return []
        head = self.cast.doc[chunk.start : chunk.end].root.head
        return [self.cast.doc[chunk.end - 1]] if head.i <= token.i and chunk.actors else []


def told_at_home(source: tuple[Actor, ...], named: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """``asked his Security Council``: who is named as addressee is meant, and nobody abroad."""
    names = {a.name for a in source} | {a.text for a in source}
    return tuple(a for a in named if a.name not in names and a.text not in names)
