"""Noun phrases and clauses on a Universal Dependencies tree.

spaCy's own noun-chunk rule expects another label scheme, so phrases come from these few rules.
"""

from __future__ import annotations

from functools import lru_cache

from spacy.tokens import Doc, MorphAnalysis, Span, Token

CLAUSAL = frozenset({"acl", "acl:relcl", "advcl", "ccomp", "xcomp", "csubj", "parataxis", "advcl:relcl"})
NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
QUOTE_MARKS = frozenset('"“”„«»')
DOCS = 4
"""Documents whose trees are kept in reach; one is read at a time."""
TOKENS = 8192
"""Words of which is remembered what many rules ask, those of a long article."""


def children(token: Token, *deps: str) -> list[Token]:
    """Return the children with one of ``deps``; a bare label also takes its subtypes (``obl`` takes ``obl:agent``)."""
    return [c for dep, base, c in tree_of(token.doc)[token.i] if dep in deps or base in deps]


@lru_cache(maxsize=DOCS)
def tree_of(doc: Doc) -> tuple[tuple[tuple[str, str, Token], ...], ...]:
    """Return for each token its children with their label and its bare form.

    The rules ask for them a hundred times a sentence; spaCy makes them anew each time.
    """
    tokens = list(doc)
    found: list[list[tuple[str, str, Token]]] = [[] for _ in tokens]
    for token in tokens:
        if token.head.i != token.i:
            found[token.head.i].append((token.dep_, token.dep_.split(":", 1)[0], token))
    return tuple(tuple(own) for own in found)


def sentence_of(token: Token) -> Span:
    """Return the sentence of ``token``, which spaCy looks for anew each time."""
    return sentences_of(token.doc)[token.i]


@lru_cache(maxsize=DOCS)
def sentences_of(doc: Doc) -> list[Span]:
    """Return for each token its sentence."""
    return [sent for sent in doc.sents for _ in range(sent.start, sent.end)]


@lru_cache(maxsize=TOKENS)
def case_of(token: Token) -> str:
    """Return the adposition of a phrase, several joined with ``_`` (``because_of``); empty where there is none.

    In ``with Iran in Vienna`` the parser may hang both words on Vienna: each belongs to the noun that follows it.
    It may also give a noun the preposition of the noun before it (``of a build-up of forces``), or take the preposition
    for the mark of an infinitive (``open to talks``).
    """
    deps = ("case", "mark") if token.dep_ == "obl" and token.pos_ in NOUNS else ("case",)
    words = [
        c
        for c in token.children
        if c.dep_ in deps and c.i < token.i and c.lower_ not in POSSESSIVE and not noun_between(c, token)
    ]
    after = token.dep_ == "obl" or (token.dep_ == "nmod" and token.i > token.head.i)
    if not words and after and token.left_edge.i > sentence_of(token).start:
        before = token.doc[token.left_edge.i - 1]
        words = [before] if before.dep_ == "case" and before.head.i > token.i else []
    joint = [c.i for c in token.children if c.dep_ == "cc" and words and words[0].i < c.i < words[-1].i]
    # ``solidarity with and support for Turkey``: each half has its own preposition, and the last is the noun's.
    words = [w for w in words if not joint or w.i > joint[-1]]
    extended = [w.lower_ for c in words for w in (c, *(f for f in c.children if f.dep_ == "fixed"))]
    return "_".join(dict.fromkeys(extended))


def noun_between(preposition: Token, noun: Token) -> bool:
    """True where a phrase of its own stands between a preposition and the noun that the parser gives it to."""
    between = (noun.doc[i] for i in range(preposition.i + 1, noun.i))
    return any(t.pos_ == "PROPN" and t.dep_ in ("obl", "nmod") and not noun.is_ancestor(t) for t in between)


def conjuncts(token: Token) -> list[Token]:
    """Return ``token`` and what is coordinated with it.

    In ``Secretary Blinken and Minister Lavrov`` the parser may hang the second name on the title of the first.
    """
    found = [token]
    for dep, _, child in tree_of(token.doc)[token.i]:
        if dep == "conj" or (dep == "appos" and is_joined(child)):
            found += conjuncts(child)
        elif dep == "nmod:desc":
            found += [t for t in conjuncts(child) if t.i > token.i]
    return found


