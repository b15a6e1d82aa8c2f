"""The network's own reading of a sentence beside the rules': a second witness of what they find, and what they miss.

The network says which words tell an event and which words name its parties; whom these words mean is resolved as for
the rules. An event that both find is surer for it, one that the rules alone find is less sure, and one that the
network alone finds is an event of its own. How much each of this counts, the calibration fits.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import cast

from spacy.tokens import Doc, Span, Token

from demarche import ontology
from demarche.extraction.cast import others_than
from demarche.extraction.lexicon import COOPERATIVE
from demarche.extraction.making import shared
from demarche.extraction.phrases import auxiliaries
from demarche.extraction.proto import HARMS, HOSTILE_ACTS, MUTUAL, SYMMETRIC, Proto, each_once, parties
from demarche.extraction.scene import Scene
from demarche.extraction.status import status_of
from demarche.language.triggers import Trigger, triggers
from demarche.models import Actor, EventType, Status

RULE = "network"
NAMING = 0.4
"""Least probability of a word that names a party; below one half, since a name forgotten costs the event."""
PROPOSING = 0.25
"""Least probability of an event that the network proposes; whether it is reported, its confidence decides."""
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET"})
OF_A_PHRASE = frozenset({"compound", "flat", "amod", "nmod", "nummod", "det", "appos", "fixed"})
BANDS = (0.05, 0.2, 0.5, 0.8, 0.95)
"""Where the bands of probability begin, each with a weight of its own in the confidence."""
LIKELY = frozenset(f"net:proposed{band}" for band in range(3, len(BANDS) + 1))


KIND = COOPERATIVE - {"CONCEDE"}
UNKIND = HOSTILE_ACTS | {"ACCUSE", "REJECT"}
"""Types of which a word of the one kind tells none of the other beside it; to ask and to concede may go with both."""


class Proposals:
    """What the network says of the sentences of one document."""

    def __init__(self, doc: Doc, scene: Scene) -> None:
        self.scene = scene
        self.triggers = list(triggers(doc))

    def beside(self, sent: Span, protos: Sequence[Proto]) -> tuple[list[Proto], list[Proto]]:
        """Return the events of the rules with the network's signs, and those that it alone finds."""
        if not self.triggers:
            return list(protos), []
        here = [t for t in self.triggers if sent.start <= t.at < sent.end]
        proposed = [(t, self.event(sent.doc, t)) for t in here if t.probability >= PROPOSING]
        seconded = [self.seconded(p, here, proposed) for p in protos]
        new = [(t, p) for t, p in proposed if not any(is_known(p, k) or self.undoes(p, k) for k in protos)]
        return seconded, surest([(t, p) for t, p in new if not self.is_called_off(p)])

    def is_called_off(self, proposed: Proto) -> bool:
        """``A meeting of the two was called off``: true where a verb of stopping governs the noun of a meeting."""
        noun, verb = proposed.trigger, proposed.trigger.head
        if proposed.type not in SYMMETRIC or noun.pos_ != "NOUN" or noun.dep_ not in ("nsubj:pass", "obj"):
            return False
        return self.scene.words.class_of(verb) == "STOP"

    def undoes(self, proposed: Proto, known: Proto) -> bool:
        """``lifted sanctions``, ``threatened to cancel a deal``: true where a word of what the rules have read is taken
        for an act of the other kind by itself, which is right one time in seven, or for the deed that is alleged.
        """
        kinds = {proposed.type, known.type}
        if proposed.type == "CONSULT" and known.type == "SANCTION" and proposed.trigger.lemma_ == "consultation":
            return True  # ``recalled its ambassador for consultations``
        alleged = "allege" in known.rule and parties(proposed.source) <= parties(known.target)
        if alleged and proposed.type in HARMS | {"ACCUSE"}:
            return True  # ``Iran hacked its ministries, Albania said``: what is alleged is not told
        if not (kinds & KIND and kinds & UNKIND and proposed.trigger.i in self.scene.done):
            return False
        return known.trigger == proposed.trigger or known.trigger.is_ancestor(proposed.trigger)

    def seconded(self, proto: Proto, here: Sequence[Trigger], proposed: Sequence[tuple[Trigger, Proto]]) -> Proto:
        """Return ``proto`` with signs of how surely the network finds the same event."""
        same = [(t, p) for t, p in proposed if is_same(p, proto)]
        at_it = [t for t in here if t.start <= proto.trigger.i < t.end]
        chance = max((t.types.get(proto.type, 0.0) for t in (*(t for t, _ in same), *at_it)), default=0.0)
        other = max((t.probability for t in at_it if t.type != proto.type), default=0.0)
        signs = {f"net:type{band(chance)}"}
        if same:
            signs |= {"net:same"}
        elif any(p.type == proto.type for _, p in proposed):
            signs |= {"net:parties"}
        if other >= BANDS[2]:
            signs |= {"net:other"}
        return replace(proto, signs=proto.signs | signs)

    def event(self, doc: Doc, trigger: Trigger) -> Proto:
        """Return the event that ``trigger`` tells, its parties resolved."""
        kind = cast(EventType, trigger.type)
        token = told_by(doc, trigger)
        speaker = self.scene.attribution.speaker_at(token)
        words = heads(doc, trigger.source), heads(doc, trigger.target)
        source, target = self.sides(words, kind, speaker)
        signs = {RULE, f"net:proposed{band(trigger.probability)}"}
        if target and kind not in SYMMETRIC:
            kept = others_than(source, kind)(target)
            signs |= {"target:self"} if not kept else set()
            target = kept
        signs |= {"target:network" if target else "target:none"}
        signs |= {f"net:source{least(words[0], trigger.source)}", f"net:target{least(words[1], trigger.target)}"}
        proto = Proto(
            kind, ontology.default_cameo(kind), token, token, source, target, status_told(token, trigger), RULE,
            speaker, frozenset(signs),
        )  # fmt: skip
        return shared(proto, symmetric=kind in SYMMETRIC or (kind in MUTUAL and not target))

    def sides(
        self, words: tuple[list[Token], list[Token]], kind: EventType, speaker: tuple[Actor, ...]
    ) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
        """Return source and target; a pronoun on one side means nobody whom a name on the other side names."""
        named = [self.meant([w for w in side if w.pos_ != "PRON"], speaker) for side in words]
        sides = []
        for side, other in ((0, 1), (1, 0)):
            taken = frozenset(parties(named[other])) if kind not in MUTUAL else frozenset()
            pronouns = [w for w in words[side] if w.pos_ == "PRON"]
            sides.append(each_once([*named[side], *self.meant(pronouns, speaker, taken)]))
        return sides[0], sides[1]

    def meant(
        self, words: Sequence[Token], speaker: tuple[Actor, ...], taken: frozenset[str] = frozenset()
    ) -> tuple[Actor, ...]:
        """Return whom ``words`` name; a pronoun never a party of ``taken``."""
        found: list[Actor] = []
        for word in words:
            own = self.scene.cast.referents.actors_at(word, speaker, taken)
            found += own or self.scene.cast.deep(word, speaker, places=True)
        return each_once(found)


