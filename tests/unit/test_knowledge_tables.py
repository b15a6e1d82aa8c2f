"""The knowledge tables load, are complete and consistent, and a wrong row is named by file and line."""

from __future__ import annotations

import gzip
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import pycountry
import pytest
from pydantic import ValidationError

from demarche.errors import InvalidData
from demarche.knowledge import tables
from demarche.knowledge.tables import Country, Officeholder, Organisation, Place, Role, Seat, parse_cities, parse_rows

ROOT = Path(__file__).parents[2]
CODES = frozenset({"FRA", "DEU"})
# Territories that have no capital, or are themselves the city.
WITHOUT_CAPITAL = {"ATA", "BEL", "BVT", "GIB", "HKG", "HMD", "IOT", "MAC", "SGP", "TKL", "UMI"}

SEAT = "name\taliases\tcountry\tsector\tkind"
HOLDER = "person\taliases\tcountry\torganisation\trole\tsector\tstart\tend\twikidata"
PLACE = "name\taliases\tcountry\tkind\tlat\tlon"


@pytest.mark.parametrize(
    ("load", "least"),
    [
        (tables.countries, 250),
        (tables.seats, 500),
        (tables.organisations, 1000),
        (tables.groups, 80),
        (tables.places, 600),
        (tables.roles, 1000),
        (tables.officeholders, 100),
        (tables.ambiguities, 10),
        (tables.ship_prefixes, 5),
        (tables.family_names, 100),
        (tables.times_in_power, 3),
        (tables.cities, 30_000),
    ],
)
def test_every_table_loads_whole(load: Callable[[], tuple[object, ...]], least: int) -> None:
    assert len(load()) >= least


def test_every_movement_that_has_governed_is_an_organisation() -> None:
    names = {o.name for o in tables.organisations()}

    assert {r.organisation for r in tables.times_in_power()} <= names
    assert [r for r in tables.times_in_power() if r.end and r.end < r.start] == []


def test_every_iso_country_is_there_and_only_kosovo_beyond() -> None:
    iso = {country.alpha_3 for country in pycountry.countries}

    assert tables.country_codes() - iso == {"XKX"}
    assert iso - tables.country_codes() == set()


def test_every_country_has_a_capital_or_is_listed_as_without() -> None:
    assert {c.code for c in tables.countries() if not c.capitals} == WITHOUT_CAPITAL


def test_every_country_has_a_position() -> None:
    assert [c.code for c in tables.countries() if c.lat is None or c.lon is None] == []


@pytest.mark.parametrize(
    ("name", "code"),
    [("U.S.", "USA"), ("DPRK", "PRK"), ("Burma", "MMR"), ("Soviet Union", "RUS"), ("Zaire", "COD"), ("UK", "GBR")],
)
def test_a_name_in_the_news_leads_to_its_country(name: str, code: str) -> None:
    assert code in [c.code for c in tables.countries() if name in c.all_names]


@pytest.mark.parametrize(("metonym", "code"), [("Kiev", "UKR"), ("Tel Aviv", "ISR"), ("Washington, D.C.", "USA")])
def test_a_capital_leads_to_its_country(metonym: str, code: str) -> None:
    assert [c.code for c in tables.countries() if metonym in c.capitals] == [code]


def test_a_body_of_the_united_nations_names_its_parent() -> None:
    council = next(o for o in tables.organisations() if "U.N. Security Council" in o.aliases)

    assert (council.parent, council.country, council.sector) == ("United Nations", None, "IGO")


def test_no_international_organisation_has_a_country() -> None:
    assert [o.name for o in tables.organisations() if o.sector == "IGO" and o.country] == []


def test_every_armed_group_and_party_has_a_country() -> None:
    assert [o.name for o in tables.organisations() if o.sector in {"REB", "OPP", "GOV"} and not o.country] == []


def test_the_gazetteer_is_in_descending_order_of_population() -> None:
    sizes = [city.population for city in tables.cities()]

    assert sizes == sorted(sizes, reverse=True)


def test_the_gazetteer_is_small_and_its_bytes_carry_no_time() -> None:
    stored = tables.read_data("gazetteer.tsv.gz")

    assert len(stored) < 1_500_000
    assert stored[4:8] == b"\0\0\0\0"  # the gzip header's modification time


