"""The words that tell events, as the network reads them: each with its type, its status and who takes part.

In the terms of event extraction a *trigger* is the word that tells an event, its *arguments* are the words that name
who acts and who is acted on. The ``syntax`` component finds both in the pass that gives the tree.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from spacy.tokens import Doc

STATUSES = ("actual", "planned", "hypothetical", "denied")
NO_EVENT = "NONE"
LEAST = 0.05
"""Least probability of an event, and of a word's part in it, that is kept."""
KEY = "triggers"


@dataclass(frozen=True)
class Trigger:
    """A run of words that tells an event; the numbers are probabilities."""

    start: int
    end: int
    """Tokens ``start`` to ``end`` of the document tell it, the word at ``at`` most surely."""
    at: int
    types: dict[str, float]
    status: str
    source: dict[int, float]
    """The tokens that name who acts."""
    target: dict[int, float]

    @property
    def type(self) -> str:
        return max(self.types, key=self.types.__getitem__)

    @property
    def probability(self) -> float:
        """How surely the words tell an event of this type."""
        return self.types[self.type]


def triggers(doc: Doc) -> Iterator[Trigger]:
    """Yield the triggers of ``doc`` in the order of the text; none where no network has read it."""
    for start, end, at, types, status, source, target in doc.user_data.get(KEY, ()):
        yield Trigger(start, end, at, dict(types), status, dict(source), dict(target))


def note(doc: Doc, words: Sequence[int], types: Sequence[str], out: dict[str, Any]) -> None:
    """Keep in ``doc`` what the network says of ``words`` (token numbers); ``types`` names the classes of ``told``."""
    count = len(words)
    chances = softmax(out["told"][:count])
    none = types.index(NO_EVENT)
    events = [k for k in range(len(types)) if k != none]
    best = np.where(chances[:, none] < 1 - LEAST, chances[:, events].argmax(axis=1), -1)
    found = doc.user_data.setdefault(KEY, [])
    first = 0
    while first < count:
        last = first + 1
        while last < count and best[last] == best[first]:
            last += 1
        if best[first] >= 0:
            at = first + int(chances[first:last, events[best[first]]].argmax())
            told = {types[k]: float(chances[at, k]) for k in events if chances[at, k] >= chances[at, events].max() / 10}
            status = STATUSES[int(out["told_status"][at].argmax())]
            sides = [parts(out[f"told_{side}"][at, :count], words) for side in ("source", "target")]
            found.append([words[first], words[last - 1] + 1, words[at], list(told.items()), status, *sides])
        first = last


def parts(scores: np.ndarray, words: Sequence[int]) -> list[tuple[int, float]]:
    chances = 1 / (1 + np.exp(-scores.astype(np.float64)))
    return [(words[i], float(chances[i])) for i in np.flatnonzero(chances >= LEAST).tolist()]


def softmax(scores: np.ndarray) -> np.ndarray:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)  # type: ignore[no-any-return]
