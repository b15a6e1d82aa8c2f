"""Is what a clause tells done, or only aimed at, asked for or threatened?"""

from __future__ import annotations

from spacy.tokens import Token

from demarche.extraction.clauses import frame_of, modifiers
from demarche.extraction.meaning import ANSWERS, TALKS
from demarche.extraction.phrases import auxiliaries, case_of, children, has_mark, sentence_of
from demarche.extraction.proto import HOSTILE_ACTS, SYMMETRIC
from demarche.extraction.scene import Scene
from demarche.extraction.status import FUTURE, WOULD, status_of
from demarche.models import EventType, Status

CAMPAIGNS = frozenset({
    "operation", "offensive", "campaign", "advance", "push", "effort", "mission", "assault", "drive", "battle", "fight",
    "attack", "march", "exercise", "drill", "manoeuvre", "maneuver",
})  # fmt: skip
"""Military undertakings, which an infinitive tells the aim of."""
BEGINNINGS = frozenset({"start", "begin", "beginning", "launch", "commence", "open", "continue", "resume", "onset"})
ASKED = frozenset({"DEMAND", "PROMISE", "AGREE", "THREATEN", "REFUSE", "PLAN"})
"""Commitments to what is still to be done."""


class Aims:
    """Tells acts from aims in one document."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene

    def intended(self, kind: EventType, token: Token, flags: frozenset[str], status: Status) -> Status:
        """Lower an actual event to what its clause only aims at (``to attack``) or its verb only plans."""
        if status != "actual":
            return status
        if self.is_asked(token):
            return "hypothetical"
        purpose = token.dep_ in ("advcl", "acl") and has_mark(token, "to")
        reached = is_under_way(token) or self.is_said_at_meeting(token, kind)
        if purpose and kind not in SYMMETRIC and not self.scene.lenient and not reached:
            return "hypothetical"
        return "planned" if "planned" in flags else status

    def is_asked(self, token: Token) -> bool:
        """``asked them to prove it by pulling back``: how to do what is asked isn't done either."""
        above = token.head
        asked = above.head if above.dep_ == "xcomp" else above if children(above, "xcomp") else None
        by_doing = token.dep_ == "advcl" and has_mark(token, "by")
        return by_doing and asked is not None and self.scene.words.class_of(asked) in ASKED

    def is_said_at_meeting(self, token: Token, kind: EventType) -> bool:
        """``telephoned his counterpart to thank him``: what one talks to somebody for has been said to him."""
        talk = token.head
        row = self.scene.words.row_of(talk, frame_of(talk)) if kind in ANSWERS and token.dep_ == "advcl" else None
        return row is not None and row.type in SYMMETRIC and row.cameo in TALKS and status_of(talk) == "actual"


def is_under_way(token: Token) -> bool:
    """``began their advance to isolate Raqqa``, ``the start of the operation to retake it``: what has begun is done.

    So is what somebody used a thing for: ``used bombs to destroy a bunker``.
    """
    noun = token.head
    if noun.lemma_.lower() == "use" and token.dep_ == "advcl":
        return status_of(noun) == "actual"
    named = [noun, *modifiers(noun, "of")]
    while noun.dep_ == "nmod" and case_of(noun) == "of":
        noun = noun.head
        named.append(noun)
    if not any(n.lemma_.lower() in CAMPAIGNS for n in named):
        return False
    governor = [noun.head] if noun.dep_ in ("obj", "nsubj", "nsubj:pass") else []
    return any(n.lemma_.lower() in BEGINNINGS for n in (*named, *governor))


def is_conditional_threat(kind: EventType, token: Token) -> bool:
    """``will strike if ...``: a hostile act on a condition is a threat."""
    return (
        kind in HOSTILE_ACTS
        and bool(auxiliaries(token) & (FUTURE | WOULD))
        and (any(has_mark(c, "if", "unless") for c in children(token, "advcl")) or is_alternative(token))
    )


def is_alternative(token: Token) -> bool:
    """``failing which it would impose an embargo``: what is to follow if a demand is not met."""
    start = max(sentence_of(token).start, token.left_edge.i - 2)
    return any(t.lower_ in ("failing", "otherwise") for t in token.doc[start : token.i])
