"""Text to words, as Universal Dependencies cuts English."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

from demarche.language import tokenizer


@pytest.fixture(scope="module")
def nlp() -> Language:
    made = spacy.blank("en")
    made.tokenizer = tokenizer(made)
    return made


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Russia's attack", ["Russia", "'s", "attack"]),
        ("Russia’s attack", ["Russia", "’s", "attack"]),
        ("didn't sign", ["did", "n't", "sign"]),
        ("a 10-year truce", ["a", "10", "-", "year", "truce"]),
        ("mid-2021", ["mid", "-", "2021"]),
        ("U.S. troops", ["U.S.", "troops"]),
        ("talks—again", ["talks", "—", "again"]),
        ("Representative/Vice-President", ["Representative", "/", "Vice", "-", "President"]),
        ("“Leave.” Kyiv", ["“", "Leave", ".", "”", "Kyiv"]),
        ("$2.5 billion", ["$", "2.5", "billion"]),
    ],
)
def test_text_is_cut_as_the_treebanks_cut_it(nlp: Language, text: str, words: list[str]) -> None:
    assert [t.text for t in nlp(text)] == words


@pytest.mark.parametrize(("text", "word"), [("They left.Kyiv stayed.", "Kyiv"), ("In 2014.Then war came.", "Then")])
def test_a_lost_space_between_sentences_does_not_glue_words(nlp: Language, text: str, word: str) -> None:
    assert word in [t.text for t in nlp(text)]


def test_no_character_of_the_text_is_lost(nlp: Language) -> None:
    text = "“We won’t go,”  said Lavrov — twice…\n\nKyiv–Moscow talks (in 2022-03)."
    assert nlp(text).text == text
