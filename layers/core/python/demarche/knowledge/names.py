"""Names to what they may mean: one index over all tables of the knowledge base."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from demarche.knowledge.tables import (
    InPower,
    Officeholder,
    ambiguities,
    cities,
    countries,
    family_names,
    groups,
    officeholders,
    organisations,
    places,
    seats,
    ship_prefixes,
    times_in_power,
)
from demarche.models import Actor, Location, Sector

Kind = Literal["country", "adjective", "people", "capital", "seat", "organisation", "group", "person", "place", "city"]
KIND_ORDER: tuple[Kind, ...] = (
    "country",
    "seat",
    "organisation",
    "group",
    "person",
    "capital",
    "adjective",
    "people",
    "place",
    "city",
)
"""Which meaning of a name comes first where several tables know it."""
LANDS = frozenset({"country", "capital", "adjective", "people"})
TABLES = {"seat": "seats", "organisation": "organisations", "group": "groups", "place": "places"}
"""Where ``ambiguous.tsv`` looks for a meaning of each kind; the kinds of ``LANDS`` are meanings of a country."""
ORGANS = (
    "UN ",
    "United Nations",
    "African Union",
    "AU ",
    "NATO",
    "ASEAN",
    "Arab League",
    "Organization of American States",
)
LONGEST_NAME = 9
"""Tokens; the longest alias in the tables has fewer."""
FAR_CITY = 50_000
"""People; below it a city is not looked for outside the countries that an article names."""
ADMINISTRATION = frozenset({"administration", "government", "cabinet", "regime"})


@dataclass(frozen=True)
class Sense:
    """One meaning of a name."""

    kind: Kind
    name: str
    country: str | None
    sector: Sector
    parent: str = ""
    members: tuple[str, ...] = ()
    wikidata: str = ""
    lat: float | None = None
    lon: float | None = None
    population: int = 0

    def actor(self, text: str) -> Actor:
        """Return the actor that the name stands for; a body's parent speaks for it, as the conventions code it."""
        return Actor(
            name=self.parent or self.name, text=text, country=self.country, sector=self.sector, wikidata=self.wikidata
        )

    def location(self) -> Location:
        return Location(name=self.name, country=self.country, lat=self.lat, lon=self.lon)


EXTRAS = re.compile(r"(?<=\w)(?: [A-Z]\.(?= ))+|,? (?:Jr\.?|Sr\.?|II|III|IV)$")
"""What full names in official statements have beside given name and surname: ``Lloyd J. Austin III``."""
SMALL_OPENINGS = frozenset({"al", "el", "ash", "anti"})
"""What a name in small letters may begin with: ``al-Qaida``, ``anti-Balaka``, which the tokeniser cuts."""
PLAIN = str.maketrans({"’": "'", "‘": "'", "–": "-", "ı": "i", "ø": "o", "ł": "l"})
ARTICLE = re.compile(r"\b(?:Al|El)-(?=[A-Z])")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Drop diacritics, unify apostrophes, dashes and the Arabic article (``Al-Jubeir``, ``al-Jubeir``); keep case."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
        text = text.translate(PLAIN)
    return ARTICLE.sub(lambda m: m[0].lower(), text) if "-" in text else text


