"""Date expressions, resolved from the day of publication: Wednesday, 18 May 2022."""

from __future__ import annotations

from datetime import date
from importlib import resources
from pathlib import Path

import pytest

import docs
from demarche.extraction import dates
from demarche.extraction.adverbials import Happening
from demarche.extraction.dates import Calendar
from demarche.extraction.dating import date_of, dateline_day

PUBLISHED = date(2022, 5, 18)


def resolved(text: str, *, future: bool = False, published: date | None = PUBLISHED) -> list[str]:
    return [w.iso for w in Calendar(published).find(text, future=future)]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("on 2021-11-03", "2021-11-03"),
        ("on March 5, 2019", "2019-03-05"),
        ("on 5 March 2019", "2019-03-05"),
        ("on the 5th of March 2019", "2019-03-05"),
        ("on Sept. 11, 2001", "2001-09-11"),
        ("in March 2019", "2019-03"),
        ("in March of 2019", "2019-03"),
        ("in 2014", "2014"),
    ],
)
@pytest.mark.parametrize("published", [PUBLISHED, None])
def test_an_explicit_date_is_the_same_with_and_without_publication(text: str, iso: str, published: date | None) -> None:
    assert resolved(text, published=published) == [iso]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("today", "2022-05-18"),
        ("last evening", "2022-05-17"),
        ("this fall", "2022"),
        ("last spring", "2021"),
        ("next spring", "2023"),
        ("in recent weeks", "2022-05"),
        ("recently", "2022"),
        ("overnight", "2022-05-18"),
        ("tonight", "2022-05-18"),
        ("this morning", "2022-05-18"),
        ("earlier today", "2022-05-18"),
        ("yesterday", "2022-05-17"),
        ("on Wednesday", "2022-05-18"),
        ("on Tuesday", "2022-05-17"),
        ("late Thursday", "2022-05-12"),
        ("last Tuesday", "2022-05-17"),
        ("last Wednesday", "2022-05-11"),
        ("on May 3", "2022-05-03"),
        ("on 3 May", "2022-05-03"),
        ("on December 30", "2021-12-30"),
        ("in February", "2022-02"),
        ("in November", "2021-11"),
        ("last November", "2021-11"),
        ("in February last year", "2021-02"),
        ("last week", "2022-05"),
        ("last month", "2022-04"),
        ("this month", "2022-05"),
        ("last year", "2021"),
        ("three days ago", "2022-05-15"),
        ("two weeks ago", "2022-05"),
        ("a month earlier", "2022-04"),
        ("8 years ago", "2014"),
        ("the day before", "2022-05-17"),
        ("last night", "2022-05-17"),
        ("on Sunday, May 15", "2022-05-15"),
        ("from 2 to 4 May", "2022-05-02"),
        ("on April 20-24", "2022-04-20"),
        ("on March 15 last year", "2021-03-15"),
        ("at the weekend", "2022-05"),
        ("two days after the vote of May 3", "2022-05-05"),
        ("a day before the summit on 20 April", "2022-04-19"),
    ],
)
def test_what_happened_is_dated_back_from_publication(text: str, iso: str) -> None:
    assert resolved(text)[:1] == [iso]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("tomorrow", "2022-05-19"),
        ("on Friday", "2022-05-20"),
        ("on Tuesday", "2022-05-24"),
        ("next Friday", "2022-05-20"),
        ("next Wednesday", "2022-05-25"),
        ("on June 2", "2022-06-02"),
        ("on January 9", "2023-01-09"),
        ("in September", "2022-09"),
        ("in February", "2023-02"),
        ("next week", "2022-05"),
        ("next month", "2022-06"),
        ("next year", "2023"),
        ("in the new year", "2023"),
    ],
)
def test_what_is_planned_is_dated_on_from_publication(text: str, iso: str) -> None:
    assert resolved(text, future=True) == [iso]


@pytest.mark.parametrize(
    ("published", "text", "iso"),
    [
        (date(2022, 1, 1), "yesterday", "2021-12-31"),
        (date(2022, 1, 2), "on December 31", "2021-12-31"),
        (date(2024, 3, 1), "yesterday", "2024-02-29"),
        (date(2024, 3, 31), "last month", "2024-02"),
        (date(2022, 1, 15), "last month", "2021-12"),
        (date(2024, 3, 1), "on February 29", "2024-02-29"),
    ],
)
def test_the_turn_of_month_and_year_is_no_trap(published: date, text: str, iso: str) -> None:
    assert resolved(text, published=published) == [iso]


@pytest.mark.parametrize("text", ["on February 30, 2022", "on 2022-13-05", "on June 31, 2020"])
def test_a_day_that_no_calendar_has_is_never_a_day(text: str) -> None:
    assert not [iso for iso in resolved(text) if len(iso) == 10]


@pytest.mark.parametrize("text", ["it may hurt", "they march on", "in no time", "the second half"])
def test_words_that_only_look_like_dates_are_none(text: str) -> None:
    assert resolved(text) == []


@pytest.mark.parametrize("text", ["sent 2000 troops", "killed 1950 people"])
def test_a_number_of_people_is_no_year(text: str) -> None:
    assert resolved(text) == []


def test_a_known_year_completes_a_day_of_an_article_without_publication() -> None:
    assert [w.iso for w in Calendar(None, year=2015).find("on May 3")] == ["2015-05-03"]


@pytest.mark.parametrize(
    "text", ["yesterday", "on Friday", "last week", "three days ago", "the day before", "on May 3", "in May"]
)
def test_without_publication_a_relative_date_stays_open(text: str) -> None:
    assert resolved(text, published=None) == []


