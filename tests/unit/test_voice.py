"""Who speaks as ``we`` in a statement that nobody is quoted in."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from shipped import rules

from demarche.models import Article

STATEMENT = (
    "{subject} condemns the arrest of opposition members in Harare. "
    "We call on Zimbabwe to release them. Our embassy stands ready to help."
)


def requests(text: str) -> list[str]:
    article = Article(paragraphs=(text,), published=datetime(2022, 6, 24, tzinfo=UTC))
    found = [m for m in rules().mentions(article, min_confidence=0.0) if m.type == "REQUEST"]
    return [a.country or a.name.upper() for m in found for a in m.source]


@pytest.mark.parametrize(
    ("subject", "party"),
    [("The United States", "USA"), ("Botswana", "BWA"), ("The European Union", "EUROPEAN UNION")],
)
def test_a_statement_without_publisher_is_spoken_by_its_first_subject(subject: str, party: str) -> None:
    assert requests(STATEMENT.format(subject=subject)) == [party]


def test_a_we_inside_quotation_marks_does_not_make_a_statement() -> None:
    text = 'Botswana sent a convoy. "We are late. We call on Zambia to open the road," a driver said.'
    assert requests(text) == []


@pytest.mark.parametrize(
    "heading",
    ["Statement by President Joe Biden on the Crisis in Ethiopia", "Remarks by Foreign Secretary Dominic Raab on Mali"],
)
def test_a_statement_is_spoken_by_the_person_whom_its_heading_names(heading: str) -> None:
    article = Article(
        paragraphs=(heading, "The fighting must end. We call on Sudan to open the road. Our envoy is on his way."),
        published=datetime(2021, 6, 24, tzinfo=UTC),
    )
    found = [m for m in rules().mentions(article, min_confidence=0.0) if m.type == "REQUEST"]
    assert {a.country for m in found for a in m.source} == {"USA" if "Biden" in heading else "GBR"}
