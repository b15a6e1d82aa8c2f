"""What goes and what stays of a page: boilerplate, broken sentences, titles, dates."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from demarche.articles import Article, read_articles
from demarche.articles.boilerplate import class_of, classes, strip_boilerplate
from demarche.articles.dates import find_date, is_date_line, latest_year, parse_date
from demarche.articles.html import page_to_draft
from demarche.articles.languages import detect_language
from demarche.articles.paragraphs import heal, split_paragraphs, squeeze

STORY = [
    "Ghana and Togo settle dispute over harbour dues",
    "Ghana and Togo settled a quarrel over harbour dues on Friday after two days of talks in Lomé.",
    "The ministers of trade signed a paper that sets one tariff for both ports from July.",
    "“Ships will stop shopping around,” Ghana’s minister said.",
]


@pytest.mark.parametrize(
    "line",
    [
        "We need your support today",
        "Readers like you pay for what we do. A monthly donation keeps this site free for all of you.",
        "If you value our journalism, please consider supporting us with a small gift.",
        "Subscribe to our newsletter",
        "Get the top stories in your inbox each morning",
        "This website uses cookies. Accept all cookies?",
        "By signing up you agree to our Privacy Policy.",
        "Whoops! Something went wrong. Please try again in a minute.",
        "Advertisement",
        "Story continues below",
        "Share on Facebook",
        "Facebook Twitter WhatsApp Email",
        "Share | Tweet | Print",
        "14 comments",
        "Click here for the latest from the region",
        "READ MORE: Harbour workers plan a strike",
        "Also read | Five ports to watch",
        "https://example.com/story/1",
        "Source link",
        "By Ama Boateng",
        "By Ama Boateng and Kofi Mensah, Lomé Correspondents",
        "AMA BOATENG WEST AFRICA CORRESPONDENT",
        "ama.boateng@example.com",
        "Ama Boateng is on Twitter @amaboateng",
        "Reporting by Ama Boateng; Editing by Kofi Mensah",
        "(Reporting by Ama Boateng in Lomé, editing by Kofi Mensah)",
        "Additional reporting by agencies",
        "With inputs from agencies",
        "Kofi Mensah contributed to this report.",
        "© 2021 Harbour News. All rights reserved.",
        "Copyright Harbour News Ltd",
        "This material may not be published, broadcast or redistributed.",
        "Photo: Harbour News",
        "The minister at the port of Tema. Photograph: Kofi Mensah/Reuters",
        "Ships wait off Lomé in May. [File: Kofi Mensah/AFP]",
        "The ministers after the talks (AFP via Getty Images)",
        "FILE PHOTO: A crane in the port of Tema, May 2, 2020. REUTERS/Kofi Mensah",
        "3.1234567 A crane in the port of Tema. PA PA",
        "Ghana’s minister (left) and his Togolese colleague in Lomé.",
        "Ghana’s trade minister looks on during a meeting with traders in the port of Tema",
        "3 min read",
        "2 hours ago",
        "Updated: 3 May 2021 at 10:12",
        "Tags: Ghana, Togo, trade",
        "Home > World > Africa",
        "Home News Europe Business More",
        "Menu | World | Politics | Sign in",
        "World Africa Business Sport Opinion",
        "Published",
        "(c) Harbour News",
        "(c) 2021 Harbour News. Do not copy.",
        "Ghana’s minister Kofi Mensah (C) in the port of Tema.",
        "Ghana’s minister (L) and his Togolese colleague (R) in Lomé.",
    ],
)
def test_lines_around_an_article_go(line: str) -> None:
    assert class_of(line) is not None, line


@pytest.mark.parametrize(
    "sentence",
    [
        "Ghana urged Togo to support independent journalism and to free two reporters.",
        "The minister said readers like you and me would pay for the sanctions.",
        "“Please support our troops,” the president told parliament.",
        "Washington shared intelligence with Warsaw on the movement of tanks.",
        "By Tuesday evening Togo had withdrawn its customs officers.",
        "The two sides agreed to follow up on the talks in June.",
        "Join us or stand aside, the general told the militia, according to two officers.",
        "The company’s cookies were banned by customs in Lomé, traders said.",
        "Russia rejected the comments of the French minister.",
        "The court said the treaty’s copyright chapter was void.",
        "Moscow said it would share the flight data with the Dutch investigators.",
        "More than 200 troops crossed the river on Sunday.",
        "The government pictured itself as a victim, analysts said.",
        "Related charges against two colonels were dropped, the ministry said.",
        "Iran and Iraq have left the comment period open, said the UN envoy.",
        "The report was published by the United Nations on Monday and accused the army of torture.",
        "He spoke by phone with the president of Togo.",
        "Sign the treaty now, Ghana told its neighbour.",
        "Following the attack, Togo closed its border.",
        "Ghana, Togo and Benin will hold a joint exercise at sea",
        "The ministry banned eleven officers from entry under Section 212(a)(3)(C) of the immigration law.",
        "Togo invoked Article 4 (c) of the treaty and closed its border to trucks.",
        "The two sides promised (a) a truce, (b) an exchange of prisoners and (c) a market on the border.",
        "(c) the release of all sailors who are held in Lomé.",
        "World News",
        "Home rule for Zanzibar",
        "World politics and business after the vote in Togo",
        "“Reporting by our observers shows that both sides fired,” the mission said.",
    ],
)
def test_sentences_of_an_article_stay(sentence: str) -> None:
    found = class_of(sentence)
    assert found is None, found


def test_each_class_of_boilerplate_has_a_name_of_its_own() -> None:
    names = [c.name for c in classes()]
    assert len(names) == len(set(names))


def test_headlines_under_related_posts_go_and_the_article_after_them_stays() -> None:
    page = [*STORY[:3], "Related posts", "Pirates seen off Benin", "Cocoa price at a ten-year high", STORY[3]]
    assert strip_boilerplate(page) == STORY


def test_what_readers_comment_is_no_part_of_the_article() -> None:
    page = [*STORY, "Leave a comment", "The minister attacked us all, wrote somebody who was very angry."]
    assert strip_boilerplate(page) == STORY


def test_a_comments_link_above_the_article_does_not_cut_it_off() -> None:
    assert strip_boilerplate([STORY[0], "Comments", *STORY[1:]]) == STORY


def test_a_caption_that_stands_twice_goes_and_a_sentence_that_stands_twice_stays_once() -> None:
    caption = "Workers load cocoa in the port of Tema"
    assert strip_boilerplate([*STORY[:2], caption, caption, *STORY[2:], STORY[2]]) == STORY


def test_a_headline_that_reads_like_a_caption_stays_at_the_head() -> None:
    headline = "Ministers of Ghana and Togo exchange sharp words ahead of harbour talks"
    assert strip_boilerplate([headline, *STORY[1:]])[0] == headline


def test_a_pull_quote_at_the_end_goes() -> None:
    quote = "Ships will stop shopping around. Ghana’s minister said on harbour dues in Lomé."
    padded = [*STORY, "Ghana’s minister said on Sunday that more harbour dues would be cut in Lomé."]
    assert strip_boilerplate([*padded, quote]) == padded


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        (["“We ask for calm,” Mr", "Boateng told the guests."], "“We ask for calm,” Mr Boateng told the guests."),
        (["The talks covered fish, timber and the", "Volta river, officials said."], "The talks covered fish, timber and the Volta river, officials said."),
        (["The ministers met in Lomé", "and signed the paper."], "The ministers met in Lomé and signed the paper."),
        (["The talks were about dues, tariffs, pilots,", "Customs and fish."], "The talks were about dues, tariffs, pilots, Customs and fish."),
    ],
)  # fmt: skip
def test_a_sentence_broken_over_paragraphs_is_one_again(parts: list[str], whole: str) -> None:
    assert heal(parts) == [whole]


def test_paragraphs_that_end_are_not_joined() -> None:
    assert heal(STORY, after=1) == STORY


def test_wrapped_lines_are_joined_and_blank_lines_part() -> None:
    wrapped = (
        "The ministers of Ghana and Togo met in the capital on Friday to talk\n"
        "about the dues that ships pay in the two harbours, which have been a\n"
        "cause of quarrels between the neighbours for more than two decades.\n"
        "\nThey signed a paper in the evening, and promised to meet again in the\n"
        "summer, when the new tariff is to come into force in both harbours.\n"
    )
    assert [len(p.split()) for p in split_paragraphs(wrapped)] == [39, 27]


def test_lines_that_are_paragraphs_are_not_joined() -> None:
    assert split_paragraphs("\n".join(STORY)) == STORY


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        ("An inter-\nnational team came.", "An international team came."),
        ("Their face-to-\nface talks ended.", "Their face-to-face talks ended."),
        ("A co-\noperation pact, and co-operation again.", "A co-operation pact, and co-operation again."),
    ],
)
def test_a_word_hyphenated_at_a_line_end_is_healed(lines: str, joined: str) -> None:
    assert split_paragraphs(lines) == [joined]


def test_bullets_stay_apart() -> None:
    assert split_paragraphs("They agreed:\n• one tariff\n  for both ports\n• one pilot") == ["They agreed:", "• one tariff for both ports", "• one pilot"]  # fmt: skip


def test_odd_spaces_become_plain_ones_and_quotes_stay() -> None:
    assert squeeze("“Two\u00a0ships”,\u2009he\tsaid —  ‘no’") == "“Two ships”, he said — ‘no’"


def test_a_space_lost_between_sentences_comes_back() -> None:
    assert (
        squeeze("They met in need.And they left, the U.S. said.") == "They met in need. And they left, the U.S. said."
    )


def read(text: str) -> Article:
    (article,) = read_articles(text.encode(), name="a.txt")
    assert isinstance(article, Article)
    return article


def test_a_site_name_above_the_headline_is_the_publisher() -> None:
    article = read("\n\n".join(["The Harbour Post", *STORY]))
    assert (article.publisher, article.title) == ("The Harbour Post", STORY[0])
    assert article.paragraphs == tuple(STORY)


def test_a_menu_above_the_headline_is_neither_title_nor_text() -> None:
    article = read("\n\n".join(["Skip to content", "Home   News   Europe   Business   More", *STORY]))
    assert (article.publisher, article.title) == ("", STORY[0])
    assert article.paragraphs == tuple(STORY)


def test_a_text_that_starts_with_a_sentence_has_no_title() -> None:
    article = read("\n\n".join(STORY[1:]))
    assert article.title == ""
    assert article.paragraphs == tuple(STORY[1:])


@pytest.mark.parametrize(
    "line",
    ["Friday, August 21, 2015", "21 August 2015", "Published 21 August 2015", "Published: Aug 21, 2015 at 10:05 am", "2015-08-21", "Updated August 21st, 2015, 14:05 GMT", "By Ama Boateng | August 21, 2015", "10:05 AM, August 21, 2015"],
)  # fmt: skip
def test_a_date_line_gives_the_date_and_goes(line: str) -> None:
    article = read("\n\n".join([STORY[0], line, *STORY[1:]]))
    assert article.published is not None
    assert article.published.date().isoformat() == "2015-08-21"
    assert article.paragraphs == tuple(STORY)


@pytest.mark.parametrize(
    "dateline",
    [
        "LONDON, Dec 2, 2021 (Harbour News) - ",
        "LONDON, 2 December 2021 – ",
        "LOMÉ (Harbour News) - Dec. 2, 2021 - ",
        "New York, December 2, 2021 (HN): ",
    ],
)
def test_a_dateline_gives_the_date_and_stays(dateline: str) -> None:
    article = read("\n\n".join([STORY[0], dateline + STORY[1], STORY[2]]))
    assert article.published == datetime(2021, 12, 2, tzinfo=UTC)
    assert article.paragraphs[1] == dateline + STORY[1]


def test_a_dateline_without_a_year_gives_a_note_and_no_date() -> None:
    published, note = find_date([STORY[0], "LONDON, Dec 2 (Harbour News) - " + STORY[1]])
    assert published is None
    assert "names no year" in note


def test_dates_of_events_and_captions_are_not_taken_for_the_date_of_publication() -> None:
    published, _ = find_date(
        [*STORY, "Ghana closed the port on May 3, 2019, after a fire.", "A crane, May 2, 2020. REUTERS/K Mensah"]
    )
    assert published is None


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2021-12-02", "2021-12-02T00:00:00+00:00"),
        ("2021-12-02T23:30:00-05:00", "2021-12-03T04:30:00+00:00"),
        ("20211202", "2021-12-02T00:00:00+00:00"),
        ("20211202T103000Z", "2021-12-02T10:30:00+00:00"),
        ("Thu, 02 Dec 2021 10:30:00 GMT", "2021-12-02T10:30:00+00:00"),
        ("December 2, 2021 at 10:30 a.m. EST", "2021-12-02T15:30:00+00:00"),
        ("2nd of December 2021", "2021-12-02T00:00:00+00:00"),
        ("23/12/2021", "2021-12-23T00:00:00+00:00"),
        ("12/23/2021", "2021-12-23T00:00:00+00:00"),
        (1638441000, "2021-12-02T10:30:00+00:00"),
        (1638441000000, "2021-12-02T10:30:00+00:00"),
        ("1638441000", "2021-12-02T10:30:00+00:00"),
    ],
)
def test_dates_of_exports_are_read(value: object, iso: str) -> None:
    moment = parse_date(value)
    assert moment is not None
    assert moment.isoformat() == iso


@pytest.mark.parametrize("value", ["", None, "2021", "December 2021", "03/04/2021", "yesterday", "31 February 2021", 2021, True, "99999999999999", [2021]])  # fmt: skip
def test_what_is_no_day_or_may_be_two_is_not_read(value: object) -> None:
    assert parse_date(value) is None


def test_a_sentence_with_a_date_is_no_date_line() -> None:
    assert not is_date_line("On 3 May 2019 Ghana closed the port.")


def test_a_page_is_read_without_its_frame() -> None:
    body = "".join(f"<p>{p}</p>" for p in STORY[1:])
    page = f"""<html lang="en"><head><title>{STORY[0]} | Harbour Post</title><script type="application/ld+json">
      {{"@graph": [{{"@type": "NewsArticle", "headline": "{STORY[0]}", "datePublished": "2021-12-02T10:30:00+01:00",
      "publisher": {{"name": "Harbour Post"}}}}]}}</script></head><body><nav><a href="/">Home</a></nav><article>
      <h1>{STORY[0]}</h1><figure><img><figcaption>A crane in Tema</figcaption></figure>{body}</article>
      <aside><p>Pirates attacked a tanker off Benin, the navy said.</p></aside><footer><p>About us</p></footer></body></html>"""
    found = page_to_draft(page)
    assert found.text.split("\n\n")[-3:] == STORY[1:]
    assert "crane" not in found.text
    assert "Pirates" not in found.text
    assert (found.title, found.publisher, found.published) == (STORY[0], "Harbour Post", "2021-12-02T10:30:00+01:00")


def test_the_same_text_always_has_the_same_language() -> None:
    text = "Statsministern reste till Oslo i dag och träffade kungen, sade en talesman."
    assert {detect_language(text) for _ in range(5)} == {"sv"}


def test_letters_of_no_known_language_are_of_an_undetermined_one() -> None:
    assert detect_language("ⰀⰁ ⰂⰃ ⰄⰅ") == "und"


def test_captions_tell_the_year_of_a_page_without_a_date() -> None:
    caption = "Foreign Secretary Jane Roe walks outside the ministry in London, October 27, 2021. REUTERS/Peter Poe"
    (article,) = read_articles("\n\n".join([*STORY[:2], caption, *STORY[2:]]).encode(), name="page.txt")
    assert isinstance(article, Article)
    assert (article.published, article.caption_year) == (None, 2021)


def test_of_several_captions_the_latest_counts() -> None:
    assert latest_year(["Rome, May 5, 2019. REUTERS/Poe", "Rome, 7 June 2020. AFP", "an undated picture"]) == 2020
    assert latest_year([]) is None
