"""Where somebody speaks, decides or is arrested, told elsewhere in the article or not at all: by the shipped model."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from shipped import rules

from demarche.models import Article


def places(text: str) -> set[str]:
    """Return the events of ``text``, a paragraph a line, with the countries of their places: ``ACCUSE @ TUN``."""
    article = Article(paragraphs=tuple(text.split("\n")), published=datetime(2023, 3, 2, tzinfo=UTC))
    mentions = rules().mentions(article, min_confidence=0.0)
    return {f"{m.type} @ {m.location.country if m.location else '-'}" for m in mentions}


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "President Recep Tayyip Erdogan accused Germany of sheltering plotters.\n"
            '"We have been patient," Erdogan told supporters in a sports hall in the city of Konya.',
            "ACCUSE @ TUR",
        ),
        (
            "Antony Blinken met Sergei Lavrov in Jakarta on Wednesday.\nThe weather was fine.\n"
            "Nobody smiled for the cameras at the door, and the two did not shake hands in front of them.\n"
            "Blinken warned Russia of further sanctions.",
            "THREATEN @ IDN",
        ),
        (
            "Canadian Foreign Minister Melanie Joly arrived in Accra on Monday.\n"
            "The programme of the visit is a long one.\nJoly urged Mali to hold elections.",
            "REQUEST @ GHA",
        ),
        (
            "The West African bloc ECOWAS accused the junta in Niger of bad faith after an ECOWAS summit in Abuja.\n"
            "ECOWAS imposed sanctions on Niger.",
            "SANCTION @ NGA",
        ),
    ],
)
def test_who_is_put_somewhere_speaks_and_decides_there(text: str, event: str) -> None:
    assert event in places(text)


def test_a_place_in_a_quotation_puts_nobody_there() -> None:
    text = (
        'President Joe Biden said: "Vladimir Putin spoke in Geneva, and Putin lied."\n'
        "Putin warned the United States of further sanctions."
    )
    assert "THREATEN @ -" in places(text)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Moldova expelled six Russian diplomats on Monday.", "SANCTION @ MDA"),
        ("Iran arrested two German citizens on charges of spying.", "COERCE @ IRN"),
        ("Tajik students protested against Uzbekistan on Monday.", "PROTEST @ TJK"),
    ],
)
def test_expulsions_arrests_and_protests_take_place_at_home(text: str, event: str) -> None:
    assert event in places(text)


def test_an_army_takes_prisoners_where_it_fights() -> None:
    assert "COERCE @ -" in places("Ethiopian troops arrested two Eritrean officers on Monday.")


def test_violence_of_one_side_against_another_takes_place_where_all_of_it_does() -> None:
    text = (
        "Israeli aircraft bombed a Hezbollah depot in Tyre on Monday.\nNothing else was hit there.\n"
        "The Israeli army had warned the people of the town to leave it for the hills.\n"
        "Israel killed three Hezbollah fighters on Monday."
    )
    assert places(text) >= {"ASSAULT @ LBN"}
    assert "ASSAULT @ -" not in places(text)


def test_who_calls_on_somebody_is_no_caller() -> None:
    text = (
        "President Recep Tayyip Erdogan told a rally in Konya that Greece was to blame.\n"
        "Erdogan called on Germany to extradite the officers."
    )
    assert "REQUEST @ TUR" in places(text)


def test_may_after_a_preposition_is_a_month() -> None:
    article = Article(
        paragraphs=("Ethiopia and Sudan signed an accord in May.",), published=datetime(2023, 3, 2, tzinfo=UTC)
    )
    assert [m.date for m in rules().mentions(article, min_confidence=0.0)] == ["2022-05"]