def is_joined(token: Token) -> bool:
    """True where ``and`` stands before ``token``, so that it is no apposition, whatever the parse calls it."""
    return any(c.dep_ == "cc" and c.i < token.i for c in token.children)


def is_negated(token: Token) -> bool:
    """True where ``not``, ``never``, ``no`` or ``neither`` negates the predicate ``token``."""
    for child in token.children:
        if child.dep_ in ("advmod", "advmod:neg") and child.lower_ in (
            "not",
            "n't",
            "n’t",
            "never",
            "neither",
            "hardly",
            "no",
        ):
            return True
    if any(is_neither(s) for s in children(token, "nsubj")):
        return True
    return any(
        c.dep_ == "det" and c.lower_ in ("no", "neither") for o in children(token, "obj", "nsubj") for c in o.children
    )


def is_neither(subject: Token) -> bool:
    """``Neither Rome nor Paris``: two of whom nothing is told."""
    joined = [subject, *children(subject, "conj")]
    return any(c.lower_ == "neither" and c.dep_.startswith("cc") for t in joined for c in t.children)


def auxiliaries(token: Token) -> set[str]:
    """Return the lower-cased lemmas and forms of the auxiliaries of a predicate."""
    words = [c for c in token.children if c.dep_ in ("aux", "aux:pass", "cop")]
    return {w.lemma_.lower() for w in words} | {w.lower_.replace("’", "'") for w in words}


def has_mark(token: Token, *words: str) -> bool:
    return any(c.dep_ in ("mark", "case") and c.lower_ in words for c in token.children)


def marks(token: Token) -> set[str]:
    return {c.lower_ for c in token.children if c.dep_ in ("mark", "case")}


def is_passive(token: Token) -> bool:
    return any(c.dep_ in ("nsubj:pass", "aux:pass", "csubj:pass") for c in token.children)


def has_feature(token: Token, name: str, *values: str) -> bool:
    """True where the morphology of ``token`` says so, e.g. ``Number=Plur``."""
    return not values_of(token.morph, name).isdisjoint(values)


@lru_cache(maxsize=TOKENS)
def values_of(morph: MorphAnalysis, name: str) -> frozenset[str]:
    return frozenset(morph.get(name, []))


def is_participle(token: Token) -> bool:
    return has_feature(token, "VerbForm", "Part") and has_feature(token, "Tense", "Past")


def is_reciprocal(token: Token) -> bool:
    """``each other``, ``one another``, ``(each side blamed) the other``: what both do to both."""
    near = {c.lower_ for c in token.children}
    if token.lower_ in ("each", "one"):
        return bool(near & {"other", "another"})
    return token.lower_ in ("other", "another") and bool(near & {"each", "one", "the"})


def base_span(token: Token) -> tuple[int, int]:
    """Return the tokens of the noun phrase of ``token`` without clauses, conjuncts and prepositional phrases."""
    low = high = token.i
    for child in token.children:
        if (
            child.dep_
            in ("conj", "cc", "punct", "appos", "case", "cop", "nsubj", "mark", "parataxis", "list", "dep", "obl")
            or child.dep_ in CLAUSAL
        ):
            continue
        if child.dep_ == "nmod" and child.i > token.i:
            continue
        start, end = base_span(child) if child.i != token.i else (child.i, child.i + 1)
        low, high = min(low, start), max(high, end - 1)
    return low, high + 1


def full_span(token: Token) -> tuple[int, int]:
    """Return the base phrase of ``token`` with its prepositional phrases, without relative clauses and conjuncts."""
    low, high = base_span(token)
    for child in token.children:
        if child.dep_ in ("nmod", "case") and child.i > token.i:
            high = max(high, full_span(child)[1])
    return low, high


def clause_subjects(token: Token) -> set[int]:
    """Return the subjects of the verb whose object ``token`` is: a pronoun there that is not reflexive means others."""
    argument = token.dep_ in ("obj", "iobj", "obl") and token.head.pos_ == "VERB"
    if not argument or token.lower_.endswith(("self", "selves")):
        return set()
    return {c.i for c in token.head.children if c.dep_ == "nsubj"}
