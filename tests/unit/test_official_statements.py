"""What ministries and councils publish, and disputes between states, read by the shipped model: one case a line."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

import pytest
import shipped

INDIA = "Ministry of External Affairs, Government of India"
SUMMONED = "The Ambassador of the People's Republic of China was summoned today. "
MET = "Secretary of State Antony J. Blinken met today with Georgian Foreign Minister David Zalkaliani. "


events = partial(shipped.events, published=datetime(2022, 3, 10, tzinfo=UTC))


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("The Chinese side was urged to withdraw its soldiers.", "REQUEST IND -> CHN"),
        ("He was told that India would take all necessary measures.", "THREATEN IND -> CHN"),
        ("A protest was lodged over the intrusion of Chinese troops.", "ACCUSE IND -> CHN"),
        ("The Ambassador rejected the allegation.", "REJECT CHN -> IND"),
    ],
)
def test_a_ministry_does_what_its_statement_leaves_without_an_agent(text: str, event: str) -> None:
    assert event in events(SUMMONED + text, INDIA)


def test_without_a_publisher_nobody_is_said_to_ask() -> None:
    assert events("The Chinese side was urged to withdraw its soldiers.") == set()


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("The Secretary thanked the Minister for his support.", "SUPPORT USA -> GEO"),
        ("The Minister assured the Secretary that the vote would be free.", "AGREE GEO -> USA"),
        ("He said there would be no recognition of Abkhazia.", "REJECT USA -> GEO"),
        ("The two ministers agreed to meet again in May.", "AGREE GEO+USA -> -"),
    ],
)
def test_an_office_in_a_readout_is_that_of_whom_it_named(text: str, event: str) -> None:
    assert event in events(MET + text, "US Department of State")


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "The members of the Security Council commended Kenya and Ghana. They urged Haiti to hold elections.",
            "REQUEST United Nations -> HTI",
        ),
        (
            "The members of the Security Council met. They regretted that Haiti had not voted, and urged Kenya to help.",
            "REQUEST United Nations -> KEN",
        ),
    ],
)
def test_they_in_a_statement_are_those_who_make_it(text: str, event: str) -> None:
    assert event in events(text, "United Nations")


def test_a_union_calls_itself_by_half_its_name() -> None:
    text = "Today the Council imposed sanctions on Belarus."
    assert "SANCTION European Union -> BLR" in events(text, "European External Action Service")


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "Mutinous soldiers in Mali detained President Keita, drawing condemnation from France and Ghana.",
            "ACCUSE FRA+GHA -> MLI",
        ),
        ("Two Spanish nurses, held for months by rebels in Mali, were freed on Monday.", "RETREAT MLI -> ESP"),
        ("Iran is responsible for the attack on the Iraqi embassy.", "ASSAULT IRN -> IRQ"),
        ('Chad said Libya shelled its post. "That is a lie," the Libyan ambassador said.', "REJECT LBY -> TCD"),
        ("The meeting brought together envoys of Kenya and Ethiopia.", "CONSULT ETH+KEN -> -"),
        ("Peru lodged a complaint with the World Trade Organization against Chile.", "ACCUSE PER -> CHL"),
    ],
)
def test_whose_act_it_is(text: str, event: str) -> None:
    assert event in events(text)


def test_what_is_only_claimed_did_not_happen() -> None:
    assert not any(
        e.startswith("MOBILIZE") for e in events("Claims that Indian soldiers crossed the line are baseless.")
    )


def test_a_council_that_no_body_is_called_is_none() -> None:
    text = "The African Union condemned the coup in Chad. The council imposed a curfew."
    assert not any("COERCE African Union" in e for e in events(text))


@pytest.mark.parametrize(
    ("publisher", "country"),
    [
        ("Ministry of Foreign Affairs of the People's Republic of China", "CHN"),
        ("Embassy of the People’s Republic of China in the United Kingdom", "CHN"),
        ("Ministry of Foreign Affairs of the Democratic People's Republic of Korea", "PRK"),
        ("Ministry of Foreign Affairs, Republic of China (Taiwan)", "TWN"),
        ("Department of Foreign Affairs and Trade, Australia", "AUS"),
        ("Department of Foreign Affairs, Ireland", "IRL"),
        ("Department of Foreign Affairs, Philippines", "PHL"),
        ("Foreign & Commonwealth Office", "GBR"),
        ("Press Information Bureau, Government of India", "IND"),
        ("Embassy of Japan, Nairobi", "JPN"),
    ],
)
def test_a_publisher_is_of_the_country_that_its_whole_name_tells(publisher: str, country: str) -> None:
    assert f"ACCUSE {country} -> NOR" in events("We condemn the attack by Norway. We shall respond.", publisher)


def test_the_language_of_an_edition_is_no_publisher() -> None:
    assert not events("We condemn the attack by Norway.", "La Gaceta de Levante (English edition)")


@pytest.mark.parametrize(
    "opening",
    [
        "Joint statement by France, Italy and Spain\n",
        "A Joint Statement from the Governments of France, Italy and Spain\n",
        "We, the foreign ministers of France, Italy and Spain, met in Rome. ",
        "The following statement was released by the governments of France, Italy and Spain. ",
    ],
)
def test_those_who_publish_a_statement_together_speak_together(opening: str) -> None:
    found = events(f"{opening}We condemn the attack by Norway.", "Ministry of Foreign Affairs of Italy")
    assert "ACCUSE ESP+FRA+ITA -> NOR" in found
