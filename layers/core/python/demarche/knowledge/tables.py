"""The tables of the knowledge base: TSV files in ``data/`` to validated, frozen rows.

One cached function a table. A table is UTF-8 TSV with a header row; ``|`` separates several values in a
cell and a line that starts with ``#`` is a comment. A wrong row raises ``InvalidData`` with file and line.
``data/README.md`` describes the columns and names the source and licence of each file.

Country codes are checked against ``countries.tsv`` itself, which is the only list of countries in the program.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from typing import Annotated, Literal, NamedTuple, NoReturn, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError, ValidationInfo, model_validator
from pydantic_core import ErrorDetails, PydanticCustomError

from demarche.errors import InvalidData
from demarche.models import Sector, Value

SeatKind = Literal[
    "executive", "ministry", "agency", "parliament", "court", "military", "police", "intelligence", "bank", "media"
]  # fmt: skip
PlaceKind = Literal[
    "region", "disputed", "state", "city", "island", "sea", "strait", "canal", "river", "lake", "mountain",
    "border", "base", "port", "site", "nuclear",
]  # fmt: skip
RoleKind = Literal["office", "body", "people"]
Region = Literal[
    "Africa", "Middle East", "Europe", "Central Asia", "South Asia", "East Asia", "Southeast Asia", "Oceania",
    "North America", "Central America", "Caribbean", "South America", "Antarctica",
]  # fmt: skip

DATE_PATTERN = re.compile(r"(?:1[89]|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


def split_cell(cell: object) -> tuple[str, ...]:
    """Return the values of a cell; an empty cell has none, an empty value between bars is an error."""
    if not isinstance(cell, str):
        raise PydanticCustomError("cell", "expected text")
    if not cell:
        return ()
    values = tuple(cell.split("|"))
    if any(not v or v != v.strip() for v in values):
        raise PydanticCustomError("cell", "expected values separated by '|' without spaces around them")
    if len(set(values)) != len(values):
        raise PydanticCustomError("cell", "expected each value once in a cell")
    return values


def check_code(code: str, info: ValidationInfo) -> str:
    """Refuse a country code that ``countries.tsv`` lacks; an empty one stands for no country."""
    if code and code not in (info.context or ()):
        raise PydanticCustomError("code", "expected an alpha-3 code of countries.tsv or nothing")
    return code


def check_codes(codes: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
    for code in codes:
        check_code(code, info)
    return codes


def check_date(date: str) -> str:
    if date and not DATE_PATTERN.fullmatch(date):
        raise PydanticCustomError("date", "expected a date as YYYY, YYYY-MM or YYYY-MM-DD, or nothing")
    return date


def empty_to_none(cell: object) -> object:
    return None if cell == "" else cell


def empty_to_unset(cell: object) -> object:
    """No code at all reads as None, so that a country is never the empty string downstream."""
    return cell or None


Name = Annotated[str, Field(min_length=1, pattern=r"^\S(.*\S)?$")]
Names = Annotated[tuple[str, ...], BeforeValidator(split_cell)]
Code = Annotated[str, AfterValidator(check_code)]
OptionalCode = Annotated[Code | None, BeforeValidator(empty_to_unset)]
Codes = Annotated[tuple[str, ...], BeforeValidator(split_cell), AfterValidator(check_codes)]
Date = Annotated[str, AfterValidator(check_date)]
Latitude = Annotated[Annotated[float, Field(ge=-90, le=90)] | None, BeforeValidator(empty_to_none)]
Longitude = Annotated[Annotated[float, Field(ge=-180, le=180)] | None, BeforeValidator(empty_to_none)]
WikidataId = Annotated[str, Field(pattern=r"^(Q[1-9]\d*)?$")]


class Country(Value):
    """A country or territory; ``lat``/``lon`` are those of the first capital, in decimal degrees (WGS 84)."""

    code: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    name: Name
    names: Names
    adjectives: Names
    people: Names
    capitals: Names
    lat: Latitude
    lon: Longitude
    region: Region

    @property
    def key(self) -> str:
        return self.code

    @property
    def all_names(self) -> tuple[str, ...]:
        return (self.name, *self.names)


class Seat(Value):
    """A building or an institution of state that stands for a government (`Kremlin`, `Bundestag`, `Mossad`)."""

    name: Name
    aliases: Names
    country: Annotated[Code, Field(min_length=3)]
    sector: Sector
    kind: SeatKind

    @property
    def key(self) -> str:
        return self.name

    @property
    def all_names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


class Organisation(Value):
    """An international body, a non-governmental organisation, party, armed group, company or news medium."""

    name: Name
    aliases: Names
    sector: Sector
    country: OptionalCode
    members: Codes
    parent: str
    wikidata: WikidataId

    @property
    def key(self) -> str:
        return self.name

    @property
    def all_names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


class Group(Value):
    """A group of countries without a secretariat of its own (`G7`, `the West`); ``members`` may be open."""

    name: Name
    aliases: Names
    members: Codes
    sector: Sector

    @property
    def key(self) -> str:
        return self.name

    @property
    def all_names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


class Place(Value):
    """A place that a list of cities lacks; no country where several share or dispute it."""

    name: Name
    aliases: Names
    country: OptionalCode
    kind: PlaceKind
    lat: Latitude
    lon: Longitude

    @property
    def key(self) -> str:
        return self.name

    @property
    def all_names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


class Role(Value):
    """Lower-case role words and what they tell of the actor; ``default_role`` is their normal name."""

    pattern: Annotated[str, Field(pattern=r"^[^\sA-Z]([^A-Z]*[^\sA-Z])?$")]
    sector: Sector
    kind: RoleKind
    default_role: Name

    @property
    def key(self) -> str:
        return self.pattern


class Officeholder(Value):
    """One person's tenure of one office; an empty ``end`` means still in office when the table was written."""

    person: Name
    aliases: Names
    country: OptionalCode
    organisation: str
    role: Name
    sector: Sector
    start: Date
    end: Date
    wikidata: WikidataId

    @property
    def key(self) -> tuple[str, ...]:
        return (self.person, self.country or "", self.organisation, self.role, self.start)

    @property
    def all_names(self) -> tuple[str, ...]:
        return (self.person, *self.aliases)

    @model_validator(mode="after")
    def check_order(self) -> Officeholder:
        # Of two dates of different precision only the common part can be compared.
        shared = min(len(self.start), len(self.end))
        if self.start[:shared] > self.end[:shared]:
            raise PydanticCustomError("order", "expected start not after end")
        return self


