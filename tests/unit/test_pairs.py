"""Pair coding: spans in characters to words, probabilities to a type, and always an answer of one of the 16."""

from __future__ import annotations

from typing import get_args

import numpy as np
import pytest
import shipped
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from demarche import ontology
from demarche.errors import PermanentError
from demarche.extraction import code_pair
from demarche.extraction.pairs import Characters, PairCoder, coding, word_span
from demarche.models import EventType

TEXT = "Norway  condemned Peru's fishery minister on Monday."
TYPES = get_args(EventType)


@pytest.fixture(scope="module")
def blank() -> Language:
    return spacy.blank("en")


@pytest.fixture(scope="module")
def coder() -> PairCoder:
    return PairCoder(shipped.pipeline())


def span(text: str, words: str) -> Characters:
    return text.index(words), text.index(words) + len(words)


# -- spans


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Norway", (0, 1)),
        ("Peru", (2, 3)),
        ("Peru's", (2, 4)),
        ("fishery minister", (4, 6)),
        ("Norway  condemned", (0, 2)),
        ("orwa", (0, 1)),
        ("way  con", (0, 2)),
        ("Norway ", (0, 1)),
        (TEXT, (0, 9)),
    ],
)
def test_a_span_takes_each_word_that_its_characters_touch(
    blank: Language, words: str, expected: tuple[int, int]
) -> None:
    assert word_span(blank.make_doc(TEXT), span(TEXT, words), TEXT) == expected


def test_no_span_marks_no_word(blank: Language) -> None:
    assert word_span(blank.make_doc(TEXT), None, TEXT) is None


def test_a_span_of_space_marks_no_word(blank: Language) -> None:
    text = "Norway \n\n condemned Peru."
    assert word_span(blank.make_doc(text), (7, 9), text) is None


OUTSIDE = [(-1, 4), (4, 4), (5, 2), (0, len(TEXT) + 1), (len(TEXT), len(TEXT) + 3), (900, 907)]


@pytest.mark.parametrize("wrong", OUTSIDE)
def test_a_span_outside_the_text_is_refused_with_its_numbers(blank: Language, wrong: Characters) -> None:
    with pytest.raises(PermanentError, match=f"expected .*{len(TEXT)} characters.*got {wrong[0]} to {wrong[1]}"):
        word_span(blank.make_doc(TEXT), wrong, TEXT)


@pytest.mark.parametrize("wrong", OUTSIDE)
def test_coding_refuses_a_source_or_a_target_outside_the_text(coder: PairCoder, wrong: Characters) -> None:
    with pytest.raises(PermanentError, match="expected"):
        coder.code([(TEXT, wrong, None)])
    with pytest.raises(PermanentError, match="expected"):
        coder.code([(TEXT, None, wrong)])


# -- probabilities to a type

NAMES = ["NONE", "ACCUSE", "ASSAULT", "CONSULT"]
KEPT = [1, 2, 3]


def test_the_likeliest_type_is_taken() -> None:
    made = coding(NAMES, KEPT, np.array([0.0, 0.25, 0.25, 0.5]))
    assert (made.type, made.quad_class, made.confidence) == ("CONSULT", 1, 0.5)


def test_no_event_is_no_answer_and_the_others_share_its_probability() -> None:
    made = coding(NAMES, KEPT, np.array([0.8, 0.15, 0.05, 0.0]))
    assert (made.type, made.quad_class, made.confidence) == ("ACCUSE", 3, 0.75)


def test_where_nothing_is_likely_the_answer_is_a_type_and_unsure() -> None:
    made = coding(NAMES, KEPT, np.array([1.0, 0.0, 0.0, 0.0]))
    assert made.type in TYPES
    assert made.confidence == 0


# -- with the shipped model


def test_a_pipeline_that_cannot_code_pairs_is_refused(blank: Language) -> None:
    with pytest.raises(PermanentError, match="demarche_syntax"):
        PairCoder(blank)


def test_the_network_knows_all_types_and_no_other(coder: PairCoder) -> None:
    assert set(coder.syntax.event_types) - {"NONE"} == set(TYPES)


