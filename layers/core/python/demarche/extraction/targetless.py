"""Towards whom an act is that names nobody: as the clauses above and below tell it."""

from __future__ import annotations

from spacy.tokens import Token

from demarche.extraction.agentless import HOLDING
from demarche.extraction.aims import Aims
from demarche.extraction.cast import first, opposes, others_than
from demarche.extraction.clauses import Frame, frame_of, modifiers
from demarche.extraction.meaning import ANSWERS, Meaning, Sides
from demarche.extraction.phrases import children, has_mark
from demarche.extraction.protests import CROWDS, own_government
from demarche.extraction.proto import parties
from demarche.extraction.scene import Scene
from demarche.models import Actor, EventType

RESPONSES = frozenset({"MOBILIZE", "ACCUSE", "PROTEST", "SANCTION"})
"""What is done against whoever did something before: ``protested after a Chinese ship entered its waters``."""


class Targetless:
    """Finds the targets of the clauses of one document that name none."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.cast = scene.cast
        self.aims = Aims(scene)

    def sides(self, frame: Frame, meaning: Meaning, sides: Sides, speaker: tuple[Actor, ...]) -> Sides:
        """Return the sides with the other party that the clauses above and below tell, where no argument names it."""
        own = parties(sides.source)
        inner = tuple(a for a in meaning.extra_target if a.party not in own or opposes(sides.source, a))
        if inner:
            return Sides(sides.source, inner, "inner", sides.signs)
        found = tuple(a for a in self.spoken_of(frame, meaning.type, speaker) if a.party not in own)
        if found:
            return Sides(sides.source, found, "inner", sides.signs)
        if takes_power(frame, meaning) and len(own) == 1:
            return Sides(sides.source, own_government(sides.source[0]), "home", sides.signs)
        if self.aims.is_said_at_meeting(frame.token, meaning.type):
            heard = self.cast.addressees(frame_of(frame.token.head), speaker)
            return Sides(sides.source, others_than(sides.source, meaning.type)(heard), "inner", sides.signs)
        if meaning.rule.endswith("@sympathy"):
            return Sides(sides.source, self.mourning(frame, sides.source, speaker), "inner", sides.signs)
        return sides

    def spoken_of(self, frame: Frame, kind: EventType, speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """Return who does what the clause answers.

        ``regret the announcement that Cuba will leave``; ``moved tanks to the border after Peru bombed a camp``;
        ``asked for the return of two boys held by Peru``.
        """
        told: list[Token] = []
        if kind in ANSWERS:
            told = [c for o in frame.objects for c in children(o, "acl") if has_mark(c, "that")]
        if kind in RESPONSES and not told:
            told = [c for c in children(frame.token, "advcl") if has_mark(c, "after", "because")]
        if kind == "REQUEST" and not told:
            wanted = [*frame.objects, *frame.obliques.get("for", [])]
            people = [m for o in wanted for m in (o, *modifiers(o, "of"))]
            told = [c for p in people for c in children(p, "acl") if c.lemma_.lower() in HOLDING]
        found = first(
            self.scene.sources.of(f, speaker) or self.scene.sources.hosts(f, speaker) for f in map(frame_of, told)
        )
        return tuple(a for a in found if (a.country or a.sector == "IGO") and a.sector not in CROWDS)

    def mourning(self, frame: Frame, source: tuple[Actor, ...], speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """``condolences to the families of those who died in Beirut``: the country that has suffered the loss."""
        after = [t for t in frame.token.subtree if t.i > frame.token.i and t.pos_ == "PROPN"]
        found = (self.cast.governing([t], speaker) for t in after if t.ent_type_ in ("GPE", "LOC"))
        return next((f for f in found if f and not parties(f) & parties(source)), ())

    def awaited(self, token: Token, speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """Return who is to act before what the clause of ``token`` refuses: ``until Belarus frees them``."""
        waits = [c for c in children(token, "advcl") if has_mark(c, "until", "unless")]
        return self.cast.actors([s for c in waits for s in frame_of(c).subjects], speaker)


def takes_power(frame: Frame, meaning: Meaning) -> bool:
    """``seized power``, ``seized control of the country``: from whom else than those who held it at home."""
    return meaning.type == "COERCE" and any(o.lemma_.lower() in ("power", "control") for o in frame.objects)
