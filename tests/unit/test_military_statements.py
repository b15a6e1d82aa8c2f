"""What armed forces and coalitions say of their own deeds, read by the shipped model: one case a line."""

from __future__ import annotations

import pytest
from shipped import events


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Coalition aircraft destroyed four ISIL tanks near Palmyra, Syria.", "ASSAULT the Coalition -> SYR"),
        ("An ISIL commander was killed by a coalition airstrike in Mosul.", "ASSAULT the Coalition -> IRQ"),
        ("The U.S.-led coalition conducted 12 airstrikes against ISIL in Iraq.", "ASSAULT the Coalition -> IRQ"),
        (
            '"We will continue to strike ISIL wherever it hides," Col. Steve Warren, a coalition spokesman, said.',
            "THREATEN the Coalition -> IRQ",
        ),
    ],
)
def test_a_coalition_acts_in_its_own_name(text: str, event: str) -> None:
    assert event in events(text)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Iraqi troops cleared the neighbourhood of ISIL fighters.", "ASSAULT IRQ -> IRQ"),
        ("Iraqi forces have retaken the city of Tikrit. ISIL fled.", "ASSAULT IRQ -> IRQ"),
        ("The Syrian Democratic Forces seized 20 square kilometers of terrain from Daesh.", "ASSAULT SYR -> SYR"),
        ("French aircraft delivered 20 munitions on ISIL targets in Iraq.", "ASSAULT FRA -> IRQ"),
    ],
)
def test_ground_is_taken_from_the_armed_group(text: str, event: str) -> None:
    assert event in events(text)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("U.S. forces advise and assist Iraqi security forces.", "AID USA -> IRQ"),
        ("Poland delivered ten armoured vehicles to the Ukrainian army.", "AID POL -> UKR"),
        ("Australia handed over twelve ambulances to Jordan.", "AID AUS -> JOR"),
        ("The Netherlands donated 40 ambulances to Jordan.", "AID NLD -> JOR"),
        ("Polish and American soldiers took part in a joint exercise.", "COOPERATE POL+USA -> -"),
    ],
)
def test_partners_are_helped_and_trained(text: str, event: str) -> None:
    assert event in events(text)


def test_a_strike_is_aimed_at_the_enemy_and_not_at_the_country() -> None:
    found = events("Coalition military forces conducted 34 strikes against ISIL in Iraq and Syria.")
    assert found == {"ASSAULT the Coalition -> IRQ"}


def test_what_a_side_will_not_allow_it_threatens() -> None:
    text = '"We will not allow ISIL to return to Mosul," U.S. Defense Secretary Lloyd Austin said.'
    assert "THREATEN USA -> IRQ" in events(text)


def test_what_kind_an_exercise_is_tells_no_owner() -> None:
    text = "The Foreign Ministry of Georgia expressed its concern over the military exercises of Russia."
    assert "ACCUSE GEO -> RUS" in events(text)
    assert not any(e.startswith("COOPERATE") for e in events(text))


def test_a_name_may_begin_with_a_small_article() -> None:
    assert "ASSAULT USA -> SYR" in events("U.S. forces attacked al-Qaida in Syria.")


@pytest.mark.parametrize(
    "text", ["The mayor cleared the area of snow.", "Regulators provided a list of banks to the central bank of Kenya."]
)
def test_work_at_home_is_no_war(text: str) -> None:
    assert not events(text)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "Iraqi forces cleared ISIL fighters from the eastern districts of Mosul on Tuesday.",
            "ASSAULT IRQ -> IRQ",
        ),
        (
            "The Syrian Democratic Forces announced the start of the operation to isolate Raqqa.",
            "ASSAULT SYR -> SYR",
        ),
        ("Peshmerga fighters held their defensive positions against ISIL north of Mosul.", "MOBILIZE IRQ -> IRQ"),
        (
            "RAF Tornado GR4s used Paveway IV bombs to destroy a Daesh machine-gun post near Ramadi.",
            "ASSAULT GBR -> IRQ",
        ),
        ("ISIL seized the tanks from Tabqa airfield in Syria.", "COERCE SYR -> SYR"),
        ("The guided missile destroyer USS Porter arrived in Odessa, Ukraine.", "MOBILIZE USA -> UKR"),
        ("Combined Joint Task Force provided masks to the Iraqi security forces.", "AID the Coalition -> IRQ"),
    ],
)
def test_operations_name_their_forces_and_their_enemy(text: str, event: str) -> None:
    assert event in events(text)
