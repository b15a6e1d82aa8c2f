"""Noun phrases and the small questions that rules ask of a word."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

import docs
from demarche.extraction import phrases

TREE = """
The        =       DET    minister  det
new        =       ADJ    minister  amod
foreign    =       ADJ    minister  amod
minister   =       NOUN   failed    nsubj
of         =       ADP    Japan     case
Japan      =       PROPN  minister  nmod
,          =       PUNCT  visited   punct
who        =       PRON   visited   nsubj
visited    visit   VERB   minister  acl:relcl
Oslo       =       PROPN  visited   obj
,          =       PUNCT  aide      punct
and        =       CCONJ  aide      cc
his        =       PRON   aide      nmod:poss
aide       =       NOUN   minister  conj
did        do      AUX    failed    aux
n't        not     PART   failed    advmod
failed     fail    VERB   -         root
because    =       ADP    war       case
of         =       ADP    because   fixed
the        =       DET    war       det
war        =       NOUN   failed    obl
"""


@pytest.fixture(scope="module")
def doc() -> Doc:
    return docs.document(TREE)


def text_of(doc: Doc, span: tuple[int, int]) -> str:
    return doc[span[0] : span[1]].text


def test_the_base_phrase_leaves_out_prepositions_clauses_and_conjuncts(doc: Doc) -> None:
    assert text_of(doc, phrases.base_span(docs.at(doc, "minister"))) == "The new foreign minister"


def test_the_full_phrase_takes_its_prepositional_phrases_too(doc: Doc) -> None:
    assert text_of(doc, phrases.full_span(docs.at(doc, "minister"))) == "The new foreign minister of Japan"


def test_a_possessive_belongs_to_the_phrase(doc: Doc) -> None:
    assert text_of(doc, phrases.base_span(docs.at(doc, "aide"))) == "his aide"


def test_conjuncts_come_with_the_word_itself_first(doc: Doc) -> None:
    assert [t.text for t in phrases.conjuncts(docs.at(doc, "minister"))] == ["minister", "aide"]


def test_an_adposition_of_several_words_is_joined(doc: Doc) -> None:
    assert phrases.case_of(docs.at(doc, "war")) == "because_of"
    assert phrases.case_of(docs.at(doc, "Japan")) == "of"
    assert phrases.case_of(docs.at(doc, "Oslo")) == ""


def test_a_genitive_after_the_noun_is_no_preposition() -> None:
    doc = docs.document("""
    Russia   =    PROPN  attack  nmod:poss
    's       =    PART   Russia  case
    attack   =    NOUN   -       root
    """)
    assert phrases.case_of(docs.at(doc, "Russia")) == ""


def test_a_bare_label_takes_its_subtypes_and_a_subtype_only_itself(doc: Doc) -> None:
    assert [t.text for t in phrases.children(docs.at(doc, "minister"), "acl")] == ["visited"]
    assert phrases.children(docs.at(doc, "failed"), "nsubj:pass") == []


def test_negation_is_seen_in_its_short_form(doc: Doc) -> None:
    assert phrases.is_negated(docs.at(doc, "failed"))
    assert not phrases.is_negated(docs.at(doc, "visited"))


def test_auxiliaries_are_known_by_form_and_lemma(doc: Doc) -> None:
    assert phrases.auxiliaries(docs.at(doc, "failed")) == {"did", "do"}
