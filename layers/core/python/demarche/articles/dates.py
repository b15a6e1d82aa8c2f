"""Publication dates, as exports, pages and datelines write them.

A wrong date is worse than none: a number date that could be read both ways is not read, and nothing is taken
from the body of an article, where dates are those of events.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from dateutil import parser as dateutil_parser
from dateutil.tz import gettz

HEAD_PARAGRAPHS = 8
"""A date line stands between title and text; below, dates belong to captions and events."""
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
WEEKDAY = r"(?:(?:mon|tues?|wednes|wed|thurs?|fri|satur|sat|sun)(?:day)?\.?,?\s+)?"
DAY_MONTH = rf"\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH},?\s+\d{{4}}"
MONTH_DAY = rf"{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}"
ISO = r"\d{4}-\d{2}-\d{2}"
NUMERIC = r"\d{1,2}[/.]\d{1,2}[/.]\d{4}"
DATE = rf"(?:{DAY_MONTH}|{MONTH_DAY}|{ISO}|{NUMERIC})"
ZONES = {"EST": -18000, "EDT": -14400, "CST": -21600, "CDT": -18000, "PST": -28800, "PDT": -25200, "BST": 3600,
         "IST": 19800, "CET": 3600, "CEST": 7200, "MSK": 10800, "JST": 32400, "AEST": 36000, "AEDT": 39600,
         "GMT": 0, "UTC": 0, "ET": -18000}  # fmt: skip
ZONE = rf"(?:Z|[+-]\d{{2}}:?\d{{2}}|{'|'.join(sorted(ZONES, key=len, reverse=True))})"
TIME = rf"(?:T|,?\s*(?:[-–—|]|at)?\s*)\d{{1,2}}[:.]\d{{2}}(?::\d{{2}}(?:\.\d+)?)?(?:\s*[ap]\.?m\.?)?(?:\s*{ZONE})?"
LABEL = (
    r"(?:(?:first\s+|originally\s+)?(?:published|posted|updated|modified|issued|released|created|filed|date|dated)"
    r"(?:\s+date)?(?:\s+on|\s+at)?\s*:?\s+|last\s+(?:updated|modified)(?:\s+on|\s+at)?\s*:?\s+|on\s+)"
)
DATE_LINE = re.compile(
    rf"(?i)^[(\[]?\s*({LABEL})?{WEEKDAY}({DATE})({TIME})?\s*[)\].]?(?:\s*[-–—|•·/,;]?\s*{LABEL}{WEEKDAY}{DATE}(?:{TIME})?)?\s*$"
)
TIME_FIRST = re.compile(
    rf"(?i)^({LABEL})?\d{{1,2}}[:.]\d{{2}}(?:\s*[ap]\.?m\.?)?(?:\s*{ZONE})?,?\s+{WEEKDAY}({DATE})\s*$"
)
DATELINE = re.compile(
    rf"^[A-Z][\w.'’ -]{{1,40}}(?:,\s*[A-Z][\w.' ]{{1,25}})?(?:\s*[,(]|\s+)\s*((?i:{WEEKDAY}{DATE}))\s*\)?\s*"
    r"(?:\([^)]{2,40}\)\s*)?(?:[-–—:]|/)"
)
DATELINE_AFTER_AGENCY = re.compile(rf"^[A-Z][\w.'’, -]{{1,40}}\([^)]{{2,30}}\)\s*[-–—,]?\s*((?i:{WEEKDAY}{DATE}))")
BYLINE_DATE = re.compile(
    rf"(?i)^(?:by\s.{{3,60}}?[|,•·–—-]\s*|.{{3,40}}?\s[|•·]\s)({LABEL})?{WEEKDAY}({DATE})({TIME})?\s*$"
)
YEARLESS = re.compile(
    rf"^[A-Z][A-Z.'’ -]{{2,40}},?\s*\(?(?i:{MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{MONTH})\b(?!,?\s+\d{{4}})"
)
YEARLESS_NOTE = "the dateline names no year; give the date of publication to resolve dates"


def parse_date(value: object) -> datetime | None:
    """Return ``value`` (ISO, RFC 2822, English, Unix seconds or milliseconds) as aware UTC, None if unreadable.

    A day without a time is midnight UTC; a year or a month without a day is no date of publication.
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)) or (isinstance(value, str) and re.fullmatch(r"\d{10}|\d{13}", value.strip())):
        return from_epoch(float(value))
    text = re.sub(r"\s+", " ", str(value)).strip()[:120]
    if compact := re.fullmatch(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})Z?)?", text):
        return plausible(text) if compact else None
    if not names_a_day(text):
        return None
    return plausible(re.sub(r"(?i)^\s*(?:published|posted|updated|date)\s*(?:on|at)?\s*:?\s*", "", text))


