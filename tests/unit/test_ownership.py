"""Whose people they are, read by the shipped model: actors named without a country, one case a line."""

from __future__ import annotations

import pytest
from shipped import events, rules

from demarche.models import Article
from docs import told


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Police in Minsk detained dozens of protesters. The opposition condemned the arrests.", "ACCUSE BLR -> BLR"),
        (
            "KAMPALA, Uganda - Security forces arrested opposition leader Bobi Wine. His party accused the police.",
            "ACCUSE UGA -> UGA",
        ),
        ("A prosecutor in Agrigento is investigating two officers. Italy stayed silent.", "ACCUSE ITA -> ITA"),
        ("Gunmen killed seven policemen in Quetta, Pakistan.", "ASSAULT PAK -> PAK"),
        ("Soldiers overthrew President Roch Kabore of Burkina Faso.", "COERCE BFA -> BFA"),
        ("Lawmakers in Seoul met. Opposition lawmakers criticised the government.", "ACCUSE KOR -> KOR"),
        ("Villagers in northern Nigeria accused soldiers of burning their homes.", "ACCUSE NGA -> NGA"),
        (
            "Taiwan's coast guard detained six Chinese sailors. Beijing called the sailors fishermen.",
            "COERCE TWN -> CHN",
        ),
    ],
)
def test_those_of_no_country_belong_where_the_story_is(text: str, event: str) -> None:
    assert event in events(text)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("SANAA, Yemen - Rebels seized a ship and hold its crew.", "COERCE YEM -> YEM"),
        ("The opposition rallied. Riot police in Lome fired tear gas at protesters.", "COERCE TGO -> TGO"),
        ("Officers of the Zimbabwe Republic Police arrested three journalists.", "COERCE ZWE -> ZWE"),
    ],
)
def test_a_power_at_home_acts_on_the_people_of_its_country(text: str, event: str) -> None:
    assert event in events(text)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Chinese fishermen sailed north. Manila released the fishermen on Tuesday.", "RETREAT PHL -> CHN"),
        ("The European Commission met. Hungary accused the Commission of blackmail.", "ACCUSE HUN -> European Union"),
        ("Kigali lies near Burundi. Rwanda accused its neighbour of harbouring rebels.", "ACCUSE RWA -> BDI"),
        (
            "Germany, France and Britain wrote to Iran. Iran accused the trio of bad faith.",
            "ACCUSE IRN -> DEU+FRA+GBR",
        ),
        ("Germany and France wrote to Iran. Iran accused the two of bad faith.", "ACCUSE IRN -> DEU+FRA"),
        ("David Lammy visited Kyiv. Officials there urged Britain to send missiles.", "REQUEST UKR -> GBR"),
        (
            "The Secretary-General called on all parties in Afghanistan to show restraint.",
            "REQUEST United Nations -> AFG",
        ),
    ],
)
def test_short_names_mean_whom_the_text_named_before(text: str, event: str) -> None:
    assert event in events(text)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Tens of thousands of people marched through Budapest.", "PROTEST HUN -> HUN"),
        ("Thousands of people gathered outside the French base in Niamey.", "PROTEST NER -> FRA"),
        ("Peruvian farmers blocked the road to the mine.", "PROTEST PER -> PER"),
    ],
)
def test_crowds_protest_against_their_government_unless_another_is_named(text: str, event: str) -> None:
    assert event in events(text)


def test_a_coalition_belongs_to_no_country() -> None:
    assert "ASSAULT the Coalition -> SYR" in events(
        "Coalition military forces conducted nine strikes against ISIL in Syria."
    )


def test_a_unit_and_an_official_of_a_statement_are_its_publishers() -> None:
    found = events("Deputy Foreign Minister Ivan Petrenko condemned Iran.", "Ministry of Foreign Affairs of Ukraine")
    assert found == {"ACCUSE UKR -> IRN"}


def test_a_newspaper_named_after_a_town_speaks_for_no_government() -> None:
    assert not events("We must thank Ukraine. Our people are grateful.", "Jerusalem Post")


def test_the_office_in_the_text_tells_more_than_a_later_one() -> None:
    text = "Foreign Minister Julie Bishop met Iraqi Foreign Minister Ibrahim al-Jaafari in Canberra."
    article = Article(paragraphs=(text,))
    assert {told(m) for m in rules().mentions(article, min_confidence=0.0)} == {"CONSULT AUS+IRQ -> -"}


def test_police_work_in_a_quiet_article_is_no_politics() -> None:
    assert not events("Officers searched a house in Bradford and arrested a man. A sergeant praised a passer-by.")


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Ecuador has granted political asylum to Julian Assange.", "AID ECU -> Julian Assange"),
        ("Honduras is willing to withdraw its troops from a zone along the border.", "AGREE HND -> -"),
        ("The European Parliament has issued an ultimatum to the negotiators.", "THREATEN European Union -> -"),
    ],
)
def test_asylum_offers_to_yield_and_what_unions_do_are_politics_in_a_quiet_article(text: str, event: str) -> None:
    assert event in events(text)


def test_a_law_is_no_actor() -> None:
    found = events("The United States imposed sanctions on Zimbabwe under the Immigration and Nationality Act.")
    assert found == {"SANCTION USA -> ZWE"}


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
        ("Eritrea accused Ethiopia, whose own forces entered Tigray in 2020, of lying.", "ASSAULT ETH -> ETH"),
        (
            "French troops left Niger after the junta had ordered them out. The junta seized power in July.",
            "COERCE NER -> NER",
        ),
        ("USS Carney shot down a Houthi missile.", "ASSAULT USA -> YEM"),
        ("HMAS Toowoomba fired at a Houthi boat.", "ASSAULT AUS -> YEM"),
    ],
)
def test_forces_are_of_whom_the_clause_the_story_or_the_prefix_tells(text: str, event: str) -> None:
    assert event in events(text)
