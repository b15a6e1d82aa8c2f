"""When an event took place: date expressions of the clause, resolved from the day of publication."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from spacy.tokens import Doc, Span, Token

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
}
YEAR = r"(?P<year>(?:19|20)\d\d)"
DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b"
PATTERNS: tuple[tuple[str, str], ...] = (
    ("iso", r"\b(?P<year>(?:19|20)\d\d)-(?P<m>[01]\d)-(?P<day>[0-3]\d)\b"),
    ("full", rf"\b{MONTH}\s+{DAY}(?:,?\s+{YEAR})?"),
    ("full", rf"\b{DAY}\s+(?:of\s+)?{MONTH}(?:,?\s+{YEAR})?"),
    (
        "month",
        rf"\b(?P<which>last|this|next|early|late|mid|mid-|in|since|until|of|by)?\s*{MONTH}"
        rf"(?:,?\s+(?:of\s+)?(?:(?P<lastyear>last year)|{YEAR}))?",
    ),
    ("day", r"\b(?P<word>today|yesterday|tomorrow|tonight|overnight)\b"),
    ("day_part", r"\b(?:earlier|later) (?P<word>today)\b|\bthis (?:morning|afternoon|evening)\b"),
    (
        "weekday",
        r"\b(?P<which>last|next|this|late|early|on)?\s*(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b",
    ),
    (
        "unit",
        r"\b(?P<which>last|next|this|the previous|the following|previous|coming)\s+(?P<unit>week|month|year|weekend)\b",
    ),
    (
        "ago",
        r"\b(?P<n>\d+|one|two|three|four|five|six|seven|eight|nine|ten|a|an)\s+(?P<unit>day|week|month|year)s?\s+(?:ago|earlier)\b",
    ),
    ("relative_day", r"\bthe (?P<word>day before|previous day|following day|day after|next day)\b"),
    (
        "year",
        rf"(?:\b(?:in|since|until|of|by|during|from|to|before|after|late|early|mid|and|the)[ -]|[(,] ?|^){YEAR}\b",
    ),
)
COMPILED = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in PATTERNS)


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

    def find(self, text: str, offset: int = 0, *, future: bool = False) -> list[When]:
        """Return the dates in ``text`` in order, none overlapping; ``future`` says which Friday is meant."""
        found: list[tuple[int, int, When]] = []
        for name, pattern in COMPILED:
            for match in pattern.finditer(text):
                if any(match.start() < e and s < match.end() for s, e, _ in found):
                    continue
                if (
                    name == "month"
                    and match.group("month").lower() in ("may", "mar", "march", "sun", "sat", "jan", "dec")
                    and not match.group("month")[0].isupper()
                ):
                    continue
                when = self._resolve(name, match, future)
                if when:
                    found.append(
                        (
                            match.start(),
                            match.end(),
                            When(when.iso, when.precision, offset + match.start(), offset + match.end()),
                        )
                    )
        return [w for _, _, w in sorted(found, key=lambda f: f[0])]

    def _resolve(self, name: str, match: re.Match[str], future: bool) -> When | None:
        groups = {k: (v or "").lower() for k, v in match.groupdict().items()}
        try:
            match name:
                case "iso":
                    return day_of(date(int(groups["year"]), int(groups["m"]), int(groups["day"])))
                case "full":
                    return self._full(int(groups["day"]), MONTHS[groups["month"]], groups["year"], future)
                case "month":
                    return self._month(MONTHS[groups["month"]], groups, future, match.group("month"))
                case "year":
                    return When(groups["year"], "year")
        except ValueError:
            return None
        if self.published is None:
            return None
        return self._relative(name, groups, self.published, future)

    def _full(self, day: int, month: int, year: str, future: bool) -> When | None:
        if year:
            return day_of(date(int(year), month, day))
        if self.published is None:
            return day_of(date(self.year, month, day)) if self.year else None
        return day_of(self._nearest(month, day, self.published, future))

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
                shift = {"yesterday": -1, "overnight": 0, "tomorrow": 1}.get(groups.get("word", ""), 0)
                return day_of(published + timedelta(days=shift))
            case "weekday":
                return day_of(self._weekday(WEEKDAYS[groups["weekday"]], groups["which"], published, future))
            case "unit":
                return self._unit(groups["which"], groups["unit"], published)
            case "ago":
                return self._ago(groups, published)
            case "relative_day":
                return day_of(published + timedelta(days=-1 if groups["word"] in ("day before", "previous day") else 1))
        return None

    @staticmethod
    def _weekday(weekday: int, which: str, published: date, future: bool) -> date:
        back = (published.weekday() - weekday) % 7
        if which == "next" or (future and which != "last"):
            return published + timedelta(days=(7 - back) if back or which == "next" else 0)
        return published - timedelta(days=back or (7 if which == "last" else 0))

    @staticmethod
    def _unit(which: str, unit: str, published: date) -> When | None:
        step = (
            -1
            if which in ("last", "previous", "the previous")
            else 1
            if which in ("next", "coming", "the following")
            else 0
        )
        if unit == "year":
            return When(str(published.year + step), "year")
        if unit == "month":
            return month_of(published + relativedelta(months=step))
        return month_of(published + timedelta(days=7 * step))

    @staticmethod
    def _ago(groups: dict[str, str], published: date) -> When | None:
        n = int(groups["n"]) if groups["n"].isdigit() else NUMBERS[groups["n"]]
        unit = groups["unit"]
        if unit == "day":
            return day_of(published - timedelta(days=n))
        if unit == "week":
            return month_of(published - timedelta(weeks=n))
        return (
            month_of(published - relativedelta(months=n)) if unit == "month" else When(str(published.year - n), "year")
        )


def clause_tokens(anchor: Token) -> list[Token]:
    """Return the tokens of the clause of ``anchor``, other finite clauses and relative clauses left out."""
    cut: set[int] = set()
    for token in anchor.subtree:
        if (
            token != anchor
            and token.dep_ in ("acl:relcl", "advcl", "ccomp", "parataxis", "conj")
            and token.pos_ in ("VERB", "AUX")
        ):
            cut.update(t.i for t in token.subtree)
    return [t for t in anchor.subtree if t.i not in cut]


FAR = 9
"""Rank of a date that belongs to another event of the sentence."""


def date_of(anchor: Token, trigger: Token, calendar: Calendar, *, future: bool) -> When | None:
    """Return the date that the sentence gives the event: one that hangs on its trigger, else on its clause."""
    sent = trigger.sent
    found = calendar.find(sent.text, sent.start_char, future=future)
    ranked = [(rank_of(when, trigger, anchor), abs(when.offset - trigger.idx), when) for when in found]
    best = min(ranked, key=lambda r: r[:2], default=None)
    return best[2] if best and best[0] < FAR else None


def rank_of(when: When, trigger: Token, anchor: Token) -> int:
    """Return how near in the tree a date stands to the event, 0 for the trigger's own, ``FAR`` for another clause's."""
    span = trigger.doc.char_span(when.offset, when.end, alignment_mode="expand")
    if span is None:
        return FAR
    governor = span.root
    above = [trigger, *trigger.ancestors]
    for _ in range(4):
        if governor == trigger:
            return 0
        if governor == anchor:
            return 1
        if governor.pos_ in ("VERB", "AUX") and governor.dep_ != "amod":
            break
        if governor.head == governor:
            break
        governor = governor.head
    if governor in above and not crosses_clause(trigger, governor):
        return 2 + above.index(governor)
    return 5 if span.end >= trigger.i - 2 and span.start <= trigger.i + 3 and governor not in trigger.subtree else FAR


def crosses_clause(trigger: Token, governor: Token) -> bool:
    """True where a relative clause, a reported clause or another event's condition lies between the two."""
    node = trigger
    while node != governor and node.head != node:
        if node.dep_ in ("acl:relcl", "ccomp", "parataxis"):
            return True
        node = node.head
    return False


def dateline_day(doc: Doc, calendar: Calendar) -> When | None:
    """Return a full date near the head of the text (``Friday, August 21, 2015``), for articles without metadata."""
    head: Span = doc[: min(len(doc), 80)]
    return next((w for w in calendar.find(head.text) if w.precision == "day"), None)
