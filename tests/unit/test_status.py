"""Whether an event took place, by the words of its clause and of the clauses above it."""

from __future__ import annotations

import pytest

import docs
from demarche.extraction.status import is_reported, is_scheduled, status_of, under_condition


def clause(*words: str, verb: str = "attack = VERB - root") -> str:
    """``Russia <words> attack Ukraine``; each word ends in its relation to the verb."""
    form = verb.split()[0]
    lines = [" ".join([*w.split()[:-1], form, w.split()[-1]]) for w in words]
    return "\n".join([f"Russia = PROPN {form} nsubj", *lines, verb, f"Ukraine = PROPN {form} obj"])


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ((), "actual"),
        (("has have AUX aux",), "actual"),
        (("will = AUX aux",), "planned"),
        (("’ll will AUX aux",), "planned"),
        (("wo will AUX aux", "n’t not PART advmod"), "denied"),
        (("might = AUX aux",), "hypothetical"),
        (("must = AUX aux",), "hypothetical"),
        (("would = AUX aux",), "hypothetical"),
        (("did do AUX aux", "not = PART advmod"), "denied"),
        (("never = ADV advmod",), "denied"),
        (("only = ADV advmod",), "actual"),
    ],
)
def test_the_words_of_the_clause_tell_the_status(words: tuple[str, ...], status: str) -> None:
    assert status_of(docs.at(docs.document(clause(*words)), "attack")) == status


def test_no_as_the_objects_determiner_denies() -> None:
    doc = docs.document("""
    France  =        PROPN  imposed   nsubj
    imposed impose   VERB   -         root
    no      =        DET    sanctions det
    sanctions sanction NOUN imposed   obj  Number=Plur
    """)
    assert status_of(docs.at(doc, "imposed")) == "denied"


def test_would_in_a_report_is_a_plan() -> None:
    doc = docs.document("""
    Paris   =        PROPN  said   nsubj
    said    say      VERB   -      root
    it      =        PRON   attack nsubj
    would   =        AUX    attack aux
    attack  =        VERB   said   ccomp
    """)
    assert is_reported(docs.at(doc, "attack"))
    assert status_of(docs.at(doc, "attack")) == "planned"


@pytest.mark.parametrize("mark", ["if", "unless", "whether"])
def test_a_conditional_clause_and_what_stands_below_it_is_hypothetical(mark: str) -> None:
    doc = docs.document(f"""
    France  =        PROPN  leaves   nsubj
    leaves  leave    VERB   -        root
    {mark}  =        SCONJ  decides  mark
    Russia  =        PROPN  decides  nsubj
    decides decide   VERB   leaves   advcl
    to      =        PART   attack   mark
    attack  =        VERB   decides  xcomp
    """)
    assert status_of(docs.at(doc, "decides")) == "hypothetical"
    assert status_of(docs.at(doc, "attack")) == "hypothetical"
    assert not under_condition(docs.at(doc, "leaves"))


@pytest.mark.parametrize("mark", ["after", "because", "before", "until"])
def test_a_clause_of_time_or_cause_is_no_condition(mark: str) -> None:
    doc = docs.document(f"""
    France  =        PROPN  left     nsubj
    left    leave    VERB   -        root
    {mark}  =        SCONJ  attacked mark
    Russia  =        PROPN  attacked nsubj
    attacked attack  VERB   left     advcl
    """)
    assert not under_condition(docs.at(doc, "attacked"))


def test_the_second_of_two_conditions_is_hypothetical_too() -> None:
    doc = docs.document("""
    France   =       PROPN  left     nsubj
    left     leave   VERB   -        root
    if       =       SCONJ  bombed   mark
    Russia   =       PROPN  bombed   nsubj
    bombed   bomb    VERB   left     advcl
    and      =       CCONJ  attacked cc
    attacked attack  VERB   bombed   conj
    """)
    assert under_condition(docs.at(doc, "attacked"))


@pytest.mark.parametrize(
    ("verb", "lemma"), [("expected", "expect"), ("due", "due"), ("scheduled", "schedule"), ("set", "set")]
)
def test_what_is_expected_or_due_is_scheduled(verb: str, lemma: str) -> None:
    doc = docs.document(f"""
    France   =       PROPN  {verb}   nsubj:pass
    is       be      AUX    {verb}   aux:pass
    {verb}   {lemma} VERB   -        root
    to       =       PART   meet     mark
    meet     =       VERB   {verb}   xcomp
    """)
    assert is_scheduled(docs.at(doc, "meet"))
    assert status_of(docs.at(doc, "meet")) == "planned"
