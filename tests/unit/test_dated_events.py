"""Which date and status the shipped model's reading gives an event: one sentence a case, out on 14 November 2018."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from shipped import rules

from demarche.models import Article

WEDNESDAY = datetime(2018, 11, 14, 12, tzinfo=UTC)


def events(text: str, published: datetime | None = WEDNESDAY) -> set[tuple[str, str, str | None]]:
    article = Article(paragraphs=(text,), published=published)
    return {(m.type, m.status, m.date) for m in rules().mentions(article, min_confidence=0.0)}


@pytest.mark.parametrize(
    ("text", "kind", "date"),
    [
        ("Canada condemned the killing of two aid workers in Mali on October 12.", "ACCUSE", "2018-11-14"),
        ("Norway condemned the attack of the rebels on the village of Beni on October 20.", "ACCUSE", "2018-11-14"),
        ("Canada condemned on Monday the killing of two aid workers in Mali.", "ACCUSE", "2018-11-12"),
        (
            "The truck bombing that killed 600 people in Mogadishu in October 2017 was carried out by al-Shabaab.",
            "ASSAULT",
            "2017-10",
        ),
        (
            "Al-Shabaab is responsible for the truck bombing that killed 600 people in Mogadishu in October 2017.",
            "ASSAULT",
            "2017-10",
        ),
        ("It was the first meeting of the presidents of Kenya and Somalia since 2017.", "CONSULT", "2018-11-14"),
    ],
)
def test_the_date_of_the_deed_is_not_that_of_what_is_said_of_it(text: str, kind: str, date: str) -> None:
    assert (kind, "actual", date) in events(text)


@pytest.mark.parametrize(
    ("text", "kind", "date"),
    [
        ("Chad expelled the ambassador of Qatar in 2017, when it accused Doha of backing rebels.", "ACCUSE", "2017"),
        (
            "Zambia expelled the Cuban ambassador in April after he had criticised the government of Zambia.",
            "ACCUSE",
            "2018-04",
        ),
        (
            "Ethiopian troops attacked Sudan on Monday. Soldiers killed 12 Sudanese civilians.",
            "ASSAULT",
            "2018-11-12",
        ),
    ],
)
def test_what_goes_on_with_a_tale_has_its_date(text: str, kind: str, date: str) -> None:
    assert {d for k, _, d in events(text) if k == kind} == {date}


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "Nigeria and Cameroon agreed to meet in Abuja on December 3.",
            {("AGREE", "actual", "2018-11-14"), ("CONSULT", "planned", "2018-12-03")},
        ),
        ("Japan invited the president of Peru to Tokyo on December 12.", {("AGREE", "planned", "2018-12-12")}),
        ("Japan invited the president of Peru to Tokyo last week.", {("AGREE", "actual", "2018-11")}),
        (
            "The Turkish prime minister will host his Greek counterpart in Ankara this fall.",
            {("CONSULT", "planned", "2018")},
        ),
        ("Ukraine and Russia will resume talks in the coming weeks.", {("CONSULT", "planned", "2018-11")}),
    ],
)
def test_what_is_arranged_is_planned_for_its_day(text: str, event: set[tuple[str, str, str]]) -> None:
    assert events(text) == event


@pytest.mark.parametrize(
    ("text", "kind", "date"),
    [
        (
            "India bombed a camp in Pakistan in February 2016. In November of that year, Pakistan shelled Indian posts.",
            "ASSAULT",
            "2016-11",
        ),
        (
            "India bombed a camp in Pakistan in December 2016. In January, Pakistan shelled Indian posts.",
            "ASSAULT",
            "2017-01",
        ),
        ("In 1978 Libya invaded Chad. France deployed troops to Chad the following year.", "MOBILIZE", "1979"),
        (
            "Russia annexed Crimea in March 2014. That November, the European Union imposed sanctions on Russia.",
            "SANCTION",
            "2014-11",
        ),
    ],
)
def test_a_page_without_a_day_counts_from_the_year_told_last(text: str, kind: str, date: str) -> None:
    assert (kind, "actual", date) in events(text, None)


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        (
            "Chad and Sudan fought a war in 2008 and signed a peace deal in 2010, said the French foreign minister.",
            {("SUPPORT", "2010")},
        ),
        ("Ethiopia and Sudan signed an accord in May but fought again in August.", {("SUPPORT", "2018-05")}),
        (
            "Benin recalled its ambassador from Niger in June and closed the border with Niger in October.",
            {("SANCTION", "2018-06"), ("SANCTION", "2018-10")},
        ),
    ],
)
def test_each_of_two_verbs_has_the_date_that_stands_with_it(text: str, dates: set[tuple[str, str]]) -> None:
    assert {(k, d) for k, _, d in events(text) if k in {kind for kind, _ in dates}} == dates


def test_news_of_the_last_week_is_no_background_at_the_turn_of_a_month() -> None:
    article = Article(
        paragraphs=("Canadian Foreign Minister Melanie Joly arrived in Accra on Monday. Joly urged Mali to vote.",),
        published=datetime(2023, 3, 2, tzinfo=UTC),
    )
    places = {m.type: m.location and m.location.country for m in rules().mentions(article, min_confidence=0.0)}
    assert places["REQUEST"] == "GHA"
