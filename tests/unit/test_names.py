"""The index over the knowledge tables: what a name may mean, and who held an office when."""

from __future__ import annotations

import pytest

from demarche.knowledge.names import city, country_name, fold, holder, in_office, index, ruling


def found(text: str) -> list[str]:
    words = text.split()
    spaces = [" "] * (len(words) - 1) + [""]
    return [" ".join(words[a:b]) for a, b in index().find(words, spaces)]


@pytest.mark.parametrize(
    ("name", "kind", "country"),
    [
        ("France", "country", "FRA"),
        ("French", "adjective", "FRA"),
        ("Kremlin", "seat", "RUS"),
        ("Paris", "capital", "FRA"),
        ("NATO", "organisation", None),
        ("Chechnya", "place", "RUS"),
    ],
)
def test_the_likeliest_meaning_of_a_name_comes_first(name: str, kind: str, country: str | None) -> None:
    sense = index().senses(name)[0]
    assert (sense.kind, sense.country) == (kind, country)


@pytest.mark.parametrize(
    ("written", "plain"), [("Türkiye", "Turkiye"), ("Côte d’Ivoire", "Cote d'Ivoire"), ("Erdoğan", "Erdogan")]
)
def test_accents_and_apostrophes_do_not_hide_a_name(written: str, plain: str) -> None:
    assert fold(written) == plain
    assert index().known(written)


def test_the_longest_name_at_a_place_is_taken() -> None:
    assert found("the UN Security Council met South Sudan and Sudan") == ["UN Security Council", "South Sudan", "Sudan"]


def test_a_word_in_capitals_is_known_as_it_is_usually_written() -> None:
    assert index().known("FRANCE") == "France"


def test_a_common_word_in_lower_case_is_no_name() -> None:
    assert found("they turkey chad a jordan") == []


def test_a_body_of_the_united_nations_speaks_for_them_and_has_no_country() -> None:
    actor = index().senses("Security Council")[0].actor("the council")
    assert (actor.name, actor.country, actor.sector, actor.text) == ("United Nations", None, "IGO", "the council")


@pytest.mark.parametrize(
    ("country", "role", "day", "person"),
    [
        ("USA", "president", "2020-12-31", "Donald Trump"),
        ("USA", "president", "2022-05-18", "Joe Biden"),
        ("USA", "president", "2025-03-01", "Donald Trump"),
        ("DEU", "chancellor", "2010-01-01", "Angela Merkel"),
        ("NATO", "secretary-general", "2024-11-01", "Mark Rutte"),
    ],
)
def test_the_holder_of_an_office_depends_on_the_day(country: str, role: str, day: str, person: str) -> None:
    held = holder(country, role, day)
    assert held is not None
    assert held.person == person


@pytest.mark.parametrize("day", [None, "1700-01-01"])
def test_without_a_day_or_before_all_tables_nobody_holds_the_office(day: str | None) -> None:
    assert holder("USA", "president", day) is None


def test_a_name_that_two_men_bore_means_the_one_in_office_that_day() -> None:
    bushes = index().tenures("Bush")
    first, second = in_office(bushes, "1990-08-02"), in_office(bushes, "2003-03-20")
    assert first is not None
    assert second is not None
    assert (first.person, second.person) == ("George H. W. Bush", "George W. Bush")


def test_between_two_tenures_the_last_one_before_the_day_counts() -> None:
    trump = in_office(index().tenures("Trump"), "2022-05-18")
    assert trump is not None
    assert trump.end == "2021-01-20"


def test_nobody_of_no_tenure_is_in_office() -> None:
    assert in_office([], "2022-05-18") is None


def test_a_city_is_the_largest_of_its_name_unless_a_country_is_near() -> None:
    largest, nearer = city("Birmingham"), city("Birmingham", ["USA"])
    assert largest is not None
    assert nearer is not None
    assert (largest.country, nearer.country) == ("GBR", "USA")


def test_an_unknown_city_is_none() -> None:
    assert city("Xanadunowhere") is None


@pytest.mark.parametrize(
    ("day", "sector"),
    [("1998-08", "GOV"), ("2001-12-20", "REB"), ("2019-09-07", "REB"), ("2021-09-07", "GOV"), (None, "GOV")],
)
def test_a_movement_is_the_government_only_while_it_governs(day: str | None, sector: str) -> None:
    taliban = index().senses("Taliban")[0].actor("the Taliban")
    assert ruling(taliban, day).sector == sector


def test_a_country_without_words_of_its_own_goes_by_its_usual_name() -> None:
    assert country_name("POL") == "Poland"
