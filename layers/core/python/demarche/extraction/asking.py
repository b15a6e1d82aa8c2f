"""Whether a verb of speech asks, states or only wishes: ``insists on``, ``insisted that``, ``told them to``."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from demarche.extraction.clauses import Frame
from demarche.extraction.lexicon import Lexicon
from demarche.extraction.phrases import auxiliaries, case_of, children, has_feature, has_mark
from demarche.extraction.sayings import saying_of
from demarche.extraction.status import OUGHT

STATING = frozenset({"insist"})
"""Verbs that demand with ``on`` or a subjunctive and state with a plain clause."""
DESIRING = frozenset({"want", "seek"})
"""Verbs that ask somebody only where they say of whom or what he is to do."""


def said_kind(lexicon: Lexicon, token: Token, kind: str, frame: Frame, clauses: Sequence[Token]) -> str:
    """Return the commitment ``kind`` as the clauses below show it: saying may ask, and asking may only say."""
    if kind == "SAY" and is_told_to(frame, clauses):
        kind = "DEMAND"
    if kind == "DEMAND" and token.lemma_.lower() in STATING and token.dep_ == "parataxis" and not clauses:
        return "SAY"  # ``Rome paid nothing, he insisted``
    if kind == "DEMAND" and is_desire(token, frame, clauses):
        return ""
    return "SAY" if kind in ("DEMAND", "PROMISE") and states(lexicon, token, kind, clauses) else kind


def states(lexicon: Lexicon, token: Token, kind: str, clauses: Sequence[Token]) -> bool:
    """``insisted that the workshop made machines``, ``promised that its answer would be harsh``: said so."""
    finite = [c for c in clauses if c.dep_ == "ccomp" and not has_mark(c, "to", "for")]
    if kind == "DEMAND":
        told = token.lemma_.lower() in STATING and bool(finite)
        return told and not any(auxiliaries(c) & OUGHT or is_subjunctive(c) for c in finite)
    if any(children(c, "expl") for c in clauses):
        return True  # ``vowed there would be no more exercises``
    rows = (saying_of(lexicon, c, ("thing", "own")) for c in clauses)
    return any(r is not None and r.type in ("THREATEN", "REJECT") for r in rows)


def is_desire(token: Token, frame: Frame, clauses: Sequence[Token]) -> bool:
    """``wants them``, ``is seeking oil in Sudan``: a wish that is put to nobody."""
    below = [m for o in frame.objects for m in children(o, "nmod", "acl")]
    put_to = {*frame.obliques, *map(case_of, below)} & {"from", "with"} or any(m.pos_ == "VERB" for m in below)
    return token.lemma_.lower() in DESIRING and not clauses and not put_to


def is_told_to(frame: Frame, clauses: Sequence[Token]) -> bool:
    """``told Iran to stop``: a verb of saying with an addressee and an infinitive demands."""
    return bool(frame.objects or frame.indirect) and any(c.dep_ == "xcomp" and has_mark(c, "to") for c in clauses)


def is_subjunctive(clause: Token) -> bool:
    """``that Iran stop``: a bare verb asks."""
    bare = has_feature(clause, "Mood", "Sub") or has_feature(clause, "VerbForm", "Inf")
    return bare and not auxiliaries(clause)
