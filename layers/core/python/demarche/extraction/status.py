"""Whether an event took place: actual, planned, hypothetical or denied."""

from __future__ import annotations

from spacy.tokens import Token

from demarche.extraction.phrases import auxiliaries, children, has_feature, has_mark, is_negated
from demarche.models import Status

FUTURE = frozenset({"will", "shall", "'ll", "wo"})
DOUBTFUL = frozenset({"could", "may", "might", "can", "ca"})
OUGHT = frozenset({"should", "must", "ought"})
WOULD = frozenset({"would", "'d"})
CONDITIONS = frozenset({"if", "unless", "whether", "lest", "should", "until", "before"})
INTENTS = frozenset({
    "intention", "intent", "plan", "possibility", "risk", "fear", "prospect", "aim", "desire", "idea",
    "option", "chance", "pretext", "likelihood", "readiness", "right", "wish", "hope", "ability", "capability",
    "attempt", "effort",
})  # fmt: skip
PRESENT = frozenset({"do", "does", "can", "ca"})
ATTITUDES = frozenset({
    "recognise", "recognize", "accept", "endorse", "support", "approve", "back", "acknowledge", "tolerate", "condone",
    "agree", "favour", "favor",
})  # fmt: skip
"""What one refuses by saying that one does not do it."""
BEING = frozenset({"is", "are", "was", "were"})
UNHESITATING = frozenset({"hesitate", "shrink", "flinch"})
"""Verbs that, negated, affirm: who will not hesitate to strike will strike."""
EXPECTED = frozenset({"expect", "bill", "due", "set", "schedule", "plan", "slate", "likely", "poise", "prepare"})


def status_of(token: Token) -> Status:
    """Return the status that the clause of ``token`` gives its event, by its own words and the clauses above it."""
    if is_negated(token) and token.lemma_.lower() not in UNHESITATING:
        return "denied"
    words = shared_auxiliaries(token)
    if under_condition(token) or is_intended(token) or of_any(token):
        return "hypothetical"
    if words & FUTURE or is_scheduled(token):
        return "planned"
    if words & (DOUBTFUL | OUGHT | WOULD):
        return "hypothetical" if not words & WOULD else "planned" if is_reported(token) else "hypothetical"
    return "actual"


def is_refusal(token: Token) -> bool:
    """``will not accept``, ``would never recognise``: the negated intention of an act refuses it, as does an attitude
    that is denied in the present (``does not recognise``)."""
    words = shared_auxiliaries(token)
    denied = token.lemma_.lower() in ATTITUDES and bool(words & PRESENT)
    return is_negated(token) and (bool(words & (FUTURE | WOULD)) or denied) and not under_condition(token)


def is_intended(token: Token) -> bool:
    """``no intention of invading``, ``the ability to defend and launch``, ``how to settle``: a thought, no deed."""
    if token.dep_ == "conj" and not children(token, "nsubj"):
        return is_intended(token.head)
    asked = has_mark(token, "to") and any(c.lower_ in ("how", "whether", "where", "when") for c in token.children)
    return asked or (token.dep_ == "acl" and token.head.lemma_.lower() in INTENTS)


def of_any(token: Token) -> bool:
    """``any units that cross the border``: of whoever may do it, nothing is told to have been done."""
    doers = children(token, "nsubj") + ([token.head] if token.dep_ in ("amod", "acl", "acl:relcl") else [])
    return any(c.dep_ == "det" and c.lower_ in ("any", "whichever") for d in doers for c in d.children)


def shared_auxiliaries(token: Token) -> set[str]:
    """Return the auxiliaries of ``token``; a coordinated verb without any shares those of the verb before it."""
    own = auxiliaries(token)
    finite = has_feature(token, "VerbForm", "Fin")
    if own or finite or token.dep_ != "conj" or children(token, "nsubj"):
        return own
    return shared_auxiliaries(token.head)


def under_condition(token: Token) -> bool:
    """True inside an ``if``, ``unless`` or ``whether`` clause of the same sentence."""
    for word in (token, *token.ancestors):
        if word.dep_ in ("advcl", "ccomp", "acl", "csubj", "parataxis") and any(
            c.dep_ == "mark" and c.lower_ in CONDITIONS - {"before", "until"} for c in word.children
        ):
            return True
        if word.dep_ == "conj" and word.head.dep_ in ("advcl",) and has_mark(word.head, "if", "unless"):
            return True
    return False


def is_scheduled(token: Token) -> bool:
    """``is due to meet``, ``are expected to sign``, ``is to visit``, ``was to fly on``."""
    head = token.head
    if has_mark(token, "to") and (token.dep_ == "ROOT" or not auxiliaries(token).isdisjoint(BEING)):
        return True
    if token.dep_ in ("xcomp", "ccomp", "advcl") and head.lemma_.lower() in EXPECTED:
        return True
    return any(c.lower_ == "to" for c in children(token, "mark")) and token.dep_ == "xcomp" and head.lemma_ == "be"


def is_reported(token: Token) -> bool:
    return any(t.dep_ in ("ccomp", "parataxis") for t in (token, *token.ancestors))
