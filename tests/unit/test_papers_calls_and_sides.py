"""Who speaks through a paper or a call, whose act a noun names and who is another side: one case a line."""

from __future__ import annotations

import pytest
from shipped import events


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "The EU has issued a statement criticising the arrest of protesters in Belarus.",
            "ACCUSE European Union -> BLR",
        ),
        (
            "Russia sent a letter to the UN Security Council accusing Ukraine of shelling its border.",
            "ACCUSE RUS -> UKR",
        ),
        ("The Israeli parliament adopted a resolution condemning Turkey's operation.", "ACCUSE ISR -> TUR"),
        ("Macron telephoned Vladimir Putin to congratulate him on his victory.", "SUPPORT FRA -> RUS"),
        (
            "The Indian prime minister wrote to the Ukrainian president to express his condolences.",
            "SUPPORT IND -> UKR",
        ),
        ("Canada said Russian attacks on civilians must stop.", "REQUEST CAN -> RUS"),
    ],
)
def test_a_paper_or_a_call_speaks_for_who_sends_it(text: str, event: str) -> None:
    assert event in events(text)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("The United States condemned the threats made by North Korea.", "ACCUSE USA -> PRK"),
        ("The Lebanese army said it would release three Hezbollah fighters.", "AGREE LBN -> LBN"),
        ("Israel withdrew its troops from the Gaza villages.", "RETREAT ISR -> PSE"),
        ("The UN envoy held a meeting with former Yemeni president Ali Nasser.", "CONSULT United Nations+YEM -> -"),
        (
            "Qatar launched a mediation effort to end the rift between Iran and Saudi Arabia.",
            "CONSULT IRN+QAT+SAU -> -",
        ),
        ("President Tokayev attended a regional summit in Uzbekistan.", "CONSULT KAZ+UZB -> -"),
    ],
)
def test_whom_a_phrase_names_takes_part(text: str, event: str) -> None:
    assert event in events(text)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Iran came under fire from the United States over its missile programme.", "ACCUSE USA -> IRN"),
        (
            "The Polish prime minister launched a scathing attack on the European Commission.",
            "ACCUSE POL -> European Union",
        ),
        ("Britain pledged its full support for Ukraine.", "SUPPORT GBR -> UKR"),
        ("Britain pledged military support for Ukraine.", "AGREE GBR -> UKR"),
        ("India and Pakistan agreed to a ceasefire.", "AGREE IND+PAK -> -"),
        ("The Kremlin challenged the British account of the poisoning.", "REJECT RUS -> GBR"),
    ],
)
def test_words_of_force_and_of_help_may_only_speak(text: str, event: str) -> None:
    assert event in events(text)


@pytest.mark.parametrize(
    "text",
    [
        "A car bomb in Baghdad killed five American soldiers.",
        "An explosion in Moscow killed two Chinese diplomats.",
    ],
)
def test_the_place_of_a_bomb_did_not_plant_it(text: str) -> None:
    assert not events(text)


def test_a_resolution_that_condemns_is_no_support() -> None:
    told_of = events("The Israeli parliament adopted a resolution condemning Turkey's operation.")
    assert not any(e.startswith("SUPPORT") for e in told_of)
