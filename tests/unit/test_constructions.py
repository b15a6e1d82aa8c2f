"""What sentences of the news tell, read by the shipped model: one construction a line."""

from __future__ import annotations

import pytest
from shipped import events


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("France and Italy accused each other of bad faith on Monday.", "ACCUSE FRA+ITA -> FRA+ITA"),
        ("India and Pakistan expelled each other's diplomats.", "SANCTION IND+PAK -> IND+PAK"),
        ("Armenia and Azerbaijan traded accusations of shelling border villages.", "ACCUSE ARM+AZE -> ARM+AZE"),
    ],
)
def test_what_two_do_to_each_other_is_done_both_ways(text: str, event: str) -> None:
    assert event in events(text)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("The French foreign ministry issued a paper. The documents accused China of theft.", "ACCUSE FRA -> CHN"),
        ("Russia rejected the plan, charging that it is NATO that is waging war.", "ACCUSE RUS -> NATO"),
        (
            "I want to thank the government of Norway, said Ukrainian President Volodymyr Zelensky.",
            "SUPPORT UKR -> NOR",
        ),
        (
            "The State Department said Iran had failed to cooperate, adding that Tehran must let inspectors return.",
            "REQUEST USA -> IRN",
        ),
        (
            "A French official said Macron used the call to make one point to Putin: that Russia should leave Kherson.",
            "REQUEST FRA -> RUS",
        ),
        ("Western officials warned Georgia against passing the law.", "THREATEN the West -> GEO"),
        (
            "A series of U.S. air strikes against al-Qaida this week killed more than 20 militants, the spokesman said.",
            "ASSAULT USA -> AFG",
        ),
    ],
)
def test_who_speaks_and_acts_is_found_through_the_construction(text: str, event: str) -> None:
    assert event in events(text)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "Erdogan made clear that Syria would face consequences if it shelled Turkish villages.",
            "THREATEN TUR -> SYR",
        ),
        (
            "The United Nations accused Rwanda in a report published in June of sending troops to Congo.",
            "ACCUSE United Nations -> RWA",
        ),
        ("Bogota promised an inquiry to Quito.", "AGREE COL -> ECU"),
        ("Japan held a drill with the United States near Okinawa.", "COOPERATE JPN -> USA"),
        ("Ukraine accused Russia of shelling a school. Moscow dismissed it.", "REJECT RUS -> UKR"),
    ],
)
def test_what_is_said_promised_or_done_together_decides(text: str, event: str) -> None:
    assert event in events(text)
