"""The table of office-holders is data: each row must be well formed, and known facts must come out of it."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

import demarche

TABLE = Path(demarche.__file__).parent / "knowledge" / "data" / "officeholders.tsv"
HEADER = ["person", "aliases", "country", "organisation", "role", "sector", "start", "end", "wikidata"]
SECTORS = {"GOV", "MIL", "LEG", "JUD", "IGO", "OPP", "REB", "SPY"}
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
KOSOVO = "XKX"
"""In general use for Kosovo, though not an ISO 3166 code."""

Row = dict[str, str]


def read_rows() -> list[Row]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return read_rows()


def holders(rows: list[Row], place: str, role: str, day: str) -> set[str]:
    """Return who held ``role`` on ``day`` (YYYY-MM-DD), a partial date reaching to the end of its period."""
    return {
        r["person"]
        for r in rows
        if place in (r["country"], r["organisation"])
        and r["role"] == role
        and r["start"] <= day
        and (not r["end"] or day[: len(r["end"])] <= r["end"])
    }


def test_every_line_has_the_nine_columns_of_the_header() -> None:
    widths = {line.count("\t") + 1 for line in TABLE.read_text(encoding="utf-8").splitlines()}
    assert widths == {len(HEADER)}
    with TABLE.open(encoding="utf-8") as lines:
        assert lines.readline().rstrip("\n").split("\t") == HEADER


def test_every_row_belongs_to_a_country_or_an_organisation(rows: list[Row]) -> None:
    pycountry = pytest.importorskip("pycountry")
    codes = {country.alpha_3 for country in pycountry.countries} | {KOSOVO}
    assert [r for r in rows if not (r["country"] in codes or (not r["country"] and r["organisation"]))] == []


def test_every_row_has_a_person_a_lower_case_office_and_a_known_sector(rows: list[Row]) -> None:
    assert [r for r in rows if not r["person"] or not r["role"] or r["sector"] not in SECTORS] == []


def test_every_term_starts_on_a_date_and_never_ends_before_it(rows: list[Row]) -> None:
    def wrong(row: Row) -> bool:
        start, end = row["start"], row["end"]
        shared = min(len(start), len(end))
        return not DATE.fullmatch(start) or bool(end and (not DATE.fullmatch(end) or end[:shared] < start[:shared]))

    assert [r for r in rows if wrong(r)] == []


def test_no_row_is_given_twice(rows: list[Row]) -> None:
    assert [row for row, count in Counter(tuple(r.values()) for r in rows).items() if count > 1] == []


def test_aliases_are_distinct_and_not_the_name_itself(rows: list[Row]) -> None:
    split = [(r["person"], r["aliases"].split("|")) for r in rows if r["aliases"]]
    assert [p for p, names in split if len(set(names)) < len(names) or p in names or "" in names] == []


def test_a_wikidata_identifier_names_one_person(rows: list[Row]) -> None:
    pairs = {(r["wikidata"], r["person"]) for r in rows if r["wikidata"]}
    assert all(re.fullmatch(r"Q[1-9]\d*", q) for q, _ in pairs)
    assert [q for q, count in Counter(q for q, _ in pairs).items() if count > 1] == []


@pytest.mark.parametrize(
    ("place", "role", "day", "person"),
    [
        ("USA", "president", "1990-08-02", "George H. W. Bush"),
        ("USA", "president", "2003-03-20", "George W. Bush"),
        ("USA", "secretary of state", "2015-07-14", "John Kerry"),
        ("RUS", "president", "2014-03-18", "Vladimir Putin"),
        ("RUS", "president", "2010-04-08", "Dmitry Medvedev"),
        ("IRN", "foreign minister", "2015-07-14", "Mohammad Javad Zarif"),
        ("UKR", "president", "2022-02-24", "Volodymyr Zelensky"),
        ("CHN", "foreign minister", "2023-03-07", "Qin Gang"),
        ("United Nations", "secretary-general", "2003-03-20", "Kofi Annan"),
        ("NATO", "secretary-general", "2024-11-01", "Mark Rutte"),
    ],
)  # fmt: skip
def test_the_holder_of_an_office_on_a_day_is_found(
    rows: list[Row], place: str, role: str, day: str, person: str
) -> None:
    assert holders(rows, place, role, day) == {person}


@pytest.mark.parametrize("alias", ["Sergey Lavrov", "Zelenskiy", "MBS", "Gadhafi", "Tikhanovskaya", "Lula", "Sisi"])
def test_spellings_that_news_use_lead_to_one_person(rows: list[Row], alias: str) -> None:
    assert len({r["person"] for r in rows if alias in r["aliases"].split("|")}) == 1
