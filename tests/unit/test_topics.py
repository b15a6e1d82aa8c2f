"""Articles that are no political news give no events, whatever their words look like."""

from __future__ import annotations

import docs
from demarche.extraction.chunking import Chunker
from demarche.extraction.topics import fields, is_other_news

ATTACK = """
England   =      PROPN attacked nsubj
attacked  attack VERB  -        root
France    =      PROPN attacked obj
"""
MATCH = "\n".join(
    f"{word} = NOUN came nsubj\ncame come VERB - root\n"
    for word in ("goalkeeper", "striker", "midfielder", "referee", "hat-trick", "coach", "championship")
)
OFFICIALS = "\n".join(
    f"{adjective} {adjective.lower()} ADJ {role} amod\n{role} = NOUN came nsubj Number=Sing\ncame come VERB - root\n"
    for adjective, role in (
        ("French", "president"),
        ("Russian", "president"),
        ("Japanese", "premier"),
        ("Turkish", "president"),
        ("Polish", "premier"),
    )
)


def is_other(table: str) -> bool:
    doc = docs.document(table)
    return is_other_news(doc, Chunker(doc, docs.CONFLICT_DAY).chunks())


def test_the_test_speaks_the_language_of_sport() -> None:
    known = fields()["sport"]
    assert len([w for w in MATCH.split() if w in known]) >= 5


def test_an_attack_in_a_match_report_is_no_event() -> None:
    assert is_other(ATTACK + "\n" + MATCH)
    assert docs.mentions_of(ATTACK + "\n" + MATCH) == []


def test_the_same_attack_in_political_news_is_one() -> None:
    assert not is_other(ATTACK)
    assert [docs.told(m) for m in docs.mentions_of(ATTACK)] == ["ASSAULT GBR -> FRA"]


def test_one_word_of_sport_repeated_does_not_make_an_article_sport() -> None:
    goals = "\n".join("goals goal NOUN came nsubj\ncame come VERB - root\n" for _ in range(8))
    assert not is_other(ATTACK + "\n" + goals)


def test_an_article_full_of_officials_is_political_even_at_a_match() -> None:
    assert not is_other(OFFICIALS + "\n" + MATCH)


def test_an_article_without_words_is_no_political_news() -> None:
    assert is_other("... = PUNCT - root")
