"""What an official statement does in its publisher's name, read by the shipped model: one case a line."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from shipped import rules

from demarche.models import Article
from docs import told

ESTONIA = "Ministry of Foreign Affairs of Estonia"
PROTESTED = "Estonia condemns the arrest of its consul by the authorities of Belarus. "


def events(*paragraphs: str, publisher: str = "") -> set[str]:
    article = Article(paragraphs=paragraphs, published=datetime(2024, 3, 4, tzinfo=UTC), publisher=publisher)
    return {told(m) for m in rules().mentions(article, min_confidence=0.0)}


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Three employees of the embassy of Belarus have been asked to leave the country.", "SANCTION EST -> BLR"),
        ("The crossing at Narva will be closed to lorries.", "SANCTION EST -> BLR planned"),
        ("The decision is unjustified.", "ACCUSE EST -> BLR"),
        ("The claim that Estonia has fired on fishermen is baseless.", "REJECT EST -> BLR"),
        ("The arrest has no legal basis.", "ACCUSE EST -> BLR"),
        ("Should Belarus choose to escalate, other crossings may be closed.", "THREATEN EST -> BLR"),
        ("If Belarus does not release him, further measures will follow.", "THREATEN EST -> BLR"),
    ],
)
def test_a_statement_acts_for_its_publisher(text: str, event: str) -> None:
    assert event in events(PROTESTED + text, publisher=ESTONIA)


@pytest.mark.parametrize(
    "masthead",
    [
        "Statement by the Ministry of Foreign Affairs of Estonia on the consul",
        "Ministry of Foreign Affairs of the Republic of Estonia",
        "Statement of the Spokesperson of the Ministry of Foreign Affairs of Estonia",
    ],
)
def test_a_masthead_tells_the_publisher(masthead: str) -> None:
    assert "ACCUSE EST -> BLR" in events(masthead, "Belarus holds the consul. The arrest has no legal basis.")


@pytest.mark.parametrize(
    "text",
    [
        "The decision is unjustified.",
        "The crossing at Narva will be closed to lorries.",
        "If Belarus does not release him, further measures will follow.",
    ],
)
def test_a_newspaper_does_nothing_by_what_it_writes(text: str) -> None:
    alone = events("Belarus holds the consul of Estonia. ", publisher="The Daily Telegraph")
    assert events("Belarus holds the consul of Estonia. " + text, publisher="The Daily Telegraph") == alone


def test_a_headline_is_no_masthead() -> None:
    text = "Belarus holds the consul. The arrest has no legal basis."
    assert not any(e.startswith("ACCUSE EST") for e in events("The Ministry of Defence of Estonia denies talks", text))


def test_thanks_go_to_whom_they_are_given() -> None:
    told_events = events("Poland is grateful to Canada and Norway for their help against Belarus.")
    assert "SUPPORT POL -> CAN+NOR" in told_events
