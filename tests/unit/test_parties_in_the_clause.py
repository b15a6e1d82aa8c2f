"""Parties that the sentence names where the plain subject and object don't: read by the shipped model."""

from __future__ import annotations

from functools import partial

import pytest
import shipped

events = partial(shipped.events, min_confidence=None)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Canada delivered 40 armoured vehicles to the Ministry of Defence in Kyiv.", "AID CAN -> UKR"),
        ("Two American pilots were picked up by the Venezuelan National Guard.", "COERCE VEN -> USA"),
    ],
)
def test_a_body_belongs_to_the_country_beside_it_and_not_to_its_namesake(text: str, event: str) -> None:
    assert event in events(text)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "Three Indian soldiers were killed by what the army said was Pakistani sniper fire across the border.",
            "ASSAULT PAK -> IND",
        ),
        ("Three policemen were killed in Falluja in a friendly fire incident by US troops.", "ASSAULT USA -> IRQ"),
        ("The Italian ambassador was handed a note of protest by France.", "ACCUSE FRA -> ITA"),
        ("The Somali envoy was handed a protest note in Nairobi.", "ACCUSE KEN -> SOM"),
    ],
)
def test_who_acts_in_a_passive_stands_in_its_phrases(text: str, event: str) -> None:
    assert event in events(text)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Ecuador moved tanks to the border after Colombian aircraft bombed a rebel camp.", "MOBILIZE ECU -> COL"),
        ("Spain regrets the announcement that Nicaragua will leave the organisation.", "ACCUSE ESP -> NIC"),
        ("Madrid has asked for the return of two boys held by the authorities in Morocco.", "REQUEST ESP -> MAR"),
    ],
)
def test_a_clause_tells_who_is_answered(text: str, event: str) -> None:
    assert event in events(text)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "Tajik troops fired mortars at a frontier post near the Kyrgyz village of Kok-Tash, killing four guards.",
            "ASSAULT TJK -> KGZ",
        ),
        ("Iran's Revolutionary Guards boarded a tanker sailing under the British flag.", "COERCE IRN -> GBR"),
        ("Uganda has pulled its last battalion out of the east of the Congo.", "RETREAT UGA -> COD"),
        ("Russia stationed two more brigades opposite the Estonian border.", "MOBILIZE RUS -> EST"),
        ("American soldiers have begun to teach two Peshmerga companies.", "AID USA -> IRQ"),
        ("The African Union suspended Madagascar and let it return a year later.", "RETREAT African Union -> MDG"),
        ("U.S. forces conducted six strikes in Syria and nine in Iraq.", "ASSAULT USA -> IRQ+SYR"),
    ],
)
def test_whom_an_act_reaches_stands_deeper_in_its_phrases(text: str, event: str) -> None:
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
    assert "ACCUSE PER -> -" in shipped.events(
        "Peru took its dispute with Chile to the International Court of Justice."
    )
