"""Acts whose clause names one party only, read by the shipped model: what tells the other, one case a line."""

from __future__ import annotations

import pytest
from shipped import events, rules

from demarche.models import Article


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "The European Union blacklisted ten companies affiliated with the Syrian government.",
            "European Union -> SYR",
        ),
        ("The Treasury Department sanctioned three entities linked to Iran's missile program.", "USA -> IRN"),
        ("Bank accounts belonging to Libyan officials were frozen by Switzerland.", "CHE -> LBY"),
        ("Britain froze the assets of the bank, which is owned by the Iranian state.", "GBR -> IRN"),
        ("Businessmen close to the Kremlin were sanctioned by Canada.", "CAN -> RUS"),
        ("Washington imposed visa restrictions on several executives of a Belarusian bank.", "USA -> BLR"),
    ],
)
def test_sanctions_on_firms_and_people_strike_the_state_they_belong_to(text: str, event: str) -> None:
    assert f"SANCTION {event}" in events(text)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("A Greek tanker was seized in the Gulf by Iran's Revolutionary Guards.", "COERCE IRN -> GRC"),
        ("Two diplomatic compounds owned by Russia were seized in Maryland.", "COERCE USA -> RUS"),
    ],
)
def test_whose_the_object_is_counts_before_where_it_was(text: str, event: str) -> None:
    assert event in events(text)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Russian athletes were denied visas to enter the United States.", "REJECT USA -> RUS"),
        ("Four Dutch citizens were released from a prison in Iran.", "RETREAT IRN -> NLD"),
        ("Ethiopian workers were deported from Saudi Arabia last year.", "COERCE SAU -> ETH"),
        ("Five Kenyan traders were arrested by Ugandan police and accused of being smugglers.", "ACCUSE UGA -> KEN"),
        ("Two Turkish drones were struck and destroyed by Syrian government forces.", "ASSAULT SYR -> TUR"),
        ("Iran captured two British sailors in March. They were freed in April.", "RETREAT IRN -> GBR"),
    ],
)
def test_the_agent_of_a_passive_stands_elsewhere(text: str, event: str) -> None:
    assert event in events(text)


def test_troops_withdrawn_from_a_country_are_not_withdrawn_by_it() -> None:
    assert events("Russian troops were withdrawn from Syria.") == set()


def test_a_statement_tells_what_its_publisher_did() -> None:
    text = "The Iranian side was asked to conduct a thorough inquiry."
    assert "REQUEST PAK -> IRN" in events(text, publisher="Ministry of Foreign Affairs of Pakistan")
    assert events(text) == set()


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Colombia closed the border with Venezuela. Caracas responded with sanctions.", "SANCTION VEN -> COL"),
        ("Hezbollah fired rockets at Haifa. Israel responded with air strikes.", "ASSAULT ISR -> LBN"),
        ("Pakistan tested a ballistic missile on Monday. India condemned the test.", "ACCUSE IND -> PAK"),
        ("Israel bombed a building in Damascus on Sunday. Iran promised retaliation.", "THREATEN IRN -> ISR"),
        (
            "Russia recognised the region as independent. The European Union voiced regret over the decision.",
            "ACCUSE European Union -> RUS",
        ),
        (
            "North Korea fired two missiles into the sea. South Korea condemned the launch, and Japan lodged a protest.",
            "ACCUSE JPN -> PRK",
        ),
        (
            "Spain accused Morocco of pushing migrants over the fence. Russia urged Morocco and Spain to talk. "
            "Morocco accused Spain of lying. Madrid recalled its ambassador.",
            "SANCTION ESP -> MAR",
        ),
        ("Venezuela expelled the German ambassador. Berlin protested.", "ACCUSE DEU -> VEN"),
    ],
)
def test_an_act_answers_what_was_told_before(text: str, event: str) -> None:
    assert event in events(text)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("President Macron met the Egyptian president in Cairo to congratulate him.", "SUPPORT FRA -> EGY"),
        ("The German chancellor telephoned the Omani sultan to express her gratitude.", "SUPPORT DEU -> OMN"),
    ],
)
def test_what_one_meets_somebody_for_is_said_to_him(text: str, event: str) -> None:
    assert event in events(text)


def test_who_repeats_a_warning_gives_it_to_the_same() -> None:
    text = "France warned Mali over the mercenaries. Niger rejected the remark. Paris repeated the warning on Friday."
    assert "THREATEN FRA -> NER" not in events(text)


def test_rebels_deny_what_their_government_says() -> None:
    text = "Sri Lanka's government accused the Tamil Tigers. The rebels strongly denied any involvement."
    (denial,) = (m for m in rules().mentions(Article(paragraphs=(text,)), min_confidence=0.0) if m.type == "REJECT")
    assert [a.sector for a in denial.target] == ["GOV"]
