"""Where an event took place."""

from __future__ import annotations

import pytest

import docs
from demarche.extraction.adverbials import Happening
from demarche.models import EventType, Location


def place(table: str, form: str, kind: EventType = "CONSULT") -> Location | None:
    reading = docs.reading_of(table)
    token = docs.at(reading.doc, form)
    return reading.places.of_event(Happening(token, token, kind))


def met(*where: str) -> str:
    return "\n".join(["France = PROPN met nsubj", "met meet VERB - root", "Japan = PROPN met obj", *where])


def test_a_town_after_in_is_the_place_with_coordinates() -> None:
    found = place(met("in = ADP Geneva case", "Geneva = PROPN met obl @GPE"), "met")
    assert found is not None
    assert (found.name, found.country) == ("Geneva", "CHE")
    assert found.lat == pytest.approx(46.2, abs=0.1)
    assert found.lon == pytest.approx(6.15, abs=0.1)


def test_a_capital_as_a_place_is_the_town_and_not_the_country() -> None:
    found = place(met("in = ADP Oslo case", "Oslo = PROPN met obl"), "met")
    assert found is not None
    assert (found.name, found.country) == ("Oslo", "NOR")
    assert found.lat == pytest.approx(59.9, abs=0.1)


def test_a_country_can_be_the_place() -> None:
    found = place(met("in = ADP Norway case", "Norway = PROPN met obl"), "met")
    assert found is not None
    assert (found.name, found.country) == ("Norway", "NOR")


def test_the_town_goes_before_the_country_it_lies_in() -> None:
    found = place(
        met(
            "in = ADP Bergen case",
            "Bergen = PROPN met obl @GPE",
            ", = PUNCT Norway punct",
            "Norway = PROPN Bergen appos",
        ),
        "met",
    )
    assert found is not None
    assert (found.name, found.country) == ("Bergen", "NOR")


def test_an_ambiguous_town_lies_in_a_country_that_the_article_names() -> None:
    def in_birmingham(country: str) -> Location | None:
        return place(
            f"{country} = PROPN met nsubj\nmet meet VERB - root\nJapan = PROPN met obj\nin = ADP Birmingham case\nBirmingham = PROPN met obl @GPE",
            "met",
        )

    home, abroad = in_birmingham("Britain"), in_birmingham("America")
    assert home is not None
    assert abroad is not None
    assert (home.country, abroad.country) == ("GBR", "USA")


def test_the_parties_are_not_the_place() -> None:
    assert place(met("with = ADP Norway case", "Norway = PROPN met obl"), "met") is None


def test_an_unknown_place_is_no_place() -> None:
    assert place(met("in = ADP Xyzzyville case", "Xyzzyville = PROPN met obl @GPE"), "met") is None


def test_each_clause_has_its_own_place() -> None:
    table = met(
        "in = ADP Oslo case",
        "Oslo = PROPN met obl",
        "and = CCONJ spoke cc",
        "spoke speak VERB met conj",
        "in = ADP Geneva case",
        "Geneva = PROPN spoke obl @GPE",
    )
    first, second = place(table, "met"), place(table, "spoke")
    assert first is not None
    assert second is not None
    assert (first.name, second.name) == ("Oslo", "Geneva")


def test_a_mention_carries_place_date_and_evidence() -> None:
    (mention,) = docs.mentions_of(
        met("in = ADP Geneva case", "Geneva = PROPN met obl @GPE", "on = ADP Monday case", "Monday = PROPN met obl"),
        publisher="Reuters",
    )
    assert mention.location is not None
    assert (mention.location.name, mention.date, mention.date_precision) == ("Geneva", "2022-05-16", "day")
    assert (mention.sentence, mention.trigger, mention.publisher) == (
        "France met Japan in Geneva on Monday.",
        "met",
        "Reuters",
    )
    assert mention.sentence[mention.trigger_start :].startswith("met")


def test_an_act_without_a_date_is_of_the_day_of_publication() -> None:
    (mention,) = docs.mentions_of(met())
    assert (mention.date, mention.date_precision) == (docs.CONFLICT_DAY, "day")


def test_without_publication_an_act_without_a_date_stays_undated() -> None:
    (mention,) = docs.mentions_of(met(), None)
    assert (mention.date, mention.date_precision) == (None, None)


def test_a_plan_without_a_date_stays_undated() -> None:
    (mention,) = docs.mentions_of(
        "France = PROPN meet nsubj\nwill = AUX meet aux\nmeet = VERB - root\nJapan = PROPN meet obj"
    )
    assert (mention.status, mention.date) == ("planned", None)


def test_a_plan_for_friday_is_the_friday_to_come() -> None:
    (mention,) = docs.mentions_of(
        "France = PROPN meet nsubj\nwill = AUX meet aux\nmeet = VERB - root\nJapan = PROPN meet obj\non = ADP Friday case\nFriday = PROPN meet obl"
    )
    assert (mention.status, mention.date) == ("planned", "2022-05-20")


@pytest.mark.parametrize("helper", ["may", "could"])
def test_what_did_not_happen_is_no_mention(helper: str) -> None:
    assert (
        docs.mentions_of(
            f"France = PROPN meet nsubj\n{helper} = AUX meet aux\nmeet = VERB - root\nJapan = PROPN meet obj"
        )
        == []
    )


def test_offsets_count_in_the_text_of_the_whole_article() -> None:
    table = met() + "\n---\n" + met("in = ADP Oslo case", "Oslo = PROPN met obl")
    doc = docs.document(table)
    article = docs.article_of(doc)
    second = docs.extractor_for(doc).mentions(article)[-1]
    assert article.text[second.start : second.end] == second.sentence == "France met Japan in Oslo."
    assert article.text[second.trigger_start :].startswith(second.trigger)


def test_extracting_twice_gives_the_same_mentions() -> None:
    assert docs.mentions_of(met()) == docs.mentions_of(met())