def status_told(token: Token, trigger: Trigger) -> Status:
    """Return what the clause tells of ``token``, unless the network sees that it did not happen at all.

    ``does not endorse the operation``: what is negated is what is refused, and the refusal took place.
    """
    unreal = trigger.status in ("hypothetical", "denied")
    told = cast(Status, trigger.status) if unreal else status_of(token)
    refused = trigger.type == "REJECT" and not unreal and bool(auxiliaries(token) & {"do", "does"})
    return "actual" if told == "denied" and refused else told


def least(words: Sequence[Token], chances: Mapping[int, float]) -> str:
    """Return the band of the least sure of the ``words`` that name a side, ``0`` where none does."""
    return band(min((chances[w.i] for w in words), default=0.0))


def told_by(doc: Doc, trigger: Trigger) -> Token:
    """Return the word of the trigger that governs the others."""
    root: Token = doc[trigger.start : trigger.end].root
    return root if trigger.end - trigger.start <= 4 else doc[trigger.at]


def heads(doc: Doc, chances: Mapping[int, float]) -> list[Token]:
    """Return the nominal words that surely name a party, one for each phrase; of coordinated ones, each."""
    words = {i for i, chance in chances.items() if chance >= NAMING}
    nominal = [doc[i] for i in sorted(words) if doc[i].pos_ in NOMINAL]
    return [t for t in nominal if t.dep_ == "conj" or not any(a.i in words for a in above(t))]


def above(token: Token) -> Iterator[Token]:
    """Yield the words of its phrase that govern ``token``."""
    while token.dep_.split(":")[0] in OF_A_PHRASE and token.head != token:
        token = token.head
        yield token


def is_known(proposed: Proto, known: Proto) -> bool:
    """True where the rules have the event, be it with other parties: of two readings of one word theirs is right four
    times of five."""
    at_it = known.trigger.i == proposed.trigger.i
    return is_same(proposed, known) or (at_it and known.type == proposed.type)


def surest(proposed: Sequence[tuple[Trigger, Proto]]) -> list[Proto]:
    """Return of proposals of one act, which several words of a sentence may tell, the likeliest, in their order."""
    by_chance = sorted(proposed, key=lambda pair: -pair[0].probability)
    kept: list[Proto] = []
    for _, proto in by_chance:
        if not any(is_same(proto, other) for other in kept):
            kept.append(proto)
    return [p for _, p in proposed if p in kept]


def band(chance: float) -> str:
    """Return the number of the band of probability that ``chance`` lies in."""
    return str(sum(chance >= limit for limit in BANDS))


def is_sure(proposed: Proto) -> bool:
    """True for a proposal that is more likely right than not: what later sentences take up."""
    return not LIKELY.isdisjoint(proposed.signs)


def is_same(one: Proto, other: Proto) -> bool:
    """True where both tell an act of one type between the same parties, as far as both name them."""
    if one.type != other.type:
        return False
    everyone = [parties((*p.source, *p.target)) for p in (one, other)]
    if one.type in MUTUAL:
        return len(everyone[0] & everyone[1]) >= min(2, *map(len, everyone))
    sources, targets = ([parties(getattr(p, side)) for p in (one, other)] for side in ("source", "target"))
    return bool(sources[0] & sources[1]) and (not all(targets) or bool(targets[0] & targets[1]))
