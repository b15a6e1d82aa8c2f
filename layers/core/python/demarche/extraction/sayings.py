"""What a saying does by what it says of somebody, mostly where no verb of an event stands in it.

``Kyiv stands shoulder to shoulder with us``, ``Russia has not learned the lessons of history``, ``the answer will be
different``: what counts is of whom it is said (the speaker's own side, another, or a thing), whether it is denied, and
whether it is still to come. ``lexicon/sayings.tsv`` holds the predicates.

Where the verb does make an event, what a side says of its own future may threaten too: the force that it will use
(``vowed``) and what it will not let others do (``is_vowed_against``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from demarche.extraction.clauses import Frame, frame_of
from demarche.extraction.lexicon import Lexicon, SayingRow
from demarche.extraction.phrases import CLAUSAL, auxiliaries, children, has_mark, is_negated
from demarche.extraction.proto import Proto
from demarche.extraction.status import DOUBTFUL, FUTURE, WOULD

DENYING = frozenset({"nothing", "no", "none", "neither"})
UNTOLD = CLAUSAL | {"conj", "punct", "cc", "appos"}
"""What hangs on a clause without being part of its own words."""
FORCE = frozenset({"ASSAULT", "COERCE", "SANCTION"})
"""What threatens where a side announces it in its own name."""


def saying_of(lexicon: Lexicon, clause: Token, about: Sequence[str]) -> SayingRow | None:
    """Return the entry that the words of ``clause`` fit, said of one of ``about``, the most specific first."""
    core = gone_on_with(lexicon, clause)
    rows = lexicon.sayings.get(core.lemma_.lower(), ()) or lexicon.sayings.get(core.lower_, ())
    words, form = clause_vocabulary(core), form_of(clause)
    if auxiliaries(clause) & DOUBTFUL and "negated" not in form:
        return None
    return next((r for r in rows if r.about in about and r.form == form & r.heeds and r.others <= words), None)


def gone_on_with(lexicon: Lexicon, clause: Token) -> Token:
    """Return what ``continues to pose a threat`` says to go on, else the predicate itself."""
    going_on = lexicon.commitment(clause.lemma_.lower(), lambda _: False) == "START"
    return next(iter(children(clause, "xcomp")), clause) if going_on else clause


def form_of(clause: Token) -> frozenset[str]:
    """Return ``negated`` and ``future`` as far as the clause is so."""
    negated = is_negated(clause) or any(t.lower_ in DENYING for t in clause.children)
    coming = bool(auxiliaries(clause) & (FUTURE | WOULD)) or is_about_to(clause)
    return frozenset([*["negated"] * negated, *["future"] * coming])


def is_about_to(clause: Token) -> bool:
    """``are prepared to answer``, ``vowed to retaliate``: what is to come without ``will``."""
    return clause.dep_ in ("xcomp", "advcl") and has_mark(clause, "to")


def clause_vocabulary(clause: Token) -> set[str]:
    """Return the lemmas and forms of the clause's own phrases."""
    return {form for t in own_words(clause) for form in (t.lemma_.lower(), t.lower_)}


def own_words(token: Token) -> Iterator[Token]:
    for child in token.children:
        if child.dep_ not in UNTOLD:
            yield child
            yield from own_words(child)


def conditions(clause: Token) -> list[Token]:
    """Return the predicates of the conditions and causes of ``clause``: ``will respond if Vilnius goes on``."""
    marks = ("if", "unless", "should", "until", "as_long_as")
    return [c for c in children(clause, "advcl") if any(m.lower_ in marks for m in children(c, "mark"))]


def vowed(proto: Proto) -> Proto:
    """``We will continue to strike them``, ``We will not allow them to regain it``: force in one's own future.

    What a side says of itself in the first person threatens, whether or not the text tells who speaks for it.
    """
    if proto.type not in FORCE or proto.status != "planned" or not is_own_future(proto.anchor, frame_of(proto.anchor)):
        return proto
    return replace(proto, type="THREATEN", cameo="130", status="actual", rule=f"vow({proto.rule})")


def is_vowed_against(clause: Token, frame: Frame) -> bool:
    """``We will not allow them to return``: who says so of himself warns them."""
    return is_negated(clause) and is_own_future(clause, frame)


def is_own_future(clause: Token, frame: Frame) -> bool:
    """``We will``, ``we shall``."""
    return any(t.lower_ == "we" for t in frame.subjects) and bool(auxiliaries(clause) & FUTURE)
