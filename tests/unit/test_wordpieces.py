"""Words to the encoder's input, with a tokeniser of a few pieces."""

from __future__ import annotations

import pytest
from tokenizers import Tokenizer, normalizers, pre_tokenizers
from tokenizers.models import WordPiece

from demarche.language.wordpieces import CASES, MAX_PIECES_OF_A_WORD, WordPieces, case_of, pad

VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "kyiv", "talk", "##s", "x", "##x", "-"]
IDS = {piece: i for i, piece in enumerate(VOCABULARY)}


@pytest.fixture(scope="module")
def cutter() -> WordPieces:
    tokenizer = Tokenizer(WordPiece(IDS, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.enable_truncation(2)
    tokenizer.enable_padding()
    return WordPieces(tokenizer.to_str())


@pytest.mark.parametrize(
    ("word", "case"),
    [
        ("talks", "lower"),
        ("Kyiv", "title"),
        ("NATO", "upper"),
        ("McCain", "mixed"),
        ("F-16", "digit"),
        ("2022", "digit"),
        ("—", "punct"),
        ("A", "letter"),
        ("a", "lower"),
        ("U.S.", "upper"),
        ("Élysée", "title"),
    ],
)
def test_each_word_has_the_case_class_that_its_letters_show(word: str, case: str) -> None:
    assert CASES[case_of(word)] == case


def test_words_are_cut_into_pieces_and_neither_truncated_nor_padded(cutter: WordPieces) -> None:
    assert cutter.pieces(["Kyiv", "talks", "x-x"]) == [
        [IDS["kyiv"]],
        [IDS["talk"], IDS["##s"]],
        [IDS["x"], IDS["-"], IDS["x"]],
    ]


@pytest.mark.parametrize("word", ["ж", "", "\u200b"])
def test_a_word_that_the_tokeniser_knows_nothing_of_still_has_a_piece(cutter: WordPieces, word: str) -> None:
    assert cutter.pieces([word]) == [[IDS["[UNK]"]]]


def test_the_tail_of_an_endless_word_is_cut(cutter: WordPieces) -> None:
    assert len(cutter.pieces(["x" * 50])[0]) == MAX_PIECES_OF_A_WORD


def test_a_window_says_where_the_pieces_of_each_word_lie(cutter: WordPieces) -> None:
    words = ["Kyiv", "talks"]
    window = cutter.window(words, cutter.pieces(words))

    assert window.ids == [IDS["[CLS]"], IDS["kyiv"], IDS["talk"], IDS["##s"], IDS["[SEP]"]]
    assert (window.first, window.last) == ([1, 2], [1, 3])
    assert len(window.case) == len(window)
    assert [CASES[k] for k in window.case[1:-1]] == ["title", "lower", "lower"]


def test_rows_are_padded_to_the_longest() -> None:
    assert pad([[1, 2, 3], [4], []]).tolist() == [[1, 2, 3], [4, 0, 0], [0, 0, 0]]
