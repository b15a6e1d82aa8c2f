"""From a predicate and its arguments to an event: its type, its sides, whether it took place."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from demarche import ontology
from demarche.extraction.aims import Aims, is_conditional_threat
from demarche.extraction.cast import others_than
from demarche.extraction.clauses import Frame, modifiers
from demarche.extraction.clausesides import ClauseSides, is_envoy
from demarche.extraction.lexicon import COOPERATIVE
from demarche.extraction.meaning import (
    ANSWERS,
    COMPLAINT,
    EMBARGO,
    LAWSUIT,
    RESTRICTING,
    SIGNING,
    TRADE,
    VISIT,
    Meaning,
    Sides,
)
from demarche.extraction.phrases import auxiliaries, children, has_feature, sentence_of
from demarche.extraction.protests import OCCUPYING, Protests, is_march
from demarche.extraction.proto import DIRECTED, SYMMETRIC, Proto, both_ways, mutual, parties, political
from demarche.extraction.scene import Scene
from demarche.extraction.status import is_refusal, status_of
from demarche.extraction.targetless import Targetless
from demarche.models import Actor, EventType

MOVES = frozenset({"move", "step", "act", "action", "decision", "measure", "ruling", "gesture"})
"""Nouns that take up a deed told before, and no mere words about it."""
ACTS = MOVES | {
    "appeal", "call", "offer", "proposal", "demand", "plan", "announcement", "remark", "comment", "statement",
    "accusation", "allegation", "claim", "request", "charge", "idea", "initiative", "threat", "warning",
}  # fmt: skip
"""Nouns that take up an act told before."""
ABOUT = ("over", "at", "about", "to", "as", "on")
"""Prepositions of what is answered: ``regret over the move``, ``objected to the plan``."""
LISTING = frozenset({"add", "list", "designate", "sanction", "blacklist", "place", "put"})
"""What is done to people and firms, whose country the story tells."""
ACCIDENTS = frozenset({"crash", "plunge", "overturn", "collide", "sink", "capsize", "derail", "collapse", "veer"})
"""What kills without an attacker, if it is done to nothing."""
DRILLS = frozenset({"drill", "exercise", "manoeuvre", "maneuver", "patrol", "operation", "flight"})
TOGETHER = "062"
"""CAMEO's code of military cooperation, which an exercise of several states is."""
REGRETTING = frozenset({"regret", "deplore"})


