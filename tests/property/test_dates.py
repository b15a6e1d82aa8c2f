"""Relative dates, from any day of publication: on the right side of it, as near as they can be."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from demarche.extraction.dates import LONG_PAST, Calendar

DAYS = st.dates(date(1995, 1, 1), date(2035, 12, 31))
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
EXPRESSIONS = (
    "Friday",
    "last Monday",
    "on May 3",
    "on 29 February",
    "in March",
    "last week",
    "next month",
    "two years ago",
    "tomorrow",
    "overnight",
    "by December",
    "in 2019",
    "on June 31",
)


def day(text: str, published: date | None, *, future: bool = False) -> date:
    (found,) = Calendar(published).find(text, future=future)
    assert found.precision == "day"
    return date.fromisoformat(found.iso)


@given(DAYS, st.sampled_from(WEEKDAYS))
def test_a_weekday_is_the_last_one_on_or_before_publication(published: date, name: str) -> None:
    found = day(f"on {name}", published)
    assert f"{found:%A}" == name
    assert timedelta(0) <= published - found < timedelta(7)


@given(DAYS, st.sampled_from(WEEKDAYS))
def test_a_weekday_to_come_is_the_next_one_on_or_after_publication(published: date, name: str) -> None:
    found = day(f"on {name}", published, future=True)
    assert f"{found:%A}" == name
    assert timedelta(0) <= found - published < timedelta(7)


@given(DAYS, st.sampled_from(WEEKDAYS), st.booleans())
def test_last_and_next_weekdays_are_never_the_day_of_publication(published: date, name: str, future: bool) -> None:
    assert timedelta(1) <= published - day(f"last {name}", published, future=future) <= timedelta(7)
    assert timedelta(1) <= day(f"next {name}", published, future=future) - published <= timedelta(7)


@given(DAYS, DAYS)
def test_a_day_without_a_year_is_the_last_one_unless_that_is_long_past(published: date, told: date) -> None:
    assume((told.month, told.day) != (2, 29))
    found = day(f"on {MONTHS[told.month - 1]} {told.day}", published)
    assert (found.month, found.day) == (told.month, told.day)
    # Three days of grace: an agenda told as if it were past, and time zones.
    ago = published - found
    assert timedelta(-3) <= ago <= LONG_PAST or timedelta(-97) <= ago < timedelta(-3)


@given(DAYS, DAYS)
def test_a_day_without_a_year_is_the_nearest_to_come_for_a_plan(published: date, told: date) -> None:
    assume((told.month, told.day) != (2, 29))
    found = day(f"on {MONTHS[told.month - 1]} {told.day}", published, future=True)
    assert (found.month, found.day) == (told.month, told.day)
    assert timedelta(-2) <= found - published < timedelta(367)


@given(DAYS)
def test_the_29th_of_february_is_only_ever_that_day(published: date) -> None:
    assert all(w.iso[5:] == "02-29" for w in Calendar(published).find("on February 29") if w.precision == "day")


@given(DAYS, st.integers(1, 60))
def test_days_ago_are_counted_back(published: date, n: int) -> None:
    assert day(f"{n} days ago", published) == published - timedelta(days=n)


@given(st.one_of(st.none(), DAYS), DAYS)
def test_an_iso_date_is_itself_whenever_the_article_appeared(published: date | None, told: date) -> None:
    assert day(f"on {told.isoformat()}", published) == told


@given(st.one_of(st.none(), DAYS), st.lists(st.sampled_from(EXPRESSIONS), max_size=4), st.booleans())
def test_every_date_found_is_one_that_the_calendar_has_as_precise_as_told(
    published: date | None, told: list[str], future: bool
) -> None:
    found = Calendar(published).find(" and ".join(told), future=future)
    for when in found:
        date.fromisoformat({"day": when.iso, "month": f"{when.iso}-01", "year": f"{when.iso}-01-01"}[when.precision])
    assert [w.offset for w in found] == sorted({w.offset for w in found})


@given(st.one_of(st.none(), DAYS), st.text(max_size=60), st.booleans())
def test_no_text_makes_the_calendar_fail(published: date | None, text: str, future: bool) -> None:
    Calendar(published).find(text, future=future)
