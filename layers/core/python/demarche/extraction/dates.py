"""Date expressions, resolved from the day of publication or from the date told before."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from dateutil.relativedelta import relativedelta

from demarche.models import DatePrecision

WEEKDAYS = {n: i for i, n in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))}
WEEKDAYS |= {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thurs": 3, "fri": 4}
MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
MONTHS = {name: number for number, name in enumerate(MONTH_NAMES, 1)}
MONTHS |= {
    "jan": 1,
    "feb": 2,
    "mar": 3,
    "apr": 4,
    "jun": 6,
    "jul": 7,
    "aug": 8,
    "sept": 9,
    "sep": 9,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}
MONTH = r"(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
NUMBERS = {
    "one": 1,
    "a": 1,
    "an": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "last": 1,
    "a few": 3,
    "several": 3,
}
YEAR = r"(?P<year>(?:19|20)\d\d)"
DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b"
UNTIL_DAY = r"(?:\s*(?:-|–|—|to|and|until|through)\s*[0-3]?\d(?:st|nd|rd|th)?\b)?"
"""The end of a range of days (``2 to 4 May``); the event has the date of its first day."""
NAMED_DAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9}
"""The month each begins in. A winter lies in two years, so that it has no date."""
NUMBER = r"(?P<n>\d+|one|two|three|four|five|six|seven|eight|nine|ten|a|an|several|a few)"
PATTERNS: tuple[tuple[str, str], ...] = (
    ("iso", r"\b(?P<year>(?:19|20)\d\d)-(?P<m>[01]\d)-(?P<day>[0-3]\d)\b"),
    ("full", rf"\b{NAMED_DAY}{MONTH}\s+{DAY}{UNTIL_DAY}(?:,?\s+(?:(?P<lastyear>last year)|{YEAR}))?"),
    ("full", rf"\b{NAMED_DAY}{DAY}{UNTIL_DAY}\s+(?:of\s+)?{MONTH}(?:,?\s+(?:(?P<lastyear>last year)|{YEAR}))?"),
    (
        "month",
        rf"\b(?P<which>last|this|next|that|early|late|mid|mid-|in|since|until|of|by)?\s*{MONTH}"
        rf"(?:,?\s+(?:of\s+)?(?:(?P<lastyear>last year)|(?P<thatyear>(?:that|the same) year)|{YEAR}))?",
    ),
    ("day", r"\b(?P<word>today|yesterday|tomorrow|tonight|overnight|last (?:night|evening))\b"),
    ("day_part", r"\b(?:earlier|later) (?P<word>today)\b|\bthis (?:morning|afternoon|evening)\b"),
    (
        "weekday",
        r"\b(?P<which>last|next|this|late|early|on)?\s*(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b",
    ),
    (
        "unit",
        r"\b(?P<which>last|next|this|the previous|the following|previous|coming|the past)"
        r"\s+(?P<unit>week|month|year|weekend)\b(?! of\b)",
    ),
    ("span", r"\b(?P<which>recent|coming|next few|past few|last few)\s+(?P<unit>day|week|month)s\b"),
    ("span", r"\b(?P<which>recent)ly\b"),
    (
        "season",
        rf"\b(?P<which>last|this|next|the|in)\s+(?P<season>{'|'.join(SEASONS)})\b"
        rf"(?:\s+(?:of\s+)?{YEAR}|(?!\s+of\b))",
    ),
    ("unit", r"\b(?:over|at|since|during) (?P<which>the) (?P<unit>weekend)\b|\b(?P<which2>the new) (?P<unit2>year)\b"),
    ("ago", rf"\b{NUMBER}\s+(?P<unit>day|week|month|year)s?\s+ago\b"),
    ("shift", rf"\b{NUMBER}\s+(?P<unit>day|week|month|year)s?\s+(?P<way>earlier|previously|later|afterwards)\b"),
    ("shift", r"\bthe (?P<way>previous|next|following) (?P<unit>day)\b"),
    ("shift", r"\bthe (?P<unit>day|week|month|year) (?P<way>before|after)\b(?=\s*(?:[.,;)]|$))"),
    ("beside", rf"\b(?:{NUMBER}|the)\s+(?P<unit>day|week|month|year)s?\s+(?P<way>before|after)\b"),
    ("same", r"\b(?:the same|that) (?P<unit>day|month|year)\b"),
    (
        "year",
        rf"(?:\b(?:in|since|until|of|by|during|from|to|before|after|late|early|mid|and|the)[ -]|[(,] ?|^){YEAR}\b",
    ),
)
COMPILED = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in PATTERNS)
IN_MONTHS = tuple(sorted({name[:3] for name in MONTHS}))
DISTANCES = ("day", "week", "month", "year")
NEEDED = {
    "iso": ("-",),
    "full": IN_MONTHS,
    "month": IN_MONTHS,
    "day": ("today", "yesterday", "tomorrow", "night", "last evening"),
    "day_part": ("today", "this "),
    "weekday": ("day",),
    "unit": ("week", "month", "year"),
    "span": ("recent", "days", "weeks", "months"),
    "season": tuple(SEASONS),
    "ago": ("ago",),
    "shift": DISTANCES,
    "beside": ("before", "after"),
    "same": ("same ", "that "),
    "year": ("19", "20"),
}
"""What a text must hold, in lower case, to have a date of the kind: one of these. To look for that is quick."""


BACKWARDS = frozenset({"earlier", "before", "previously", "previous"})
COMING = frozenset({"next", "coming", "the following", "the new"})
FROM_TOLD = {"the following": 1, "the previous": -1}
"""``the following year`` counts from a date told before, as ``next year`` does not."""
HALF_YEAR = 6
SEASON_MONTHS = 3
SATURDAY = 5
LONG_PAST = timedelta(days=270)
"""A day without a year that lies longer back is rather the one to come, which is at most three months off."""


@dataclass(frozen=True)
class When:
    """A date, ISO, as precise as it is known; ``offset`` is where the words stand in the text."""

    iso: str
    precision: DatePrecision
    offset: int = 0
    end: int = 0
    explicit: bool = True


def day_of(value: date, offset: int = 0) -> When:
    return When(value.isoformat(), "day", offset)


def month_of(value: date, offset: int = 0) -> When:
    return When(f"{value:%Y-%m}", "month", offset)


class Calendar:
    """Resolves date expressions of one article; ``published`` may be unknown, then only what is explicit resolves."""

    def __init__(self, published: date | None, year: int | None = None) -> None:
        self.published = published
        self.year = year or (published.year if published else None)
        self.found: dict[tuple[int, bool], list[When]] = {}
        """The dates of sentences, by where they start, and which Friday is meant in them."""

    def find(self, text: str, offset: int = 0, *, future: bool = False, reference: When | None = None) -> list[When]:
        """Return the dates in ``text`` in order, none overlapping; ``future`` says which Friday is meant.

        ``reference`` is the date told last before ``text``: ``two days later`` counts from it, or from a date that
        stands nearer before.
        """
        found: list[When] = []
        matches = expressions(text)
        for position, (name, match) in enumerate(matches):
            counted_from = found[-1] if found else reference
            if name == "beside":
                counted_from = self._first(matches[position + 1 :], future)
            when = self._resolve(name, match, future, counted_from)
            if when:
                found.append(replace(when, offset=offset + match.start(), end=offset + match.end()))
        return found

    def _first(self, matches: Sequence[tuple[str, re.Match[str]]], future: bool) -> When | None:
        """``two days after the vote of May 3``: the date that it counts from comes after the words."""
        resolved = (self._resolve(name, match, future, None) for name, match in matches if name != "beside")
        return next((when for when in resolved if when), None)

    def _resolve(self, name: str, match: re.Match[str], future: bool, reference: When | None) -> When | None:
        groups = {k: (v or "").lower() for k, v in match.groupdict().items()}
        try:
            match name:
                case "iso":
                    return day_of(date(int(groups["year"]), int(groups["m"]), int(groups["day"])))
                case "full":
                    year = groups["year"] or (self._last_year() if groups["lastyear"] else "")
                    year = year or self._year_told(MONTHS[groups["month"]], reference)
                    return self._full(int(groups["day"]), MONTHS[groups["month"]], year, future)
                case "month":
                    month = MONTHS[groups["month"]]
                    if match.group("month")[0].isupper() and not groups["lastyear"]:
                        groups["year"] = groups["year"] or self._year_of_month(month, groups, reference)
                    return self._month(month, groups, future, match.group("month"))
                case "unit" if reference is not None and groups["which"] in FROM_TOLD:
                    return shifted(coarser(reference, groups["unit"]), FROM_TOLD[groups["which"]], groups["unit"])
                case "year" | "season" if groups["year"]:
                    return When(groups["year"], "year")
                case "same" | "shift" | "beside" if reference is not None:
                    return from_reference(name, groups, reference)
        except ValueError:
            return None
        if self.published is None:
            return None
        return self._relative(name, groups, self.published, future)

    def _last_year(self) -> str:
        return str(self.year - 1) if self.year else ""

    def _year_of_month(self, month: int, groups: dict[str, str], reference: When | None) -> str:
        """``November of that year``: that of the date told before; ``that November``: the first from then on."""
        if reference is not None and groups["thatyear"]:
            return reference.iso[:4]
        if reference is not None and groups["which"] == "that":
            return str(int(reference.iso[:4]) + (reference.iso[5:7] > f"{month:02}"))
        return self._year_told(month, reference)

    def _year_told(self, month: int, reference: When | None) -> str:
        """On a page without a day of its own a month is of the year told last, or of the next where it lies far back
        (``in November 1998 ... in January``)."""
        if reference is None or self.published is not None or self.year is not None:
            return ""
        told = int(reference.iso[5:7] or 1)
        return str(int(reference.iso[:4]) + (told - month > HALF_YEAR))

    def _full(self, day: int, month: int, year: str, future: bool) -> When | None:
        if year:
            return day_of(date(int(year), month, day))
        if self.published is None:
            return day_of(date(self.year, month, day)) if self.year else None
        nearest = self._nearest(month, day, self.published, future)
        if not future and self.published - nearest > LONG_PAST:
            # In May, "June 2" without a year is the day to come, whatever the tense: a plan or an invitation names it.
            nearest = self._nearest(month, day, self.published, future=True)
        return day_of(nearest)

    @staticmethod
    def _nearest(month: int, day: int, published: date, future: bool) -> date:
        """The year is the one that puts the date before publication, or after it for the future.

        Eight years on either side always hold a 29 February.
        """
        years = [
            y
            for y in range(max(1, published.year - 8), min(9999, published.year + 8) + 1)
            if day <= monthrange(y, month)[1]
        ]
        options = [date(y, month, day) for y in years] or [published]
        if future:
            return (
                min(o for o in options if o >= published - timedelta(days=2))
                if options[-1] >= published
                else options[-1]
            )
        return max(o for o in options if o <= published + timedelta(days=3))

    def _month(self, month: int, groups: dict[str, str], future: bool, word: str) -> When | None:
        if groups["year"]:
            return month_of(date(int(groups["year"]), month, 1))
        if not word[0].isupper():
            return None
        if self.published is None:
            return month_of(date(self.year, month, 1)) if self.year else None
        if groups["lastyear"]:
            return month_of(date(self.published.year - 1, month, 1))
        start = self._nearest(month, 1, self.published, future or groups["which"] == "next")
        return month_of(start)

    def _relative(self, name: str, groups: dict[str, str], published: date, future: bool) -> When | None:
        match name:
            case "day" | "day_part":
                shift = {"yesterday": -1, "last night": -1, "last evening": -1, "tomorrow": 1}.get(
                    groups.get("word", ""), 0
                )
                return day_of(published + timedelta(days=shift))
            case "weekday":
                return day_of(self._weekday(WEEKDAYS[groups["weekday"]], groups["which"], published, future))
            case "unit":
                return self._unit(groups["which"] or groups["which2"], groups["unit"] or groups["unit2"], published)
            case "span":
                return (
                    month_of(published) if groups.get("unit") in ("day", "week") else When(str(published.year), "year")
                )
            case "season":
                return self._season(groups, published)
            case "ago":
                return shifted(day_of(published), -NUMBERS.get(groups["n"], 0) or -int(groups["n"]), groups["unit"])
            case "shift" if groups["way"] in BACKWARDS:
                return from_reference(name, groups, day_of(published))
        return None

    @staticmethod
    def _weekday(weekday: int, which: str, published: date, future: bool) -> date:
        back = (published.weekday() - weekday) % 7
        if which == "next" or (future and which != "last"):
            return published + timedelta(days=(7 - back) if back or which == "next" else 0)
        return published - timedelta(days=back or (7 if which == "last" else 0))

    @staticmethod
    def _season(groups: dict[str, str], published: date) -> When:
        """``last fall``: as precise as the year, which is that of the nearest one in the direction that is told."""
        begins = SEASONS[groups["season"]]
        past = groups["which"] == "last" and published.month < begins + SEASON_MONTHS
        coming = groups["which"] == "next" and published.month >= begins
        return When(str(published.year - past + coming), "year")

    @staticmethod
    def _unit(which: str, unit: str, published: date) -> When | None:
        step = -1 if which in ("last", "previous", "the previous") else 1 if which in COMING else 0
        if unit == "year":
            return When(str(published.year + step), "year")
        if unit == "month":
            return month_of(published + relativedelta(months=step))
        if unit == "weekend" and which != "this" and not step > 0:
            return month_of(published - timedelta(days=(published.weekday() - SATURDAY) % 7 or 7))
        return month_of(published + timedelta(days=7 * step))


@lru_cache(maxsize=512)
def expressions(text: str) -> list[tuple[str, re.Match[str]]]:
    """Return what reads like a date in ``text``, in its order; of two that overlap the more exact kind."""
    found: list[tuple[str, re.Match[str]]] = []
    lowered = text.lower()
    absent = {name for name, needed in NEEDED.items() if not any(words in lowered for words in needed)}
    for name, pattern in COMPILED:
        for match in pattern.finditer(text) if name not in absent else ():
            taken = any(match.start() < m.end() and m.start() < match.end() for _, m in found)
            if not taken and not (name == "month" and is_common_word(match.group("month"))):
                found.append((name, match))
    return sorted(found, key=lambda f: f[1].start())


def is_common_word(month: str) -> bool:
    """``may``, ``march``: in lower case no month."""
    return not month[0].isupper() and month.lower() in ("may", "mar", "march", "jan", "dec")


def from_reference(name: str, groups: dict[str, str], reference: When) -> When:
    """Resolve ``the same year``, ``five months earlier`` or ``the next day`` from the date told before."""
    unit, way = groups["unit"], groups.get("way", "")
    if name == "same":
        return coarser(reference, unit)
    number = groups.get("n", "") or "one"
    count = int(number) if number.isdigit() else NUMBERS[number]
    return shifted(reference, -count if way in BACKWARDS else count, unit)


def coarser(when: When, unit: str) -> When:
    """Return ``when`` no more exact than to its ``unit``: a month, a year."""
    if unit == "year":
        return When(when.iso[:4], "year")
    return When(when.iso[:7], "month") if unit == "month" and when.precision == "day" else when


def shifted(when: When, count: int, unit: str) -> When:
    """Return the date ``count`` units from ``when``, as exact as both allow: two weeks after a day is a month."""
    year, month, day = (int(x) for x in (when.iso + "-01-01").split("-")[:3])
    start = date(year, month, day)
    if unit == "year" or when.precision == "year":
        return When(str(year + (count if unit == "year" else 0)), "year")
    if unit == "month":
        return month_of(start + relativedelta(months=count))
    if when.precision == "month":
        return when
    return day_of(start + timedelta(days=count)) if unit == "day" else month_of(start + timedelta(weeks=count))