class Maker:
    """Makes the events of predicates."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.clause_sides = ClauseSides(scene)
        self.targetless = Targetless(scene)
        self.protests = Protests(scene)
        self.aims = Aims(scene)

    def make(self, token: Token, frame: Frame, meaning: Meaning, speaker: tuple[Actor, ...]) -> list[Proto]:
        """Make the event of a predicate from its own arguments; empty where it lacks what its type needs."""
        kind, flags = meaning.type, meaning.flags
        sides = self.clause_sides.of(frame, meaning, speaker)
        names = f"{[a.name for a in sides.source]} -> {[a.name for a in sides.target]}"
        self.scene.trace.considered.append(f"{token.text}: {meaning.rule} {kind} {names}")
        if kind == "PROTEST":
            sides = self.protests.sides(frame, sides, speaker)
        if meaning.cameo == LAWSUIT:
            # ``took the dispute to the court in The Hague``: who is sued is another.
            sides = replace(sides, target=tuple(a for a in sides.target if not is_court(a)))
        source = sides.source
        other = other_meaning(frame, meaning, source)
        if other:
            return self.make(token, frame, other, speaker)
        lack = self.lacks(frame, meaning, sides, source)
        if lack:
            self.scene.trace.dropped.append(f"{token.text}: {kind} {lack}")
            return []
        kind, cameo, turned = self.turned(frame, meaning, sides)
        # ``has not ruled out force``: the negation belongs to the entry.
        told = "actual" if turned or "not" in meaning.words else status_of(token)
        status = self.aims.intended(kind, token, flags, told)
        if kind == "REJECT" and not sides.target:
            # ``will not reopen the border until Belarus frees them``: whose move is awaited is refused.
            sides = replace(sides, target=others_than(source, kind)(self.targetless.awaited(token, speaker)))
        signs = meaning.signs | sides.signs | turned | {f"target:{sides.how}"} | self.answers(frame)
        proto = Proto(kind, cameo, token, token, source, sides.target, status, meaning.rule, speaker, signs)
        return [shared(proto, symmetric=kind in SYMMETRIC or "symmetric" in flags)]

    def turned(self, frame: Frame, meaning: Meaning, sides: Sides) -> tuple[EventType, str, frozenset[str]]:
        """Return the type and code that the clause makes of the predicate's own, and the sign that it does.

        A cooperative act refused rejects, a hostile one on a condition threatens.
        """
        kind, cameo = meaning.type, meaning.cameo or ontology.default_cameo(meaning.type)
        if kind == "COERCE" and cameo == RESTRICTING and self.restricts_abroad(frame, sides):
            kind, cameo = "SANCTION", EMBARGO
        if (
            kind == "MOBILIZE"
            and any(o.lemma_.lower() in DRILLS for o in frame.objects)
            and drill_together(frame, sides)
        ):
            kind, cameo = "COOPERATE", TOGETHER
        if kind in COOPERATIVE and is_refusal(frame.token):
            return "REJECT", "120", frozenset({"refusal"})
        if is_conditional_threat(kind, frame.token):
            return "THREATEN", "130", frozenset({"conditional"})
        return kind, cameo, frozenset()

    def lacks(self, frame: Frame, meaning: Meaning, sides: Sides, source: tuple[Actor, ...]) -> str:
        """Return what the event lacks of the parties that its entry asks for, empty where it has them."""
        kind, flags = meaning.type, meaning.flags
        if self.scene.lenient or "dual" in sides.signs:
            return ""
        answers = (
            kind in ANSWERS
            and political(sides.source)
            and sides.source[0].sector != "CVL"
            and not any(self.is_thing(o) for o in frame.objects)
        )
        measure = kind == "SANCTION" and is_official(source) and frame.token.lemma_.lower() in LISTING
        if "target_required" in flags and not sides.target and not (answers or measure):
            return "needs a target"
        visitors = sides.target if "passive" in flags else source
        if kind == "ASSAULT" and is_accident(frame.token):
            return "was an accident"
        if meaning.cameo == VISIT and visitors and not any(is_envoy(a) for a in visitors):
            return "is no visit of an official"
        if kind == "MOBILIZE" and frame.token.dep_ in ("acl", "amod") and frame.passive and not sides.target:
            return "tells only where the troops are"
        if meaning.cameo == TRADE and is_habit(frame.token):
            return "tells what is done at all times"
        lone = kind in ("MOBILIZE", "PROTEST") and source
        if "symmetric" in flags and len(parties(source)) > 1 and not {"with", "to"} & frame.obliques.keys():
            return ""
        regretted = frame.token.lemma_.lower() in REGRETTING and act_spoken_of(frame) is not None
        answered = kind == "ACCUSE" and regretted and is_official(source)
        if "weak" in flags and not (lone or answered) and not (political(source) and political(sides.target)):
            return "needs two political actors"
        return ""

    def answers(self, frame: Frame) -> frozenset[str]:
        """``condemned the move``, ``rejected this offer``: return the signs of an act that the clause takes up.

        They tell of what type it is; for a move, of any that is no mere words; for a remark they tell nothing.
        """
        act = act_spoken_of(frame)
        if act is None:
            return frozenset()
        row = self.scene.words.event_noun(act)
        told = row.type if row else "ACCUSE" if self.scene.words.lexicon.is_a(act.lemma_.lower(), "@claim") else ""
        return frozenset({"answers", "act:deed" if act.lemma_.lower() in MOVES else f"act:{told}"})

    def restricts_abroad(self, frame: Frame, sides: Sides) -> bool:
        """``imposed visa restrictions on Iran``: laid on another state, a restriction is a sanction."""
        is_a = self.scene.words.lexicon.is_a
        laid = any(is_a(f, "@restriction") for o in frame.objects for f in self.scene.words.forms(o))
        own = {a.country for a in sides.source}
        return laid and bool(sides.target) and all(a.country and a.country not in own for a in sides.target)

    def is_thing(self, noun: Token) -> bool:
        """True for an object that is nobody: who ``asks taxes`` or ``values ties`` answers no party."""
        people = self.scene.words.lexicon.is_a(noun.lemma_.lower(), "@people")
        return noun.pos_ in ("NOUN", "PROPN") and not people


def drill_together(frame: Frame, sides: Sides) -> bool:
    """``held a drill with the United States``: what two states' forces do is no threat of one to the other."""
    partners = parties(sides.target) if frame.obliques.get("with") or modifies_with(frame) else set()
    return len(parties(sides.source) | partners) > 1 and not frame.obliques.get("against")