class Ambiguity(Value):
    """A name that several rows share on purpose; ``meanings`` are ``table:key``, the likeliest first."""

    alias: Name
    meanings: Annotated[Names, Field(min_length=2)]
    reason: Name

    @property
    def key(self) -> str:
        return self.alias


class FamilyName(Value):
    """A family name that stands before the given name."""

    name: Name
    language: Name

    @property
    def key(self) -> str:
        return self.name


class ShipPrefix(Value):
    """What the names of one navy's ships begin with."""

    prefix: Name
    country: Code

    @property
    def key(self) -> str:
        return self.prefix


class InPower(Value):
    """A time in which a movement governed; an empty ``start`` or ``end`` leaves it open."""

    organisation: Name
    start: Date
    end: Date

    @property
    def key(self) -> tuple[str, str]:
        return (self.organisation, self.start)


class City(NamedTuple):
    """A city of the gazetteer. A bare tuple, since 34,000 of them have to load in a moment."""

    name: str
    ascii_name: str
    country: str
    lat: float
    lon: float
    population: int


Row = TypeVar(
    "Row", Country, Seat, Organisation, Group, Place, Role, Officeholder, Ambiguity, ShipPrefix, FamilyName, InPower
)


def numbered_cells(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield line number and cells of each line that is neither empty nor a comment."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line and not line.startswith("#"):
            yield number, line.removesuffix("\r").split("\t")


def parse_rows(row_type: type[Row], text: str, *, file: str, codes: frozenset[str] = frozenset()) -> tuple[Row, ...]:
    """Return the rows of the table in ``text``; ``codes`` are the known countries, ``file`` names it in errors.

    Raises ``InvalidData`` on a wrong header, a wrong cell or a second row with the same key.
    """
    columns = list(row_type.model_fields)
    lines = numbered_cells(text)
    number, header = next(lines, (1, []))
    if header != columns:
        fail(file, number, f"the header {' '.join(columns)}", " ".join(header), "mend the header")
    rows: dict[object, tuple[int, Row]] = {}
    for number, cells in lines:
        row = parse_row(row_type, columns, cells, file=file, number=number, codes=codes)
        if row.key in rows:
            first = rows[row.key][0]
            fail(file, number, "each key once", f"{row.key!r} again after line {first}", "merge the two rows")
        rows[row.key] = (number, row)
    return tuple(row for _, row in rows.values())


def parse_row(
    row_type: type[Row], columns: Sequence[str], cells: Sequence[str], *, file: str, number: int, codes: frozenset[str]
) -> Row:
    if len(cells) != len(columns):
        fail(file, number, f"{len(columns)} cells separated by tabs", f"{len(cells)}", "add or remove tabs")
    try:
        return row_type.model_validate(dict(zip(columns, cells, strict=True)), context=codes)
    except ValidationError as exc:
        expected, got = describe(exc.errors(include_url=False)[0])
        fail(file, number, expected, got, "mend this cell")


def describe(error: ErrorDetails) -> tuple[str, str]:
    """Return what was expected and what came, in the words of one validation error."""
    column = ".".join(str(part) for part in error["loc"][:1]) or "the row"
    wanted = error["msg"].removeprefix("expected ").replace("Input should be ", "")
    value = error["input"]
    if isinstance(value, dict):  # a rule on the whole row
        value = " ".join(cell for cell in value.values() if cell)
    return f"{column}: {wanted}", repr(value)


def fail(file: str, number: int, expected: str, got: str, remedy: str) -> NoReturn:
    raise InvalidData(f"{file}:{number}: expected {expected}, got {got or 'nothing'}; {remedy}")


def read_data(file: str) -> bytes:
    return resources.files(__package__).joinpath("data", file).read_bytes()


def load(row_type: type[Row], file: str) -> tuple[Row, ...]:
    return parse_rows(row_type, read_data(file).decode("utf-8"), file=file, codes=country_codes())


@cache
def countries() -> tuple[Country, ...]:
    """Every ISO 3166 country and territory, and those that news treat as such (Kosovo)."""
    file = "countries.tsv"
    return parse_rows(Country, read_data(file).decode("utf-8"), file=file)


@cache
def country_codes() -> frozenset[str]:
    return frozenset(c.code for c in countries())


@cache
def seats() -> tuple[Seat, ...]:
    return load(Seat, "seats.tsv")


@cache
def organisations() -> tuple[Organisation, ...]:
    file = "organisations.tsv"
    rows = load(Organisation, file)
    names = {row.name for row in rows}
    orphan = next((row for row in rows if row.parent and row.parent not in names), None)
    if orphan:
        raise InvalidData(
            f"{file}: expected the parent of {orphan.name!r} to be a name in this table, got {orphan.parent!r}; "
            "add a row for the parent or mend the cell"
        )
    return rows


@cache
def groups() -> tuple[Group, ...]:
    return load(Group, "groups.tsv")


@cache
def places() -> tuple[Place, ...]:
    return load(Place, "places.tsv")


@cache
def roles() -> tuple[Role, ...]:
    return load(Role, "roles.tsv")


@cache
def officeholders() -> tuple[Officeholder, ...]:
    return load(Officeholder, "officeholders.tsv")


@cache
def ambiguities() -> tuple[Ambiguity, ...]:
    return load(Ambiguity, "ambiguous.tsv")


@cache
def ship_prefixes() -> tuple[ShipPrefix, ...]:
    return load(ShipPrefix, "ship_prefixes.tsv")


@cache
def family_names() -> tuple[FamilyName, ...]:
    return load(FamilyName, "family_names.tsv")


@cache
def times_in_power() -> tuple[InPower, ...]:
    return load(InPower, "in_power.tsv")


@cache
def cities() -> tuple[City, ...]:
    """The gazetteer, in descending order of population; loaded on first use only, as it is by far the largest."""
    file = "gazetteer.tsv.gz"
    return parse_cities(gzip.decompress(read_data(file)).decode("utf-8"), file=file, codes=country_codes())


def parse_cities(text: str, *, file: str, codes: frozenset[str]) -> tuple[City, ...]:
    lines = numbered_cells(text)
    number, header = next(lines, (1, []))
    if header != list(City._fields):
        fail(file, number, f"the header {' '.join(City._fields)}", " ".join(header), "build the gazetteer anew")
    return tuple(parse_city(cells, file, number, codes) for number, cells in lines)


def parse_city(cells: list[str], file: str, number: int, codes: frozenset[str]) -> City:
    try:
        name, ascii_name, country, lat, lon, population = cells
        city = City(name, ascii_name, country, float(lat), float(lon), int(population))
    except ValueError:
        fail(file, number, f"cells for {' '.join(City._fields)}", repr(cells), "build the gazetteer anew")
    if country not in codes:
        fail(file, number, "a country of countries.tsv", repr(country), "build the gazetteer anew")
    return city
