"""Turns of phrase whose verb alone tells nothing: ``followed suit``, ``responded in kind``, ``gave a week to yield or
face force``, ``our thoughts are with``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Span, Token

from demarche.extraction.clauses import Frame
from demarche.extraction.making import Maker
from demarche.extraction.meaning import SYMPATHY, VISIT, Meaning
from demarche.extraction.phrases import children, conjuncts
from demarche.extraction.predicates import is_due_at, mourns_with
from demarche.extraction.proto import SYMMETRIC, Proto, parties, political
from demarche.extraction.scene import Scene
from demarche.models import Actor

ULTIMATUM = "139"
"""CAMEO's code of an ultimatum."""
TERMS = frozenset({"day", "hour", "week", "month", "deadline"})
"""What an ultimatum gives."""
COUNTED = frozenset({"SANCTION", "COERCE", "AID", "RETREAT", "ASSAULT", "MOBILIZE"})
"""Of what a second party may do as many without the verb: ``France expelled ten diplomats and Italy three``."""
RESPONDING = frozenset({"respond", "reply", "retaliate", "react", "answer"})
"""What is done ``in kind``."""


class Formulas:
    """Codes the turns of phrase of one document."""

    def __init__(self, scene: Scene, maker: Maker) -> None:
        self.scene = scene
        self.maker = maker

    def formula(
        self, token: Token, frame: Frame, speaker: tuple[Actor, ...], before: Sequence[Proto]
    ) -> list[Proto] | None:
        """Code a turn of phrase whose verb alone tells nothing, after the events ``before`` it in the document; None
        where there is none."""
        if is_due_at(token):
            return self.awaited(token, frame, speaker)
        if mourns_with(token):
            return [self.mourning(token, speaker)]
        if does_the_same(frame) or responds_in_kind(frame):
            return self.alike(token, frame, speaker, before)
        if is_ultimatum(token):
            self.scene.done |= {c.i for c in children(token, "xcomp", "advcl")}
            return self.maker.make(token, frame, Meaning("THREATEN", "ultimatum", ULTIMATUM), speaker)
        return None

    def awaited(self, token: Token, frame: Frame, speaker: tuple[Actor, ...]) -> list[Proto]:
        """Code ``is due in Juba``."""
        place = self.scene.cast.actors([token], speaker)
        meaning = Meaning("CONSULT", "due-at", VISIT, flags=frozenset({"planned"}), extra_target=place)
        return self.maker.make(token, frame, meaning, speaker)

    def alike(self, token: Token, frame: Frame, speaker: tuple[Actor, ...], before: Sequence[Proto]) -> list[Proto]:
        """Code ``Germany followed suit``, ``as did Spain``: the last act told that one did to another, done by somebody
        else; ``Moscow responded in kind``: done to who did it."""
        named = [t for n in children(token, "nsubj") for t in conjuncts(n)]
        # ``So has Oman``: the parse may take the subject for an object.
        lost = frame.objects if token.lemma_ == "have" else frame.subjects
        who = self.scene.cast.actors(named or lost, speaker)
        own = parties(who)
        back = responds_in_kind(frame)
        acts = (p for p in reversed(before) if p.target and p.type not in SYMMETRIC)
        if back:
            last = next((p for p in acts if own & parties(p.target) and not own & parties(p.source)), None)
        else:
            last = next((p for p in acts if not own & parties((*p.target, *p.source))), None)
        if last is None or not political(who):
            return []
        signs = last.signs - {"answers"} | {"target:inner"}
        target = last.source if back else last.target
        made = replace(last, trigger=token, anchor=token, source=who, target=target, signs=signs)
        return [replace(made, rule=f"alike({last.rule})")]

    def mourning(self, token: Token, speaker: tuple[Actor, ...]) -> Proto:
        """Code ``our thoughts are with the people of Indonesia``."""
        whose = [p for t in children(token, "nsubj") for p in children(t, "nmod:poss")]
        source, target = self.scene.cast.actors(whose, speaker), self.scene.cast.deep(token, speaker)
        return Proto("SUPPORT", SYMPATHY, token, token, source, target, "actual", "thoughts-with", speaker)

    def gapped(self, sent: Span, protos: list[Proto]) -> list[Proto]:
        """Code ``expelled fifteen diplomats and Sweden three``: the same, done by whom a bare number follows; he is no
        target."""
        made: list[Proto] = []
        counted = any(p.type in COUNTED and len(p.target) > 1 for p in protos)
        for token in sent[:-1] if counted else ():
            count = token.nbor()
            ends = count.i + 1 >= sent.end or sent.doc[count.i + 1].is_punct
            actors = self.scene.cast.actors([token]) if count.pos_ == "NUM" and ends and token.pos_ == "PROPN" else ()
            told = next((p for p in reversed(protos) if p.trigger.i < token.i and p.type in COUNTED), None)
            if not actors or told is None or not set(actors) & set(told.target):
                continue
            rest = tuple(a for a in told.target if a not in actors)
            protos[protos.index(told)] = whole = replace(told, target=rest)
            made.append(replace(whole, trigger=token, source=actors, rule=f"alike({told.rule})"))
        return made


def does_the_same(frame: Frame) -> bool:
    """``did the same``, ``followed suit``, ``so has Japan``, ``as did Spain``: what was told before, not the clause
    before."""
    token = frame.token
    if token.dep_ == "conj" and not children(token, "nsubj"):
        return False
    objects = {o.lower_ for o in frame.objects}
    lemma = token.lemma_.lower()
    echoes = {"as", "so", "likewise"} & {c.lower_ for c in children(token, "mark", "advmod")}
    inverted = bool(echoes) and not objects and any(c.i > token.i for c in children(token, "nsubj"))
    if lemma == "have":
        return not children(token, "xcomp") and token.i > 0 and token.nbor(-1).lower_ in echoes
    return (lemma == "follow" and "suit" in objects) or (lemma == "do" and ("same" in objects or inverted))


def is_ultimatum(token: Token) -> bool:
    """``gave the soldiers a week to yield or face force``."""
    terms = [c for c in token.children if c.lemma_.lower() in TERMS and c.dep_ in ("obj", "obl:unmarked", "obl")]
    # ``or face force``: the parse may take the verb for a noun.
    faces = any(t.lower_ == "face" and t.nbor(-1).lower_ == "or" for t in token.subtree if t.i > token.i)
    return token.lemma_.lower() == "give" and bool(terms) and faces


def responds_in_kind(frame: Frame) -> bool:
    """``responded in kind``, ``retaliated in kind``."""
    return frame.token.lemma_.lower() in RESPONDING and any(t.lower_ == "kind" for t in frame.obliques.get("in", []))