def from_epoch(number: float) -> datetime | None:
    seconds = number / 1000 if number > 1e11 else number
    # Below 1e8 (1973) a number is a year or an identifier, not a time.
    if not 1e8 < seconds < 4e9:
        return None
    return datetime.fromtimestamp(seconds, tz=UTC)


def names_a_day(text: str) -> bool:
    """True when ``text`` holds a day, a month and a year that can be read in one way only."""
    found = re.search(
        rf"(?i){DATE}|\b\d{{4}}/\d{{2}}/\d{{2}}\b|\b{MONTH}\s+\d{{1,2}}\b.*\b\d{{4}}\b|\b\d{{1,2}}\s+{MONTH}", text
    )
    if found is None:
        return False
    numeric = re.match(r"(\d{1,2})[/.](\d{1,2})[/.]\d{4}", found.group())
    return numeric is None or one_reading(int(numeric[1]), int(numeric[2]))


def one_reading(first: int, second: int) -> bool:
    return first > 12 or second > 12 or first == second


def plausible(text: str) -> datetime | None:
    numeric = re.search(r"\b(\d{1,2})[/.]\d{1,2}[/.]\d{4}", text)
    cleaned = re.sub(r"(?i)(\d{1,2}:\d{2}(?::\d{2})?)\s*([ap])\.\s?m\.?", r"\1 \2m", text)
    cleaned = re.sub(r"(?i)\bof\s", "", cleaned)
    cleaned = re.sub(r"(\d)(?:\s*[–—|•]\s*|\s+-\s+|\s+at\s+|,\s*)(?=\d{1,2}[:.]\d{2}(?!\d*[/.]))", r"\1 ", cleaned)
    try:
        read = dateutil_parser.parse(
            cleaned, dayfirst=bool(numeric and int(numeric[1]) > 12), default=datetime(1, 1, 1), tzinfos=zone
        )
        moment = read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
    except (ValueError, OverflowError, TypeError, AttributeError):
        return None
    return moment if EARLIEST_YEAR <= moment.year <= LATEST_YEAR else None


def zone(name: str | None, offset: int | None) -> object:
    """Name the offset of a zone abbreviation for dateutil, which knows UTC and the machine's own only."""
    if offset is not None:
        return offset
    return ZONES.get(name or "") if name in ZONES else gettz("UTC")


def is_date_line(paragraph: str) -> bool:
    """True when the paragraph is nothing but the date of publication, with or without "Published"."""
    return len(paragraph) < 120 and bool(
        DATE_LINE.match(paragraph) or TIME_FIRST.match(paragraph) or BYLINE_DATE.match(paragraph)
    )


def find_date(paragraphs: Sequence[str]) -> tuple[datetime | None, str]:
    """Return the date of publication that the head of a text names, and a note where it is there but incomplete."""
    head = paragraphs[:HEAD_PARAGRAPHS]
    for paragraph in head:
        for pattern in (DATE_LINE, TIME_FIRST, BYLINE_DATE):
            if len(paragraph) < 120 and (found := pattern.match(paragraph)):
                day = found[2] + (found[3] or "" if pattern.groups > 2 else "")
                if (moment := parse_date(day)) is not None:
                    return moment, ""
                return None, f"the date {found[2]!r} can be read in more than one way; give the date of publication"
    for paragraph in head:
        if found := DATELINE.match(paragraph) or DATELINE_AFTER_AGENCY.match(paragraph):
            return parse_date(found[1]), ""
    return None, YEARLESS_NOTE if any(YEARLESS.match(p) for p in head) else ""


def latest_year(captions: Iterable[str]) -> int | None:
    """Return the last year that a full date in ``captions`` names: agencies date their pictures, and no picture is
    younger than its page."""
    days = [parse_date(found) for caption in captions for found in re.findall(rf"(?i)\b{DATE}\b", caption)]
    return max((day.year for day in days if day is not None), default=None)
