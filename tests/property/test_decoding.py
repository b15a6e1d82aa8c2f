"""For any scores: a tree with one root and no cycle, the best there is; and entity tags that make sense."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.language.decoding import NEVER, best_tags, bilou_transitions, may_follow, spans, tree

TAGS = ["O", *(f"{place}-{label}" for label in ("GPE", "ORG") for place in "BILU")]
SEEDS = st.integers(0, 2**32 - 1)


def random_scores(seed: int, rows: int, columns: int, spread: float) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, spread, (rows, columns))


def is_one_tree(heads: np.ndarray) -> bool:
    """True where one word is its own head and every other chain of heads ends there."""
    size = len(heads)
    reached = heads.copy()
    for _ in range(size):
        reached = heads[reached]
    return bool((heads == np.arange(size)).sum() == 1 and len(set(reached.tolist())) == 1)


def total(scores: np.ndarray, heads: np.ndarray) -> float:
    columns = np.where(heads == np.arange(len(heads)), 0, heads + 1)
    return float(scores[np.arange(len(heads)), columns].sum())


@settings(deadline=None)
@given(SEEDS, st.integers(1, 40), st.sampled_from([0.1, 1.0, 30.0]))
def test_any_scores_make_a_tree_with_one_root(seed: int, size: int, spread: float) -> None:
    assert is_one_tree(tree(random_scores(seed, size, size + 1, spread)))


@settings(deadline=None)
@given(
    st.integers(1, 6).flatmap(
        lambda n: st.lists(st.lists(st.integers(-2, 2), min_size=n + 1, max_size=n + 1), min_size=n, max_size=n)
    )
)
def test_ties_too_make_a_tree_with_one_root(scores: list[list[int]]) -> None:
    assert is_one_tree(tree(np.array(scores, dtype=np.float64)))


@settings(deadline=None, max_examples=50)
@given(SEEDS, st.integers(1, 4))
def test_the_tree_is_the_best_of_all(seed: int, size: int) -> None:
    scores = random_scores(seed, size, size + 1, 3.0)
    every = (np.array(heads) for heads in product(range(size), repeat=size))
    best = max(total(scores, heads) for heads in every if is_one_tree(heads))
    assert np.isclose(total(scores, tree(scores)), best)


@settings(deadline=None)
@given(SEEDS, st.integers(1, 30), st.sampled_from([1.0, 50.0]))
def test_the_tags_are_always_a_valid_sequence(seed: int, words: int, spread: float) -> None:
    scores = random_scores(seed, words, len(TAGS), spread).astype(np.float32)
    found = [TAGS[k] for k in best_tags(scores, bilou_transitions(TAGS))]
    assert len(found) == words
    assert all(may_follow(*step) for step in zip(["O", *found], [*found, "O"], strict=True))
    assert sum(end - start for start, end, _ in spans(found)) == sum(t != "O" for t in found)


@settings(deadline=None, max_examples=40)
@given(SEEDS, st.integers(1, 3))
def test_the_tags_are_the_best_of_all_valid_ones(seed: int, words: int) -> None:
    scores = random_scores(seed, words, len(TAGS), 3.0).astype(np.float32)
    allowed = bilou_transitions(TAGS)

    def worth(path: tuple[int, ...]) -> float:
        edge = len(TAGS)
        steps = sum(float(allowed[a, b]) for a, b in zip((edge, *path), (*path, edge), strict=True))
        return float(scores[np.arange(words), list(path)].sum()) + steps

    every = product(range(len(TAGS)), repeat=words)
    best = max(w for w in map(worth, every) if w > NEVER / 2)
    assert np.isclose(worth(tuple(best_tags(scores, allowed))), best, atol=1e-3)
