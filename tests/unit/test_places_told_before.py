"""Places that stand elsewhere than in the phrase of the verb, read by the shipped model: one case a line."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from shipped import rules

from demarche.models import Article


def told(text: str) -> set[str]:
    """Return the events of ``text`` with their places: ``ASSAULT @ Mosul, IRQ``."""
    article = Article(paragraphs=tuple(text.split("\n")), published=datetime(2023, 3, 2, tzinfo=UTC))
    mentions = rules().mentions(article, min_confidence=0.0)
    return {f"{m.type} @ {m.location.name}, {m.location.country}" if m.location else f"{m.type} @ -" for m in mentions}


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("The Russian army resumed the siege of Mariupol in Ukraine.", "ASSAULT @ Mariupol, UKR"),
        ("The occupation of Iraq by the United States lasted eight years.", "ASSAULT @ Iraq, IRQ"),
        ("Kenyan soldiers entered the Somali town of Burgabo on Friday.", "ASSAULT @ Burgabo, SOM"),
        (
            "Iraqi forces maintained their defensive positions against Islamic State fighters on three sides of Mosul.",
            "MOBILIZE @ Mosul, IRQ",
        ),
    ],
)
def test_what_is_attacked_or_held_is_the_place(text: str, event: str) -> None:
    assert event in told(text)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "U.S. Africa Command conducted two airstrikes against al-Shabaab militants in the Lower Juba region.",
            "ASSAULT @ Lower Juba, SOM",
        ),
        (
            "Al-Shabaab fighters ambushed Ugandan troops near Buulo Xaawo in southern Somalia, killing five soldiers.",
            "ASSAULT @ Buulo Xaawo, SOM",
        ),
    ],
)
def test_a_village_without_a_row_lies_in_the_country_of_the_story(text: str, event: str) -> None:
    assert event in told(text)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("A Saudi air strike hit Sanaa. The Saudi coalition killed twelve Yemeni civilians.", "ASSAULT @ Sanaa, YEM"),
        (
            "The SDF continued to isolate Raqqa. The SDF seized 20 villages from ISIL fighters.",
            "ASSAULT @ Raqqa, SYR",
        ),
    ],
)
def test_a_fight_goes_on_where_it_was_told_last(text: str, event: str) -> None:
    assert told(text) == {event}


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Police fired on protesters in Khartoum. Sudanese forces arrested opposition leaders there.", "Khartoum, SDN"),
        ("Foreign Minister Ann Linde landed in Baghdad on Monday. There she met Iraq's president.", "Baghdad, IRQ"),
        (
            "Italian minister Paolo Gentiloni spoke in Tunis, where he was received by Tunisia's president.",
            "Tunis, TUN",
        ),
        ("Libya's envoy has been in Muscat since August for talks with Egyptian officials.", "Muscat, OMN"),
        ("Cuba, which hosted the talks with Norway, congratulated both delegations.", "Cuba, CUB"),
    ],
)
def test_there_where_and_hosts_point_to_a_place(text: str, event: str) -> None:
    assert any(e.endswith(event) for e in told(text))


def test_envoys_are_summoned_to_the_capital_and_the_audience_is_held_there() -> None:
    text = "Turkey on Friday summoned the Swedish ambassador to the Foreign Ministry. Turkey demanded an apology from Sweden."
    assert told(text) == {"ACCUSE @ Ankara, TUR", "REQUEST @ Ankara, TUR"}


def test_what_a_speaker_says_next_he_says_at_the_same_place() -> None:
    text = (
        "Prime Minister Hun Sen, speaking at a ceremony in Phnom Penh on Monday, warned Thailand. "
        '"If they come again, we will not use words," he said.'
    )
    assert "THREATEN @ Phnom Penh, KHM" in told(text)
    assert "THREATEN @ -" not in told(text)


def test_the_country_of_a_topic_is_no_place() -> None:
    text = "The French and German ministers discussed the crisis in Syria."
    assert told(text) == {"CONSULT @ -"}


def test_what_somebody_says_after_a_speech_he_says_there() -> None:
    text = (
        "Speaking in Bursa, President Recep Tayyip Erdogan accused Germany of arrogance.\n"
        "Germany said nothing.\n"
        "Erdogan urged the United States to withdraw."
    )
    assert "REQUEST @ Bursa, TUR" in told(text)


def test_who_speaks_in_two_places_speaks_in_neither_of_them_without_a_word() -> None:
    text = (
        "Speaking in Bursa, President Recep Tayyip Erdogan accused Germany of arrogance.\n"
        "Speaking in Vienna, Erdogan condemned France.\n"
        "Erdogan urged the United States to withdraw."
    )
    assert not any(event.startswith("REQUEST") and event != "REQUEST @ -" for event in told(text))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Nigerian police arrested eleven Nigerian opposition supporters.", "COERCE @ Nigeria, NGA"),
        ("Al-Shabaab fighters killed two Kenyan soldiers.", "ASSAULT @ Somalia, SOM"),
    ],
)
def test_force_within_one_country_takes_place_there(text: str, place: str) -> None:
    assert place in told(text)


def test_force_between_two_countries_takes_place_where_the_text_says() -> None:
    assert told("Russian soldiers killed four Ukrainian soldiers.") == {"ASSAULT @ -"}
