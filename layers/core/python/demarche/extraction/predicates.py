"""Which words of a sentence are predicates, and what kind of thing they tell."""

from __future__ import annotations

from spacy.tokens import Token

from demarche.extraction.phrases import auxiliaries, case_of, children, has_feature
from demarche.extraction.status import WOULD

THOUGHTS = frozenset({"thought", "heart", "prayer", "sympathy", "condolence"})
"""What is with those who mourn."""


def is_predicate(token: Token) -> bool:
    """True for what a clause may tell: a verb, what stands with a copula, and ``due in Juba``."""
    if token.pos_ == "VERB" or is_due_at(token):
        return True
    echoing = token.lemma_ in ("do", "have") and bool(children(token, "nsubj"))
    bare = token.pos_ == "AUX" and (token.dep_ == "ROOT" or (echoing and not token.dep_.startswith("aux")))
    return token.pos_ in ("ADJ", "NOUN", "AUX") and (bare or bool(children(token, "cop")))


def is_due_at(token: Token) -> bool:
    """``is due in Juba``, where the parse takes the place for the predicate."""
    cases = children(token, "case")
    if token.pos_ != "PROPN" or not cases or not children(token, "cop"):
        return False
    return any(t.lower_ == "due" for t in token.doc[max(0, cases[0].i - 1) : token.i])


def mourns_with(predicate: Token) -> bool:
    """``Our thoughts are with the people of Indonesia``."""
    with_them = case_of(predicate) == "with" and children(predicate, "cop")
    return bool(with_them) and any(t.lemma_.lower() in THOUGHTS for t in children(predicate, "nsubj"))


def is_told(clause: Token) -> bool:
    """True for a clause that tells something; false for what only describes the object of the verb of saying."""
    return clause.dep_ != "acl" and (clause.pos_ in ("VERB", "AUX") or bool(children(clause, "cop", "nsubj")))


def is_of_us(token: Token) -> bool:
    """``We will not allow it``: said by whoever published the statement, where no speaker is named."""
    return any(s.lower_ == "we" for s in children(token, "nsubj")) and not auxiliaries(token) & WOULD


def defines(token: Token) -> bool:
    """``is an alliance which defends its members``: what something is by nature, no deed."""
    what = token.head
    return (
        token.dep_ == "acl:relcl"
        and what.pos_ == "NOUN"
        and any(c.lower_ in ("is", "are") for c in children(what, "cop"))
        and has_feature(token, "Tense", "Pres")
        and not auxiliaries(token)
    )


def depth(token: Token) -> int:
    return sum(1 for _ in token.ancestors)
