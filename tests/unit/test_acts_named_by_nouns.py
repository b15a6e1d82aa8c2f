"""Who does and who undergoes what a noun tells, read by the shipped model: one case a line."""

from __future__ import annotations

import pytest
from shipped import events


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("The release of twelve Thai hostages by Hamas followed talks in Cairo.", "RETREAT PSE -> THA"),
        ("The withdrawal of French forces from Niger was completed in December.", "RETREAT FRA -> NER"),
        (
            "The expulsion of the Iranian ambassador from Australia on Tuesday surprised diplomats.",
            "SANCTION AUS -> IRN",
        ),
        ("Russia's build-up of tens of thousands of troops near Ukraine has alarmed the West.", "MOBILIZE RUS -> UKR"),
        (
            "The delivery of anti-tank weapons to Ukraine by British transport planes continued on Tuesday.",
            "AID GBR -> UKR",
        ),
        ("Norway expresses its deep concern over the arrest of opposition leaders in Myanmar.", "COERCE MMR -> MMR"),
    ],
)
def test_the_agent_acts_and_what_follows_of_undergoes_it(text: str, event: str) -> None:
    assert event in events(text)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("New Zealand extends its condolences to the victims of the bombings in Colombo.", "SUPPORT NZL -> LKA"),
        (
            "My thoughts are with the people of Indonesia after the attacks in Surabaya, the Australian foreign minister "
            "said.",
            "SUPPORT AUS -> IDN",
        ),
        (
            '"I want to convey my deepest condolences to the families of the victims in Istanbul," the American '
            "secretary of defense said.",
            "SUPPORT USA -> TUR",
        ),
    ],
)
def test_condolences_are_for_the_country_that_mourns(text: str, event: str) -> None:
    assert event in events(text)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "Canada responded with over 90 million dollars in humanitarian assistance for Jordan.",
            "AID CAN -> JOR",
        ),
        ("The phone call was the first between Biden and Xi since March.", "CONSULT CHN+USA -> -"),
        ("Also today, he commented on yesterday's terrorist bombings in Istanbul, Turkey.", "ASSAULT TUR -> TUR"),
    ],
)
def test_the_sentence_names_who_takes_part(text: str, event: str) -> None:
    assert event in events(text)


@pytest.mark.parametrize(
    "text",
    [
        "Officials spoke about a possible Russian invasion of Ukraine.",
        "A Turkish patrol boat was moored near a Greek island.",
    ],
)
def test_what_is_only_possible_or_a_kind_of_thing_is_not_told(text: str) -> None:
    assert events(text) == set()


def test_a_call_with_somebody_demands_nothing() -> None:
    assert events("Secretary Blinken's call with Kenyan President Ruto lasted an hour.") == {"CONSULT KEN+USA -> -"}