@pytest.mark.parametrize(
    ("source", "target"),
    [("Norway", "Peru"), ("Peru", "Norway"), ("Norway", None), (None, "Peru"), (None, None), ("Norway", "Norway"), (TEXT, TEXT)],
)  # fmt: skip
def test_any_pair_has_an_answer_though_a_side_be_missing(
    coder: PairCoder, source: str | None, target: str | None
) -> None:
    (made,) = coder.code([(TEXT, source and span(TEXT, source), target and span(TEXT, target))])  # type: ignore[list-item]
    assert made.type in TYPES
    assert made.quad_class == ontology.quad_class(made.type)
    assert 1 / 16 <= made.confidence <= 1


@settings(max_examples=25, deadline=None)
@given(st.text(min_size=1, max_size=80), st.data())
def test_any_text_has_an_answer_for_any_span_in_it(coder: PairCoder, text: str, data: st.DataObject) -> None:
    bounds = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).filter(lambda s: s[0] < s[1])
    source, target = data.draw(st.none() | bounds), data.draw(st.none() | bounds)
    (made,) = coder.code([(text, source, target)])
    assert made.type in TYPES
    assert made.quad_class == ontology.quad_class(made.type)


def test_answers_come_in_the_order_of_the_pairs(coder: PairCoder) -> None:
    plain = {"Russian jets bombed Ukraine.": "ASSAULT", "Japan sanctioned Belarus.": "SANCTION", "Chile met Peru.": "CONSULT"}  # fmt: skip
    pairs = [(text, (0, text.index(" ")), (text.rindex(" ") + 1, len(text) - 1)) for text in plain] * 8
    assert [made.type for made in coder.code(pairs)] == [*plain.values()] * 8


def test_no_pairs_have_no_answers(coder: PairCoder) -> None:
    assert coder.code([]) == []


def test_one_pair_is_coded_as_many_are(coder: PairCoder) -> None:
    pair = (TEXT, span(TEXT, "Norway"), span(TEXT, "Peru"))
    assert code_pair(*pair) == coder.code([pair])[0]


@pytest.mark.parametrize(
    ("text", "source", "target", "kind"),
    [
        ("Pilots said they would not end their walkout until the airline raises pay.", "Pilots", "the airline", "REJECT"),
        ("Prime Minister Ana Costa said she rejected a request from Chile.", "Prime Minister Ana Costa", "Chile", "REJECT"),
        ("The United Nations said it condemned the raids by Sudan.", "The United Nations", "Sudan", "ACCUSE"),
    ],
)  # fmt: skip
def test_a_pronoun_means_the_source_where_kind_and_number_fit(
    coder: PairCoder, text: str, source: str, target: str, kind: str
) -> None:
    votes = coder.votes(coder.nlp(text), span(text, source), span(text, target))
    assert set(votes) == {kind}


@pytest.mark.parametrize(
    ("text", "source", "kind"),
    [
        ("A majority of the nurses said they would not end their walkout.", "A majority of the nurses", "REJECT"),
        ("The union's chairman said drivers will not lift the blockade.", "The union's chairman", "REJECT"),
    ],
)
def test_what_is_done_by_saying_is_the_speakers_where_neither_side_acts(
    coder: PairCoder, text: str, source: str, kind: str
) -> None:
    assert coder.votes(coder.nlp(text), span(text, source), None) == {kind: False}


@pytest.mark.parametrize(
    ("text", "kind"),
    [("Norway called for sanctions against Peru.", "THREATEN"), ("Norway will meet Peru in Oslo.", "AGREE")],
)
def test_an_act_is_of_the_type_that_it_has_between_the_two(coder: PairCoder, text: str, kind: str) -> None:
    assert set(coder.votes(coder.nlp(text), span(text, "Norway"), span(text, "Peru"))) == {kind}


def test_a_deed_is_not_its_tellers(coder: PairCoder) -> None:
    text = "The minister said that gunmen had attacked the port of Chile."
    assert "ASSAULT" not in coder.votes(coder.nlp(text), span(text, "The minister"), span(text, "Chile"))