def test_several_dates_come_in_order_and_do_not_overlap() -> None:
    assert resolved("on Tuesday, and on March 5, 2019, and in 2014") == ["2022-05-17", "2019-03-05", "2014"]


@pytest.mark.parametrize(
    ("text", "precision"),
    [("on March 5, 2019", "day"), ("in March 2019", "month"), ("in 2014", "year"), ("last week", "month")],
)
def test_a_date_tells_how_precise_it_is(text: str, precision: str) -> None:
    (when,) = Calendar(PUBLISHED).find(text)
    assert when.precision == precision


def test_a_date_tells_where_its_words_stand() -> None:
    (when,) = Calendar(PUBLISHED).find("They left in 2014", offset=100)
    assert when.offset >= 100 + len("They left")


@pytest.mark.parametrize(
    ("told", "text", "iso"),
    [
        ("in September 2010", "the next day", "2010-09"),
        ("on May 3", "the following day", "2022-05-04"),
        ("on May 3", "two days later", "2022-05-05"),
        ("on May 3", "two weeks earlier", "2022-04"),
        ("in February", "five months earlier", "2021-09"),
        ("in 2009", "in the same year", "2009"),
        ("in June 2010", "in the same month", "2010-06"),
        ("on 3 June 2010", "that year", "2010"),
    ],
)
def test_what_counts_from_another_date_counts_from_the_one_told_last(told: str, text: str, iso: str) -> None:
    (reference,) = Calendar(PUBLISHED).find(told)
    assert [w.iso for w in Calendar(PUBLISHED).find(text, reference=reference)] == [iso]


def test_the_next_day_after_nothing_is_no_date() -> None:
    assert resolved("the next day") == []


def test_a_day_that_lies_nearly_a_year_back_is_the_one_to_come() -> None:
    assert resolved("on June 2") == ["2022-06-02"]


# -- in the sentence

TWO_CLAUSES = """
Russia    =      PROPN  attacked  nsubj
attacked  attack VERB   -         root
Ukraine   =      PROPN  attacked  obj
on        =      ADP    Monday    case
Monday    =      PROPN  attacked  obl
after     =      SCONJ  expelled  mark
Poland    =      PROPN  expelled  nsubj
expelled  expel  VERB   attacked  advcl
diplomats diplomat NOUN expelled  obj   Number=Plur
on        =      ADP    Friday    case
Friday    =      PROPN  expelled  obl
"""


@pytest.mark.parametrize(("verb", "iso"), [("attacked", "2022-05-16"), ("expelled", "2022-05-13")])
def test_each_clause_has_its_own_date(verb: str, iso: str) -> None:
    token = docs.at(docs.document(TWO_CLAUSES), verb)
    when = date_of(Happening(token, token, "SANCTION"), Calendar(PUBLISHED))
    assert when is not None
    assert when.iso == iso


def test_a_clause_without_a_date_takes_that_of_the_clause_around_it() -> None:
    doc = docs.document("""
    On       =       ADP    Monday   case
    Monday   =       PROPN  promised obl
    France   =       PROPN  promised nsubj
    promised promise VERB   -        root
    to       =       PART   help     mark
    help     =       VERB   promised xcomp
    Ukraine  =       PROPN  help     obj
    """)
    when = date_of(Happening(docs.at(doc, "help"), docs.at(doc, "promised"), "AGREE"), Calendar(PUBLISHED))
    assert when is not None
    assert when.iso == "2022-05-16"


def test_a_dateline_dates_an_article_without_metadata() -> None:
    doc = docs.document("""
    Geneva   =       PROPN  -       root
    ,        =       PUNCT  Geneva  punct
    August   =       PROPN  Geneva  dep
    21       =       NUM    August  nummod
    ,        =       PUNCT  August  punct
    2015     =       NUM    August  nummod
    """)
    found = dateline_day(doc, Calendar(None))
    assert found is not None
    assert found.iso == "2015-08-21"


def test_the_date_of_a_sentence_is_no_dateline() -> None:
    doc = docs.document("""
    Paris    =       PROPN  fell    nsubj
    fell     fall    VERB   -       root
    on       =       ADP    14      case
    June     =       PROPN  14      nmod:unmarked
    14       =       NUM    fell    obl
    ,        =       PUNCT  14      punct
    1940     =       NUM    14      nummod
    """)
    assert dateline_day(doc, Calendar(None)) is None


def test_a_year_alone_is_no_dateline() -> None:
    doc = docs.document("""
    In       =       ADP    2015    case
    2015     =       NUM    came    obl
    war      =       NOUN   came    nsubj
    came     come    VERB   -       root
    """)
    assert dateline_day(doc, Calendar(None)) is None


def test_no_date_is_lost_by_looking_first_for_what_its_kind_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    samples = [p.read_text(encoding="utf-8") for p in Path(str(resources.files("demarche.samples"))).glob("*.txt")]
    quick = [[m.span() for _, m in dates.expressions.__wrapped__(text)] for text in samples]
    monkeypatch.setattr(dates, "NEEDED", {})
    assert [[m.span() for _, m in dates.expressions.__wrapped__(text)] for text in samples] == quick
    assert any(quick)


def test_the_weekend_is_the_last_one_also_where_the_month_has_turned() -> None:
    assert resolved("over the weekend", published=date(2023, 3, 2)) == ["2023-02"]
    assert resolved("next weekend", published=date(2023, 3, 2)) == ["2023-03"]
