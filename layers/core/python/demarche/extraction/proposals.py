"""The network's own reading of a sentence beside the rules': a second witness of what they find, and what they miss.

The network says which words tell an event and which words name its parties; whom these words mean is resolved as for
the rules. An event that both find is surer for it, one that the rules alone find is less sure, and one that the
network alone finds is an event of its own. How much each of this counts, the calibration fits.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import cast

from spacy.tokens import Doc, Span, Token

from demarche import ontology
from demarche.extraction.cast import others_than
from demarche.extraction.making import shared
from demarche.extraction.proto import MUTUAL, SYMMETRIC, Proto, each_once, parties
from demarche.extraction.scene import Scene
from demarche.language.triggers import Trigger, triggers
from demarche.models import Actor, EventType, Status

RULE = "network"
NAMING = 0.4
"""Least probability of a word that names a party; found on the development articles."""
PROPOSING = 0.15
"""Least probability of an event that the network proposes; whether it is reported, its confidence decides."""
SURE = 0.5
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET"})
OF_A_PHRASE = frozenset({"compound", "flat", "amod", "nmod", "nummod", "det", "appos", "fixed"})
BANDS = (0.05, 0.2, 0.5, 0.8, 0.95)


class Proposals:
    """What the network says of the sentences of one document."""

    def __init__(self, doc: Doc, scene: Scene) -> None:
        self.scene = scene
        self.triggers = list(triggers(doc))

    def beside(self, sent: Span, protos: Sequence[Proto]) -> list[Proto]:
        """Return the events of the rules with the network's signs, and after them those that it alone finds."""
        if not self.triggers:
            return list(protos)
        here = [t for t in self.triggers if sent.start <= t.at < sent.end]
        proposed = [(t, p) for t in here if t.probability >= PROPOSING for p in self.events(sent.doc, t)]
        seconded = [self.seconded(p, here, proposed) for p in protos]
        alone = [p for _, p in proposed if not any(is_same(p, known) for known in protos)]
        return [*seconded, *(beside_rules(p, protos) for p in alone)]

    def seconded(self, proto: Proto, here: Sequence[Trigger], proposed: Sequence[tuple[Trigger, Proto]]) -> Proto:
        """Return ``proto`` with signs of how surely the network finds the same event, and the target that it names
        where the rules find none."""
        same = [(t, p) for t, p in proposed if is_same(p, proto)]
        at_it = [t for t in here if t.start <= proto.trigger.i < t.end]
        chance = max((t.types.get(proto.type, 0.0) for t in (*(t for t, _ in same), *at_it)), default=0.0)
        other = max((t.probability for t in at_it if t.type != proto.type), default=0.0)
        signs = {f"net:type{band(chance)}"}
        if same:
            signs |= {"net:same"}
        elif any(p.type == proto.type for _, p in proposed):
            signs |= {"net:parties"}
        if other >= SURE:
            signs |= {"net:other"}
        return replace(proto, signs=proto.signs | signs)

    def events(self, doc: Doc, trigger: Trigger) -> Iterator[Proto]:
        """Yield the event that ``trigger`` tells, its parties resolved."""
        kind = cast(EventType, trigger.type)
        token = told_by(doc, trigger)
        speaker = self.scene.attribution.speaker_at(token)
        source = self.named(doc, trigger.source, speaker)
        target = self.named(doc, trigger.target, speaker)
        signs = {RULE, f"net:proposed{band(trigger.probability)}"}
        if target and kind not in SYMMETRIC:
            kept = others_than(source, kind)(target)
            signs |= {"target:self"} if not kept else set()
            target = kept
        signs |= {"target:network" if target else "target:none"}
        proto = Proto(
            kind, ontology.default_cameo(kind), token, token, source, target, cast(Status, trigger.status), RULE,
            speaker, frozenset(signs),
        )  # fmt: skip
        yield shared(proto, symmetric=kind in SYMMETRIC or (kind in MUTUAL and not target))

    def named(self, doc: Doc, words: Mapping[int, float], speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """Return whom the ``words`` name that are sure enough."""
        sure = {i for i, chance in words.items() if chance >= NAMING}
        found: list[Actor] = []
        for head in heads(doc, sure):
            own = self.scene.cast.actors([head], speaker, places=True)
            found += own or self.scene.cast.deep(head, speaker, places=True)
        return each_once(found)


def told_by(doc: Doc, trigger: Trigger) -> Token:
    """Return the word of the trigger that governs the others."""
    root: Token = doc[trigger.start : trigger.end].root
    return root if trigger.end - trigger.start <= 4 else doc[trigger.at]


def heads(doc: Doc, words: Collection[int]) -> list[Token]:
    """Return the nominal words that no other of ``words`` governs, one for each phrase; of coordinated ones, each."""
    nominal = [doc[i] for i in sorted(words) if doc[i].pos_ in NOMINAL]
    return [t for t in nominal if t.dep_ == "conj" or not any(a.i in words for a in above(t))]


def above(token: Token) -> Iterator[Token]:
    """Yield the words of its phrase that govern ``token``."""
    while token.dep_.split(":")[0] in OF_A_PHRASE and token.head != token:
        token = token.head
        yield token


def beside_rules(proposed: Proto, protos: Sequence[Proto]) -> Proto:
    """Return a proposal with the sign of what the rules make of its trigger."""
    at_it = [p for p in protos if p.trigger.i == proposed.trigger.i]
    told = "nothing" if not at_it else "parties" if any(p.type == proposed.type for p in at_it) else "type"
    return replace(proposed, signs=proposed.signs | {f"rules:{told}"})


def band(chance: float) -> str:
    """Return the number of the band of probability that ``chance`` lies in."""
    return str(sum(chance >= limit for limit in BANDS))


def is_same(one: Proto, other: Proto) -> bool:
    """True where both tell an act of one type between the same parties, as far as both name them."""
    if one.type != other.type:
        return False
    everyone = [parties((*p.source, *p.target)) for p in (one, other)]
    if one.type in MUTUAL:
        return len(everyone[0] & everyone[1]) >= min(2, *map(len, everyone))
    sources, targets = ([parties(getattr(p, side)) for p in (one, other)] for side in ("source", "target"))
    return bool(sources[0] & sources[1]) and (not all(targets) or bool(targets[0] & targets[1]))