def test_building_the_gazetteer_again_gives_the_stored_rows(tmp_path: Path) -> None:
    output = tmp_path / "gazetteer.tsv.gz"

    subprocess.run([sys.executable, ROOT / "training/build_gazetteer.py", output], check=True, capture_output=True)

    # The rows, since another zlib may pack them otherwise.
    assert gzip.decompress(output.read_bytes()) == gzip.decompress(tables.read_data("gazetteer.tsv.gz"))


def named_rows() -> Iterator[tuple[str, str]]:
    """Every name of every row, with ``table:key``."""
    for country in tables.countries():
        for name in (*country.all_names, *country.capitals, *country.adjectives, *country.people):
            yield name, f"countries:{country.code}"
    for table in ("seats", "organisations", "groups", "places"):
        for row in getattr(tables, table)():
            for name in row.all_names:
                yield name, f"{table}:{row.name}"


def shared_names() -> dict[str, set[str]]:
    meanings: dict[str, set[str]] = defaultdict(set)
    for name, key in named_rows():
        meanings[name.casefold()].add(key)
    return {name: keys for name, keys in meanings.items() if len(keys) > 1}


def test_a_name_means_one_row_unless_listed_as_ambiguous() -> None:
    listed = {a.alias.casefold(): set(a.meanings) for a in tables.ambiguities()}

    assert shared_names() == listed


def test_every_meaning_of_an_ambiguous_name_is_a_row() -> None:
    keys = {key for _, key in named_rows()}

    assert [m for a in tables.ambiguities() for m in a.meanings if m not in keys] == []


def test_no_row_repeats_its_own_name_as_an_alias() -> None:
    names = [c.all_names for c in tables.countries()]
    for rows in (tables.seats(), tables.organisations(), tables.groups(), tables.places()):
        names += [row.all_names for row in rows]

    assert [n[0] for n in names if len(set(n)) < len(n)] == []


def test_every_default_role_is_lower_case() -> None:
    assert [r.pattern for r in tables.roles() if r.default_role != r.default_role.lower()] == []


def test_comments_and_empty_lines_are_no_rows_but_count_as_lines() -> None:
    text = f"# seats\n{SEAT}\n\nElysee\tÉlysée\tFRA\tGOV\texecutive\n# end\nBundestag\t\tXXX\tLEG\tparliament\n"

    with pytest.raises(InvalidData, match=r"^seats\.tsv:6: expected country: .*, got 'XXX'; "):
        parse_rows(Seat, text, file="seats.tsv", codes=CODES)


def test_values_of_a_cell_are_split_and_an_empty_cell_has_none() -> None:
    text = f"{SEAT}\nElysee\tÉlysée|Elysee Palace\tFRA\tGOV\texecutive\nBundestag\t\tDEU\tLEG\tparliament\n"

    first, second = parse_rows(Seat, text, file="seats.tsv", codes=CODES)

    assert first.aliases == ("Élysée", "Elysee Palace")
    assert second.aliases == ()


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ("Elysee\t\tFRA\tGOV", "5 cells"),
        ("Elysee\t\tFRA\tGOV\texecutive\tmore", "5 cells"),
        ("\t\tFRA\tGOV\texecutive", "name"),
        (" Elysee\t\tFRA\tGOV\texecutive", "name"),
        ("Elysee\ta||b\tFRA\tGOV\texecutive", "aliases"),
        ("Elysee\ta| b\tFRA\tGOV\texecutive", "aliases"),
        ("Elysee\ta|a\tFRA\tGOV\texecutive", "aliases"),
        ("Elysee\t\tFR\tGOV\texecutive", "country"),
        ("Elysee\t\t\tGOV\texecutive", "country"),
        ("Elysee\t\tFRA\tGOVT\texecutive", "sector"),
        ("Elysee\t\tFRA\tGOV\tpalace", "kind"),
    ],
)
def test_a_wrong_seat_is_named_by_file_line_and_column(row: str, wrong: str) -> None:
    with pytest.raises(InvalidData, match=rf"^seats\.tsv:2: expected {wrong}.*, got .*; "):
        parse_rows(Seat, f"{SEAT}\n{row}\n", file="seats.tsv", codes=CODES)


