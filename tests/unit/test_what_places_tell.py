"""Where speeches go on and force takes place, and whom names are that the text explains, read by the shipped model.

One case a line; the rules alone, without the network's own events.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from shipped import events, rules

from demarche.models import Article, Mention
from docs import told


def mentions(text: str) -> list[Mention]:
    article = Article(paragraphs=tuple(text.split("\n")), published=datetime(2023, 3, 2, tzinfo=UTC))
    return rules().mentions(article, min_confidence=0.0)


def places(text: str) -> set[str]:
    """Return the events of ``text`` with their places: ``ACCUSE @ Bursa, TUR``."""
    return {f"{m.type} @ {m.location.name}, {m.location.country}" for m in mentions(text) if m.location}


def test_what_somebody_says_after_a_speech_he_says_there() -> None:
    text = (
        "Speaking in Bursa, President Recep Tayyip Erdogan accused Germany of arrogance.\n"
        "Germany said nothing.\n"
        "Erdogan urged the United States to withdraw."
    )
    assert "REQUEST @ Bursa, TUR" in places(text)


def test_who_speaks_in_two_places_speaks_in_neither_of_them_without_a_word() -> None:
    text = (
        "Speaking in Bursa, President Recep Tayyip Erdogan accused Germany of arrogance.\n"
        "Speaking in Vienna, Erdogan condemned France.\n"
        "Erdogan urged the United States to withdraw."
    )
    assert not any(place.startswith("REQUEST") for place in places(text))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Nigerian police arrested eleven Nigerian opposition supporters.", "COERCE @ Nigeria, NGA"),
        ("Al-Shabaab fighters killed two Kenyan soldiers.", "ASSAULT @ Somalia, SOM"),
    ],
)
def test_force_within_one_country_takes_place_there(text: str, place: str) -> None:
    assert place in places(text)


def test_force_between_two_countries_takes_place_where_the_text_says() -> None:
    assert not places("Russian soldiers killed four Ukrainian soldiers.")


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "Bangladesh complained. Two boats were seized by the NaSaKa, Burma's border force.\n"
            "The NaSaKa fired on Bangladeshi soldiers.",
            "ASSAULT MMR -> BGD",
        ),
        ("The African Union condemned the killings by anti-Balaka fighters.", "ACCUSE African Union -> CAF"),
        (
            "Bangladesh closed the frontier. The United Nations refugee agency criticised Bangladesh.",
            "ACCUSE United Nations -> BGD",
        ),
    ],
)
def test_a_body_is_what_the_text_says_of_it(text: str, event: str) -> None:
    assert event in events(text)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("In 2007 the Moroccan ambassador in Madrid was called home.", "SANCTION MAR -> ESP"),
        ("The Moroccan ambassador was expelled by Spain.", "SANCTION ESP -> MAR"),
    ],
)
def test_an_envoy_is_called_home_by_those_who_sent_him(text: str, event: str) -> None:
    assert event in events(text)


def test_a_court_is_not_who_is_sued() -> None:
    found = mentions("Peru took its dispute with Chile to the International Court of Justice.")
    assert [told(m) for m in found if m.type == "ACCUSE"] == ["ACCUSE PER -> -"]


def test_rebels_deny_what_their_government_says() -> None:
    text = "Sri Lanka's government accused the Tamil Tigers. The rebels strongly denied any involvement."
    (denial,) = (m for m in mentions(text) if m.type == "REJECT")
    assert [a.sector for a in denial.target] == ["GOV"]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("In the streets of Lima about 2,000 people protested against the summit.", "PROTEST PER -> -"),
        ("Colin Powell ended up negotiating with Morocco.", "CONSULT MAR+USA -> -"),
        ("The killing of a Turkish envoy, widely blamed on Egypt, shook Libya.", "ASSAULT EGY -> TUR"),
        ("Israel vowed to crush Hamas.", "THREATEN ISR -> PSE"),
        ("The United Nations sent a peacekeeping mission to Haiti.", "AID United Nations -> HTI"),
    ],
)
def test_what_a_phrase_tells_counts_more_than_its_verb(text: str, event: str) -> None:
    assert event in events(text)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "Spain's foreign minister spoke to the Moroccan minister, Saad-Eddine El Othmani. He criticised France.",
            "ACCUSE ESP -> FRA",
        ),
        (
            "The African Union has given the armed groups in Mali until Friday to leave. It accused Mali of delay.",
            "ACCUSE African Union -> MLI",
        ),
    ],
)
def test_a_pronoun_takes_up_the_subject_and_not_an_apposition_or_a_plural(text: str, event: str) -> None:
    assert event in events(text)
