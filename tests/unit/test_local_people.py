"""People, crowds and bodies whose country no word beside them tells, read by the shipped model: one case a line."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

import pytest
import shipped

events = partial(shipped.events, published=datetime(2005, 11, 26, tzinfo=UTC))


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("US troops arrested Shaikh Mahmud Hassan, the imam of a mosque in Ramadi.", "COERCE USA -> IRQ"),
        ("American forces killed Abdullah Salih, a preacher in the town of Qaim.", "ASSAULT USA -> IRQ"),
        ("Assailants kidnapped a journalist, Ali Hamid, from his home in Basra.", "ASSAULT IRQ -> IRQ"),
        ("Guerrillas killed an engineer, Asi Ali, from Tikrit.", "ASSAULT IRQ -> IRQ"),
        ("Security police in Minsk detained the activist Pavel Sevyarynets.", "COERCE BLR -> BLR"),
    ],
)
def test_a_stranger_is_of_the_place_that_his_phrase_or_the_deed_names(text: str, event: str) -> None:
    assert event in events(text)


def test_whom_a_state_holds_at_home_may_be_a_foreigner() -> None:
    assert "COERCE RUS -> RUS" not in events("Russia arrested Evan Miller, a reporter, in March.")


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Gunmen killed a district head in Grozny.", "ASSAULT RUS -> RUS"),
        ("Guerrillas shot a teacher in Mosul. They also killed Hamid Akkab, a clan elder.", "ASSAULT IRQ -> IRQ"),
        ("In the eastern city of Baqubah, guerrillas detonated a car bomb.", "ASSAULT IRQ -> IRQ"),
    ],
)
def test_armed_men_strike_the_people_of_the_place(text: str, event: str) -> None:
    assert event in events(text)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "The Muslim Scholars Association rejected the government's offer of talks. They were to be in Baghdad.",
            "REJECT IRQ -> IRQ",
        ),
        ("Members of the Batawi clan demonstrated in Baghdad.", "PROTEST IRQ -> IRQ"),
    ],
)
def test_associations_and_clans_are_those_of_the_story(text: str, event: str) -> None:
    assert event in events(text)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Farmers marched through Warsaw to protest against cheap grain from Ukraine.", "PROTEST POL -> UKR"),
        ("In Fallujah, hundreds of demonstrators came out against US troops.", "PROTEST IRQ -> USA"),
        ("Monks led a march through Rangoon.", "PROTEST MMR -> MMR"),
    ],
)
def test_a_crowd_protests_against_whom_its_aim_names_or_its_own_government(text: str, event: str) -> None:
    assert event in events(text)


@pytest.mark.parametrize(
    "text",
    [
        "A gunman killed three people in a supermarket in Denver.",
        "Mexican police arrested a man who stabbed his wife in Puebla.",
    ],
)
def test_crime_and_private_matters_are_no_politics(text: str) -> None:
    assert events(text) == set()


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Monks marched through Rangoon, and soldiers arrested dozens of monks.", "COERCE MMR -> MMR"),
        ("Police in Casablanca said they had dismantled two terrorist cells.", "COERCE MAR -> MAR"),
        (
            "George W. Bush alleged that John Edwards lacks experience. Senators in Washington laughed.",
            "ACCUSE USA -> USA",
        ),
    ],
)
def test_dissent_and_quarrels_at_home_are_politics(text: str, event: str) -> None:
    assert event in events(text)
