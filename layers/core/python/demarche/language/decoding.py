"""Scores to structure: trees from arc scores, entity spans from tag scores."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

NEVER = -1e4


def tree(scores: np.ndarray) -> np.ndarray:
    """Return the head of each word of one sentence.

    ``scores`` [n, n + 1] holds the score of head h (column h + 1; column 0 is the root) for each word. The best head
    of each word is taken; only where that makes no tree with one root, the maximum spanning tree is searched
    (Chu and Liu 1965, Edmonds 1967). The root word is its own head in the answer, as in spaCy.
    """
    n = scores.shape[0]
    square = np.full((n + 1, n + 1), NEVER, dtype=np.float64)
    square[1:, :] = scores
    np.fill_diagonal(square, NEVER)
    heads = square.argmax(axis=1)
    heads[0] = 0
    if not (is_tree(heads) and (heads[1:] == 0).sum() == 1):
        heads = best_single_root(square)
    answer: np.ndarray = heads[1:] - 1
    roots = np.flatnonzero(answer < 0)
    answer[roots] = roots
    return answer


def is_tree(heads: np.ndarray) -> bool:
    """True when every word's chain of heads ends in node 0."""
    return find_cycle(heads) is None


def find_cycle(heads: np.ndarray) -> list[int] | None:
    state = np.zeros(len(heads), dtype=np.int8)
    state[0] = 2
    for start in range(1, len(heads)):
        path = []
        node = start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = int(heads[node])
        if state[node] == 1:
            return path[path.index(node) :]
        for visited in path:
            state[visited] = 2
    return None


def best_single_root(square: np.ndarray) -> np.ndarray:
    """Return the maximum spanning tree in which exactly one word hangs on node 0."""
    heads = spanning_tree(square)
    roots = np.flatnonzero(heads[1:] == 0) + 1
    if len(roots) == 1:
        return heads
    best, best_score = heads, -np.inf
    for root in roots:
        limited = square.copy()
        limited[1:, 0] = NEVER * 100
        limited[root, 0] = square[root, 0]
        candidate = spanning_tree(limited)
        score = square[np.arange(1, len(candidate)), candidate[1:]].sum()
        if score > best_score:
            best, best_score = candidate, score
    return best


def spanning_tree(square: np.ndarray) -> np.ndarray:
    """Chu-Liu/Edmonds: ``square[d, h]`` is the score of head h for node d; node 0 is the root."""
    heads: np.ndarray = square.argmax(axis=1)
    heads[0] = 0
    cycle = find_cycle(heads)
    if cycle is None:
        return heads
    inside = np.zeros(len(heads), dtype=bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    members = np.array(cycle)
    own = square[members, heads[members]]
    size = len(outside) + 1
    small = np.full((size, size), NEVER * 1000)
    small[:-1, :-1] = square[np.ix_(outside, outside)]
    entering = square[np.ix_(members, outside)] - own[:, None]
    small[-1, :-1] = entering.max(axis=0) + own.sum()
    enter_at = members[entering.argmax(axis=0)]
    leaving = square[np.ix_(outside, members)]
    small[:-1, -1] = leaving.max(axis=1)
    leave_from = members[leaving.argmax(axis=1)]
    np.fill_diagonal(small, NEVER * 1000)
    small_heads = spanning_tree(small)
    answer: np.ndarray = heads.copy()
    for i, node in enumerate(outside):
        head = small_heads[i]
        answer[node] = leave_from[i] if head == size - 1 else outside[head]
    entry = int(small_heads[-1])
    broken = int(enter_at[entry])
    answer[broken] = outside[entry]
    answer[0] = 0
    return answer


def bilou_transitions(tags: Sequence[str]) -> np.ndarray:
    """Return the [tags + 1, tags + 1] matrix of forbidden steps (NEVER) between BILOU tags; the last row and column
    stand for the edge of the text."""
    edge = len(tags)
    allowed = np.full((edge + 1, edge + 1), 0.0, dtype=np.float32)
    for i, before in enumerate([*tags, "O"]):
        for j, after in enumerate([*tags, "O"]):
            if not may_follow(before, after):
                allowed[i, j] = NEVER
    return allowed


def may_follow(before: str, after: str) -> bool:
    if before[0] in "BI":
        return after[0] in "IL" and after[2:] == before[2:]
    return after[0] in "OBU"


def best_tags(scores: np.ndarray, transitions: np.ndarray) -> list[int]:
    """Viterbi: the best sequence of tags that ``transitions`` allows; ``scores`` is [words, tags]."""
    if not len(scores):
        return []
    edge = transitions.shape[0] - 1
    steps = transitions[:edge, :edge]
    best = scores[0] + transitions[edge, :edge]
    back = np.zeros(scores.shape, dtype=np.int64)
    for i in range(1, len(scores)):
        reach = best[:, None] + steps
        back[i] = reach.argmax(axis=0)
        best = reach.max(axis=0) + scores[i]
    best = best + transitions[:edge, edge]
    path = [int(best.argmax())]
    for i in range(len(scores) - 1, 0, -1):
        path.append(int(back[i, path[-1]]))
    return path[::-1]


def spans(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """Return (start, end, label) of the entities in a valid BILOU sequence; ``end`` is exclusive."""
    found, start = [], 0
    for i, tag in enumerate(tags):
        if tag[0] in "BU":
            start = i
        if tag[0] in "LU":
            found.append((start, i + 1, tag[2:]))
    return found