def modifies_with(frame: Frame) -> bool:
    return any(True for o in frame.objects for _ in modifiers(o, "with"))


def shared(proto: Proto, *, symmetric: bool) -> Proto:
    """Return ``proto`` with all its parties on one side, or on both, where they do together or to each other what it
    tells; a ``symmetric`` act always does."""
    dual, directed = "dual" in proto.signs, proto.type in DIRECTED
    if symmetric:
        several = len(parties((*proto.source, *proto.target))) > 1
        return both_ways(proto) if directed and several else mutual(proto)
    if dual and directed:
        return both_ways(proto)
    signed = proto.cameo == SIGNING and len(parties(proto.source)) > 1 and not proto.target
    return mutual(proto) if dual or signed else proto


def other_meaning(frame: Frame, meaning: Meaning, source: tuple[Actor, ...]) -> Meaning | None:
    """A government that ``protests`` complains, and a march that ``seizes`` a square protests."""
    lemma = frame.token.lemma_.lower()
    if meaning.type == "PROTEST" and lemma == "protest" and is_official(source):
        return replace(meaning, type="ACCUSE", cameo=COMPLAINT)
    if meaning.type in ("COERCE", "ASSAULT") and lemma in OCCUPYING and is_march(source):
        return replace(meaning, type="PROTEST", cameo="144")
    return None


def act_spoken_of(frame: Frame) -> Token | None:
    """``condemned the move``, ``voiced regret over this decision``: what was told just before is answered."""
    told = [*frame.objects, *(t for p in ABOUT for t in frame.obliques.get(p, []))]
    told += [m for o in frame.objects for m in modifiers(o, *ABOUT)]
    return next((o for o in told if o.lemma_.lower() in ACTS and is_known(o)), None)


def is_known(noun: Token) -> bool:
    return any(c.lower_ in ("the", "this", "that", "these", "those") for c in noun.children)


def is_habit(predicate: Token) -> bool:
    """``China buys most of its oil from Oman``: a plain present in a whole sentence; a headline tells news in it."""
    plain = has_feature(predicate, "Tense", "Pres") and has_feature(predicate, "VerbForm", "Fin")
    return plain and not auxiliaries(predicate) and sentence_of(predicate).text.rstrip()[-1:] in '.!?”"'


def is_accident(predicate: Token) -> bool:
    """``a plane crashed in fog, killing three soldiers``: nobody attacked them."""
    above = predicate.head
    falls = above.lemma_.lower() in ACCIDENTS or (
        above.lemma_ == "go" and any(c.lower_ == "down" for c in above.children)
    )
    return predicate.dep_ in ("advcl", "conj") and falls and not children(above, "obj")


def is_official(actors: tuple[Actor, ...]) -> bool:
    return bool(actors) and all(a.sector in ("GOV", "MIL", "IGO") for a in actors)


def is_court(actor: Actor) -> bool:
    return actor.sector == "JUD" or not {"court", "tribunal"}.isdisjoint(actor.name.lower().split())
