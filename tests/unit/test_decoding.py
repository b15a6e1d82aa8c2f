"""Scores to trees and to entity spans."""

from __future__ import annotations

import numpy as np
import pytest

from demarche.language.decoding import best_tags, bilou_transitions, may_follow, spans, tree

TAGS = ["O", "B-GPE", "I-GPE", "L-GPE", "U-GPE", "U-ORG"]


def arcs(size: int, **best: int) -> np.ndarray:
    """Scores that like the head ``best`` of each word (``w0=2``: of word 0; -1 is the root) and no other."""
    scores = np.zeros((size, size + 1))
    for word, head in best.items():
        scores[int(word[1:]), head + 1] = 5.0
    return scores


def test_each_word_gets_its_best_head_where_these_make_a_tree() -> None:
    assert tree(arcs(4, w0=1, w1=-1, w2=3, w3=1)).tolist() == [1, 1, 3, 1]


def test_a_sentence_of_one_word_is_its_own_root() -> None:
    assert tree(np.array([[-3.0, 9.0]])).tolist() == [0]


def test_a_cycle_is_broken_where_it_costs_least() -> None:
    scores = arcs(3, w0=1, w1=0, w2=0)
    scores[1, 0] = 4.0
    assert tree(scores).tolist() == [1, 1, 0]


def test_of_two_roots_the_dearer_one_is_attached() -> None:
    scores = arcs(3, w0=-1, w1=0, w2=-1)
    scores[2, 2] = 4.0
    assert tree(scores).tolist() == [0, 0, 1]


def test_scores_as_far_apart_as_a_network_gives_still_make_one_root() -> None:
    scores = np.full((4, 5), -80.0)
    scores[:, 0] = 90.0
    assert (tree(scores) == np.arange(4)).sum() == 1


@pytest.mark.parametrize(
    ("before", "after", "allowed"),
    [
        ("O", "O", True),
        ("O", "B-GPE", True),
        ("O", "I-GPE", False),
        ("O", "L-GPE", False),
        ("B-GPE", "L-GPE", True),
        ("B-GPE", "I-GPE", True),
        ("B-GPE", "I-ORG", False),
        ("B-GPE", "O", False),
        ("B-GPE", "U-GPE", False),
        ("L-GPE", "U-ORG", True),
        ("U-ORG", "L-ORG", False),
    ],
)
def test_an_entity_begins_goes_on_and_ends_under_one_label(before: str, after: str, allowed: bool) -> None:
    assert may_follow(before, after) is allowed


def test_the_best_tags_are_taken_where_they_are_allowed() -> None:
    scores = np.eye(len(TAGS), dtype=np.float32)[[1, 2, 3, 0, 5]] * 3
    assert best_tags(scores, bilou_transitions(TAGS)) == [1, 2, 3, 0, 5]


def test_an_entity_cannot_stay_open_at_the_end_of_the_text() -> None:
    scores = np.array([[0.0, 9.0, 0.0, 0.0, 1.0, 0.0]], dtype=np.float32)
    assert best_tags(scores, bilou_transitions(TAGS)) == [TAGS.index("U-GPE")]


def test_no_words_have_no_tags() -> None:
    assert best_tags(np.zeros((0, len(TAGS)), dtype=np.float32), bilou_transitions(TAGS)) == []


def test_spans_run_from_the_beginning_to_the_last_word() -> None:
    assert spans(["O", "B-ORG", "I-ORG", "L-ORG", "U-GPE", "O"]) == [(1, 4, "ORG"), (4, 5, "GPE")]


def test_neighbouring_entities_stay_apart() -> None:
    assert spans(["B-GPE", "L-GPE", "B-GPE", "L-GPE"]) == [(0, 2, "GPE"), (2, 4, "GPE")]