@pytest.mark.parametrize(
    ("start", "end", "wrong"),
    [
        ("2020-13", "", "start"),
        ("2020-1-5", "", "start"),
        ("May 2020", "", "start"),
        ("2020", "now", "end"),
        ("2020-05", "2020-04-30", "the row"),
        ("2021", "2020", "the row"),
    ],
)
def test_a_wrong_date_of_an_officeholder_is_refused(start: str, end: str, wrong: str) -> None:
    row = f"Ada Example\t\tFRA\t\tminister\tGOV\t{start}\t{end}\t"

    with pytest.raises(InvalidData, match=rf"^officeholders\.tsv:2: expected {wrong}: "):
        parse_rows(Officeholder, f"{HOLDER}\n{row}\n", file="officeholders.tsv", codes=CODES)


def test_a_tenure_within_one_year_may_be_given_at_two_precisions() -> None:
    row = "Ada Example\t\tFRA\t\tminister\tGOV\t2020-05\t2020\t"

    (holder,) = parse_rows(Officeholder, f"{HOLDER}\n{row}\n", file="officeholders.tsv", codes=CODES)

    assert (holder.start, holder.end, holder.country) == ("2020-05", "2020", "FRA")


@pytest.mark.parametrize(("lat", "lon"), [("91", "0"), ("0", "181"), ("north", "0")])
def test_a_position_off_the_globe_is_refused(lat: str, lon: str) -> None:
    with pytest.raises(InvalidData, match=r"^places\.tsv:2: expected (lat|lon): "):
        parse_rows(Place, f"{PLACE}\nNowhere\t\t\tsea\t{lat}\t{lon}\n", file="places.tsv", codes=CODES)


def test_a_role_with_a_capital_letter_is_refused() -> None:
    text = "pattern\tsector\tkind\tdefault_role\nKing\tGOV\toffice\tking\n"

    with pytest.raises(InvalidData, match=r"^roles\.tsv:2: expected pattern: "):
        parse_rows(Role, text, file="roles.tsv")


@pytest.mark.parametrize(("cells", "column"), [("FRA|ZZZ\t\t", "members"), ("\t\tQ07", "wikidata")])
def test_an_organisation_with_an_unknown_member_or_wikidata_id_is_refused(cells: str, column: str) -> None:
    header = "name\taliases\tsector\tcountry\tmembers\tparent\twikidata"

    with pytest.raises(InvalidData, match=rf"^organisations\.tsv:2: expected {column}: "):
        parse_rows(Organisation, f"{header}\nClub\t\tIGO\t\t{cells}\n", file="organisations.tsv", codes=CODES)


def test_a_second_row_with_the_same_key_is_refused_and_names_both_lines() -> None:
    row = "Elysee\t\tFRA\tGOV\texecutive\n"

    with pytest.raises(InvalidData, match=r"^seats\.tsv:3: expected each key once, got 'Elysee' again after line 2; "):
        parse_rows(Seat, f"{SEAT}\n{row}{row}", file="seats.tsv", codes=CODES)


def test_a_wrong_header_is_refused() -> None:
    with pytest.raises(InvalidData, match=r"^countries\.tsv:1: expected the header code name .*, got iso name; "):
        parse_rows(Country, "iso\tname\n", file="countries.tsv")


@pytest.mark.parametrize("row", ["Paris\t\tFRA\t48.9\t2.3", "Paris\t\tFRA\tx\t2.3\t10", "Paris\t\tXXX\t48.9\t2.3\t10"])
def test_a_wrong_city_is_named_by_file_and_line(row: str) -> None:
    text = f"name\tascii_name\tcountry\tlat\tlon\tpopulation\n{row}\n"

    with pytest.raises(InvalidData, match=r"^gazetteer\.tsv:2: expected .*, got .*; build the gazetteer anew"):
        parse_cities(text, file="gazetteer.tsv", codes=CODES)


def test_rows_are_frozen() -> None:
    with pytest.raises(ValidationError):
        tables.countries()[0].name = "Atlantis"
