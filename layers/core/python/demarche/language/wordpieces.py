"""Words to the encoder's input: word pieces, letter case, and where each word's pieces lie.

Training and running share this module, so that a model always sees what it was trained on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from tokenizers import Tokenizer

from demarche.errors import ModelUnavailable

MAX_PIECES_OF_A_WORD = 8
"""Longer words (web addresses, mostly) are cut: their tail says nothing that syntax needs."""

CASES = ("lower", "title", "upper", "mixed", "digit", "punct", "letter")
CASE_INDEX = {name: i for i, name in enumerate(CASES)}


def case_of(word: str) -> int:
    """Return the letter-case class of a word; the encoder itself sees lower case only."""
    if not any(c.isalnum() for c in word):
        return CASE_INDEX["punct"]
    if any(c.isdigit() for c in word):
        return CASE_INDEX["digit"]
    if word.islower():
        return CASE_INDEX["lower"]
    if len(word) == 1:
        return CASE_INDEX["letter"]
    if word.isupper():
        return CASE_INDEX["upper"]
    if word[0].isupper() and word[1:].islower():
        return CASE_INDEX["title"]
    return CASE_INDEX["mixed"]


@dataclass(frozen=True)
class Pieces:
    """One window of words: ``ids``/``case`` per piece with the two special pieces; ``first``/``last`` per word."""

    ids: list[int]
    case: list[int]
    first: list[int]
    last: list[int]

    def __len__(self) -> int:
        return len(self.ids)


class WordPieces:
    """Cuts words into pieces with a ``tokenizers`` model, given as its JSON text."""

    def __init__(self, tokenizer_json: str) -> None:
        self.json = tokenizer_json
        self._tokenizer = Tokenizer.from_str(tokenizer_json)
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self.start, self.end, self.unknown = map(self._special, ("[CLS]", "[SEP]", "[UNK]"))

    def _special(self, name: str) -> int:
        found: int | None = self._tokenizer.token_to_id(name)
        if found is None:
            raise ModelUnavailable(f"expected a tokeniser with the piece {name}, got one without; rebuild the model")
        return found

    def pieces(self, words: Sequence[str]) -> list[list[int]]:
        """Return the piece ids of each word, at least one a word."""
        encodings = self._tokenizer.encode_batch([[w] for w in words], is_pretokenized=True, add_special_tokens=False)
        return [e.ids[:MAX_PIECES_OF_A_WORD] or [self.unknown] for e in encodings]

    def window(self, words: Sequence[str], pieces: Sequence[list[int]]) -> Pieces:
        """Lay out one window of ``words`` with their ``pieces``."""
        ids, case, first, last = [self.start], [0], [], []
        for word, word_pieces in zip(words, pieces, strict=True):
            first.append(len(ids))
            ids += word_pieces
            case += [case_of(word)] * len(word_pieces)
            last.append(len(ids) - 1)
        return Pieces([*ids, self.end], [*case, 0], first, last)


def pad(rows: Sequence[Sequence[int]], value: int = 0) -> np.ndarray:
    """Stack ``rows`` to one int64 array [rows, longest]."""
    out = np.full((len(rows), max(map(len, rows))), value, dtype=np.int64)
    for i, row in enumerate(rows):
        out[i, : len(row)] = row
    return out
