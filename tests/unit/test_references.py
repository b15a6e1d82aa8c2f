"""Whom a sentence means by what others named: pronouns, allies, councils, and acts taken up again.

Read by the shipped model; ``docs.told`` says how an event reads here.
"""

from __future__ import annotations

import pytest
from shipped import events


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Tunisia's reaction was sharp. It recalled its ambassador from Rome.", "SANCTION TUN -> ITA"),
        (
            "Italy let the officers go. On Friday Tunisia complained. It withdrew its envoy from Rome and demanded an "
            "apology.",
            "REQUEST TUN -> ITA",
        ),
        (
            "Moscow wants a guarantee that Ukraine will never join NATO. It also wants the allies to remove troops "
            "from the region.",
            "REQUEST RUS -> NATO",
        ),
    ],
)
def test_a_pronoun_is_nobody_towards_whom_its_verb_is_aimed(text: str, event: str) -> None:
    assert event in events(text)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("The United States and its NATO allies urged Russia to pull back.", "REQUEST NATO+USA -> RUS"),
        ("The United States consulted with its NATO allies.", "CONSULT NATO+USA -> -"),
        ("NATO will send troops to Poland. Russia accused the allies of escalation.", "ACCUSE RUS -> NATO"),
        ("US allies in Asia criticised China.", "ACCUSE allies -> CHN"),
        ("World powers urged Iran to return to the talks.", "REQUEST world powers -> IRN"),
        ("China criticised some western countries for interfering.", "ACCUSE CHN -> the West"),
        ("The international community urged Sudan to stop.", "REQUEST international community -> SDN"),
    ],
)
def test_allies_and_vague_groups_are_no_single_state(text: str, event: str) -> None:
    assert event in events(text)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "The International Atomic Energy Agency and the European Union met Iran in Vienna. The agency urged Tehran "
            "to let its inspectors in.",
            "REQUEST International Atomic Energy Agency -> IRN",
        ),
        (
            "Finland asked NATO and the European Union for help. The alliance urged Russia to withdraw.",
            "REQUEST NATO -> RUS",
        ),
        (
            "Britain, France and Germany urged Iran to return to the deal. The three also condemned Russia.",
            "ACCUSE DEU+FRA+GBR -> RUS",
        ),
    ],
)
def test_a_body_or_a_count_means_those_that_bear_it(text: str, event: str) -> None:
    assert event in events(text)


def test_a_council_that_nobody_named_is_no_other_body() -> None:
    found = events("The African Union condemned the coup. The council detained the interior minister of Togo.")
    assert not any(e.startswith("COERCE African Union") for e in found)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "Chile asked Bolivia for gas. Peru offered help to Chile. Bolivia turned down that request.",
            "REJECT BOL -> CHL",
        ),
        ("Egypt and Sudan accused Ethiopia. Addis Ababa dismissed those claims.", "REJECT ETH -> EGY+SDN"),
        (
            "Colombia warned Venezuela that it would close the border. The Colombian president renewed the threat.",
            "THREATEN COL -> VEN",
        ),
        (
            "Turkey suspended talks with Greece. Cyprus and France criticised Ankara. Italy deplored the decision.",
            "ACCUSE ITA -> TUR",
        ),
        (
            "Estonia published two notes. The documents also accused Moscow of spying.",
            "ACCUSE EST -> RUS",
        ),
    ],
)
def test_an_act_taken_up_again_is_the_last_of_its_kind(text: str, event: str) -> None:
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


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "Laos accused Vietnam of aggression. Vietnam rejected the claim by Laos. Japan backed Vietnam."
            " The European Union called on both countries to hold talks.",
            "REQUEST European Union -> LAO+VNM",
        ),
        (
            "Peru and Ecuador met in Lima. Ecuador accused Peru of shelling a post. Chile sent an envoy."
            " Brazil is hosting talks between the two sides.",
            "CONSULT BRA+ECU+PER -> -",
        ),
        ("Britain recalled its ambassador from Minsk. Germany followed suit.", "SANCTION DEU -> BLR"),
        ("Several countries, including France and Italy, have halted aid to Uganda.", "SANCTION FRA+ITA -> UGA"),
        (
            "France has suspended aid to Niger. The United States has threatened to cut off its assistance.",
            "THREATEN USA -> NER",
        ),
        ("South Korea and North Korea held talks. The South accused the North of lying.", "ACCUSE KOR -> PRK"),
        ("North Korea fired shells. The South's defence ministry condemned the North.", "ACCUSE KOR -> PRK"),
        ("Rafik Hariri blamed Netanyahu's government for the strikes.", "ACCUSE LBN -> ISR"),
        ("The United States criticised the Mugabe government.", "ACCUSE USA -> ZWE"),
        ("Israel's ambassador to the United Nations, Gilad Erdan, condemned Iran.", "ACCUSE ISR -> IRN"),
    ],
)
def test_sides_halves_and_governments_are_those_whom_the_text_tells(text: str, event: str) -> None:
    assert event in events(text)


def test_a_south_of_no_korea_is_a_direction() -> None:
    assert not events("The South accused the North of lying.")


def test_what_is_done_to_ones_own_concerns_nobody_who_was_named_before() -> None:
    text = "New Zealand imposed sanctions on Fiji. Commander Frank Bainimarama ousted Prime Minister Laisenia Qarase."
    assert "SANCTION FJI -> NZL" not in events(text)