class Index:
    """Finds names; folded text to senses, likeliest first."""

    def __init__(self) -> None:
        self._senses: dict[str, list[Sense]] = defaultdict(list)
        self._tenures: dict[str, list[Officeholder]] = defaultdict(list)
        self._upper: dict[str, str] = {}
        for name, sense in all_senses():
            known = self._senses[fold(name)]
            if sense not in known:
                known.append(sense)
        for choice in ambiguities():
            self._senses[fold(choice.alias)].sort(key=likelihood(choice.meanings))
        for row in officeholders():
            for name in row.all_names:
                self._tenures[fold(name)].append(row)
        for name in [*self._senses, *self._tenures]:
            self._upper.setdefault(name.upper(), name)
        self._sorted = sorted({name.lower() for name in [*self._senses, *self._tenures]})
        self._small = {alias.split(" ", 1)[0] for group in groups() for alias in group.all_names if is_phrase(alias)}
        """What a group that is a phrase begins with: ``western nations``, ``the international community``."""

    def senses(self, text: str) -> list[Sense]:
        """Return what ``text`` may mean, persons left out."""
        return self._senses.get(fold(text), [])

    def is_state(self, text: str) -> bool:
        """Return whether ``text`` names a country itself, not one of its organs."""
        return any(s.kind == "country" for s in self.senses(text))

    def tenures(self, text: str) -> list[Officeholder]:
        """Return every tenure of whoever bears the name ``text``, with or without middle initials and suffix."""
        return self._tenures.get(fold(text)) or self._tenures.get(EXTRAS.sub("", fold(text)), [])

    def find(self, words: Sequence[str], spaces: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Yield (start, end) of the longest known names in ``words``, left to right, none overlapping.

        ``spaces`` holds what follows each word. A word in capitals is also looked up as it is usually written.
        """
        position = 0
        while position < len(words):
            end = self._longest(words, spaces, position)
            if end:
                yield position, end
            position = end or position + 1

    def _longest(self, words: Sequence[str], spaces: Sequence[str], start: int) -> int:
        first = words[start]
        named = first[:1].isupper() or first[:1].isdigit() or "'" in first or first in SMALL_OPENINGS
        if not (named or first in self._small):
            return 0
        text, best = "", 0
        for i in range(start, min(len(words), start + LONGEST_NAME)):
            text += words[i]
            if not self._opens(text):
                break
            if self.known(text):
                best = i + 1
            text += spaces[i]
        return best

    def _opens(self, text: str) -> bool:
        """True where some name begins with ``text``, in whatever case."""
        wanted = fold(text).lower()
        at = bisect_left(self._sorted, wanted)
        return at < len(self._sorted) and self._sorted[at].startswith(wanted)

    def known(self, text: str) -> str:
        """Return the usual spelling of ``text`` if it is a known name, else an empty string."""
        folded = fold(text)
        if folded in self._senses or folded in self._tenures:
            return folded
        return self._upper.get(folded, "") if folded.isupper() and len(folded) > 3 else ""


def is_phrase(name: str) -> bool:
    """True for a name in small letters of more than one word, the article not counted: ``world powers``."""
    return name[:1].islower() and " " in name.removeprefix("the ") and not name.startswith("the ")


def likelihood(meanings: Sequence[str]) -> Callable[[Sense], int]:
    """Return the sort key that puts the senses of a shared name in the order of ``meanings``, unlisted ones last."""

    def place(sense: Sense) -> int:
        key = sense.country if sense.kind in LANDS else sense.name
        tables = "countries" if sense.kind in LANDS else TABLES.get(sense.kind, "")
        named = f"{tables}:{key}"
        return meanings.index(named) if named in meanings else len(meanings)

    return place


def all_senses() -> Iterator[tuple[str, Sense]]:
    """Yield every name of the tables but persons', in the order of ``KIND_ORDER``."""
    for c in countries():
        sense = Sense("country", c.name, c.code, "GOV", lat=c.lat, lon=c.lon)
        yield from ((n, sense) for n in c.all_names)
    for s in seats():
        yield from ((n, Sense("seat", s.name, s.country, s.sector)) for n in s.all_names)
    for o in organisations():
        # The organs of a body speak as the body; its agencies (WHO, UNICEF) under their own name.
        parent = o.parent if o.sector == "IGO" and (o.name.startswith(ORGANS) or o.parent == "European Union") else ""
        sense = Sense("organisation", o.name, o.country or None, o.sector, parent, o.members, o.wikidata)
        yield from ((n, sense) for n in o.all_names)
    for g in groups():
        yield from ((n, Sense("group", g.name, None, g.sector, members=g.members)) for n in g.all_names)
    for c in countries():
        for capital in c.capitals:
            yield capital, Sense("capital", c.name, c.code, "GOV", lat=c.lat, lon=c.lon)
        yield from ((n, Sense("adjective", c.name, c.code, "GOV")) for n in c.adjectives)
        yield from ((n, Sense("people", c.name, c.code, "CVL")) for n in c.people)
    for p in places():
        yield from ((n, Sense("place", p.name, p.country or None, "UNK", lat=p.lat, lon=p.lon)) for n in p.all_names)


@cache
def index() -> Index:
    """The index, built once per process (about a tenth of a second)."""
    return Index()


@cache
def navies() -> dict[str, str]:
    """Return prefixes of warships' names to the country of their navy."""
    return {row.prefix: row.country for row in ship_prefixes()}


@cache
def names_before_given() -> frozenset[str]:
    """Return the family names that stand before the given name: ``Wang Yi`` is later called ``Wang``."""
    return frozenset(row.name for row in family_names())


@cache
def _country_names() -> dict[str, str]:
    return {c.code: c.name for c in countries()}


def country_name(code: str) -> str:
    """Return the usual name of the country ``code`` (ISO 3166 alpha-3)."""
    return _country_names().get(code, code)


def country_place(code: str) -> Location | None:
    """Return the country ``code`` as a place, None where no row has it."""
    return next(
        (Location(name=c.name, country=c.code, lat=c.lat, lon=c.lon) for c in countries() if c.code == code), None
    )


def government(code: str, text: str = "") -> Actor:
    """Return the government of the country ``code``, as ``text`` names it."""
    return Actor(name=country_name(code), text=text, country=code, sector="GOV")


@cache
def city_index() -> dict[str, list[Sense]]:
    """Folded names of cities to senses, largest first."""
    found: dict[str, list[Sense]] = defaultdict(list)
    for city in cities():
        sense = Sense("city", city.name, city.country, "UNK", lat=city.lat, lon=city.lon, population=city.population)
        for name in {fold(city.name), city.ascii_name}:
            if name:
                found[name].append(sense)
    return dict(found)


def city(name: str, near: Sequence[str] = ()) -> Sense | None:
    """Return the city ``name``: one in a country of ``near`` (ISO codes) if there is one, else the largest.

    A town of a country that the article does not name is seldom meant: its name is that of another place.
    """
    options = city_index().get(fold(name), [])
    largest = next((s for s in options[:1] if not near or s.population >= FAR_CITY), None)
    return next((s for s in options if s.country in near), largest)


@cache
def _in_power() -> dict[str, list[InPower]]:
    found: dict[str, list[InPower]] = defaultdict(list)
    for row in times_in_power():
        found[row.organisation].append(row)
    return dict(found)


def ruling(actor: Actor, day: str | None) -> Actor:
    """Return a movement as what it was on ``day`` (ISO date, may be shortened): the government, or an armed group.

    Without a day, and for every other body, the actor stays as the tables have it.
    """
    times = _in_power().get(actor.name)
    if not times or not day:
        return actor
    governs = any(t.start[: len(day)] <= day and (not t.end or t.end[: len(day)] >= day) for t in times)
    return actor.model_copy(update={"sector": "GOV" if governs else "REB"})


def in_office(rows: Sequence[Officeholder], day: str | None) -> Officeholder | None:
    """Return the tenure that holds on ``day`` (ISO date, may be shortened), else the last one before it.

    Without a day the latest tenure; who was once more than an envoy is not remembered as one. A head's
    office goes before a lesser one held at the same time.
    """
    if not rows:
        return None
    if not day:
        return max(rows, key=lambda r: (r.end == "", r.start))
    current = [
        r for r in rows if (not r.start or r.start[: len(day)] <= day) and (not r.end or r.end >= day[: len(r.end)])
    ]
    if current:
        return max(current, key=lambda r: r.start)
    before = [r for r in rows if r.start and r.start[: len(day)] <= day]
    last = max(before, key=lambda r: ("envoy" not in r.role, r.start), default=None)
    return last or min(rows, key=lambda r: r.start)


@cache
def _by_office() -> dict[tuple[str, str], list[Officeholder]]:
    found: dict[tuple[str, str], list[Officeholder]] = defaultdict(list)
    for row in officeholders():
        found[row.country or row.organisation, row.role].append(row)
    return dict(found)


def holder(country: str, role: str, day: str | None) -> Officeholder | None:
    """Return who held ``role`` of ``country`` (code, or the organisation's name) on ``day``; None where unknown."""
    rows = _by_office().get((country, role), [])
    if not rows or not day:
        return None
    row = in_office(rows, day)
    return (
        row
        if row and (not row.start or row.start[: len(day)] <= day) and (not row.end or row.end >= day[: len(row.end)])
        else None
    )
