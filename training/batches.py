"""Examples as the network reads them: the classes of its heads, and batches of tensors."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import torch

from demarche.language.lemmas import rule_for
from demarche.language.wordpieces import Pieces, WordPieces, pad
from training.examples import BILOU, EVENT_TYPES, Example

MAX_PIECES_OF_A_WINDOW = 230
UNKNOWN = "?"
"""Stands for a tag or for features that the corrected trees leave open."""
MIN_RULE_COUNT = 2
"""A lemma rule or a morphology seen once teaches nothing that carries over."""
CASE_NOISE = 0.08
"""Share of windows put in capitals, in title case or in lower case, as headlines are."""


class Vocabulary:
    """The classes of each head, made from the training examples."""

    def __init__(self, classes: dict[str, list[str]]) -> None:
        self.classes = classes
        self.index = {name: {c: i for i, c in enumerate(values)} for name, values in classes.items()}

    @classmethod
    def build(cls, train: Sequence[Example]) -> Vocabulary:
        counts: dict[str, Counter[str]] = {n: Counter() for n in ("tag", "morph", "lemma", "dependency")}
        for e in train:
            if e.heads is not None:
                counts["tag"].update(e.tags or [])
                counts["morph"].update(e.morphs or [])
                counts["lemma"].update(map(rule_for, e.words, e.lemmas or []))
                counts["dependency"].update(e.deps or [])
        kept = {n: sorted(c for c, k in counts[n].items() if k >= MIN_RULE_COUNT and UNKNOWN not in c) for n in counts}
        return cls({**kept, "entity": list(BILOU), "event": list(EVENT_TYPES)})


class Batcher:
    """Turns examples into tensors."""

    def __init__(self, pieces: WordPieces, vocabulary: Vocabulary) -> None:
        self.pieces = pieces
        self.vocabulary = vocabulary

    def noisy(self, example: Example, rng: random.Random) -> Example:
        """Vary case and punctuation now and then, as headlines do."""
        words = example.words
        if rng.random() < CASE_NOISE:
            change = rng.choice([str.upper, str.capitalize, str.capitalize, str.lower])
            return replace(example, words=[w if w.isupper() and change is not str.lower else change(w) for w in words])
        return example

    def windows(self, examples: Sequence[Example]) -> list[tuple[Example, Pieces]]:
        made = []
        for e in examples:
            window = self.pieces.window(e.words, self.pieces.pieces(e.words))
            if len(window) <= MAX_PIECES_OF_A_WINDOW:
                made.append((e, window))
        return made

    def inputs(self, batch: Sequence[tuple[Example, Pieces]]) -> dict[str, torch.Tensor]:
        arrays = {
            "ids": pad([w.ids for _, w in batch]),
            "case": pad([w.case for _, w in batch]),
            "mask": pad([[1] * len(w) for _, w in batch]),
            "first": pad([w.first for _, w in batch]),
            "last": pad([w.last for _, w in batch]),
        }
        return {k: torch.from_numpy(v) for k, v in arrays.items()}

    def roles(self, batch: Sequence[tuple[Example, Pieces]]) -> torch.Tensor:
        rows = []
        for e, w in batch:
            row = [0] * len(w)
            for value, span in ((1, e.source), (2, e.target)):
                if span:
                    row[w.first[span[0]] : w.last[span[1] - 1] + 1] = [value] * (
                        w.last[span[1] - 1] + 1 - w.first[span[0]]
                    )
            rows.append(row)
        return torch.from_numpy(pad(rows))


def batches(
    windows: list[tuple[Example, Pieces]], size: int, rng: random.Random
) -> Iterator[list[tuple[Example, Pieces]]]:
    """Yield shuffled batches of about ``size`` pieces of windows of like length."""
    order = sorted(range(len(windows)), key=lambda i: len(windows[i][1]) + rng.random() * 20)
    groups, group = [], []
    for i in order:
        group.append(windows[i])
        if len(group) * len(windows[i][1]) >= size:
            groups.append(group)
            group = []
    if group:
        groups.append(group)
    rng.shuffle(groups)
    yield from groups
