"""From the bytes of an upload to articles: formats, encodings, limits, metadata."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.articles import Article, Limits, RejectedArticle, read_articles

HEADLINE = "Norway and Chile renew fishing pact"
FIRST = "The foreign ministers of Norway and Chile met in Bergen on Monday and renewed the pact on cod that their predecessors had signed."
SECOND = "“It was time,” said the Norwegian minister, who thanked Chile for the café talks in Valparaíso."
TEXT = f"{HEADLINE}\n\n{FIRST}\n\n{SECOND}\n"


def one(data: bytes, name: str = "a.txt", **kwargs: object) -> Article:
    (result,) = read_articles(data, name=name, **kwargs)  # type: ignore[arg-type]
    assert isinstance(result, Article), result
    return result


def refused(data: bytes, name: str = "a.txt", limits: Limits | None = None) -> RejectedArticle:
    (result,) = read_articles(data, name=name, limits=limits or Limits())
    assert isinstance(result, RejectedArticle), result
    return result


def test_a_text_gives_its_title_and_its_paragraphs_unchanged() -> None:
    article = one(TEXT.encode())
    assert article.title == HEADLINE
    assert article.paragraphs == (HEADLINE, FIRST, SECOND)
    assert article.text == f"{HEADLINE}\n\n{FIRST}\n\n{SECOND}"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)  # fmt: skip
def test_a_text_reads_the_same_in_each_common_encoding(encoding: str) -> None:
    assert one(TEXT.encode(encoding)).paragraphs == (HEADLINE, FIRST, SECOND)


def test_latin_1_text_without_curly_quotes_is_read() -> None:
    plain = TEXT.replace("“", '"').replace("”", '"')
    assert "Valparaíso" in one(plain.encode("latin-1")).text


def test_the_charset_that_a_page_declares_is_used() -> None:
    page = f'<html><head><meta charset="windows-1251"></head><body><article><h1>{HEADLINE}</h1><p>{FIRST}</p><p>They also met Игорь Сечин, a guest, and said no more to the press.</p></article></body></html>'
    assert "Игорь Сечин" in one(page.encode("cp1251"), "page.html").text


def test_russian_in_a_one_byte_encoding_is_told_as_russian() -> None:
    text = "Министры иностранных дел двух стран встретились в Осло и подписали соглашение о рыболовстве. " * 5
    assert refused(text.encode("cp1251")).reason == "not_english"


def test_a_few_lost_bytes_do_not_turn_utf_8_into_another_encoding() -> None:
    article = one(TEXT.encode() + (SECOND + "\n\n").encode() * 3 + b"The end came early, he said\xe2\x80")
    assert "Valparaíso" in article.text
    assert any("broken characters" in note for note in article.notes)


@pytest.mark.parametrize(
    ("name", "code"), [("de", "Der Außenminister reiste am Montag nach Wien, um mit seinem Kollegen über den Vertrag zu sprechen, der seit Jahren nicht mehr gilt."),
                       ("fr", "Le ministre des affaires étrangères s'est rendu lundi à Vienne pour parler avec son homologue du traité qui n'est plus en vigueur."),
                       ("es", "El ministro de Asuntos Exteriores viajó el lunes a Viena para hablar con su colega del tratado que ya no está en vigor.")],
)  # fmt: skip
def test_an_article_in_another_language_is_refused_with_its_language(name: str, code: str) -> None:
    rejection = refused(code.encode())
    assert (rejection.reason, rejection.language) == ("not_english", name)


def test_a_gzipped_file_reads_as_the_file() -> None:
    assert one(gzip.compress(TEXT.encode(), mtime=0), "a.txt.gz").text == one(TEXT.encode()).text


def test_gzip_is_known_by_its_content_and_by_all_its_members() -> None:
    added = b"\nA third paragraph was in the second member of the file.\n"
    members = gzip.compress(TEXT.encode(), mtime=0) + gzip.compress(added, mtime=0)
    assert one(members, "a.txt").paragraphs[-1].startswith("A third paragraph")


def test_a_gzip_bomb_is_cut_before_it_fills_the_memory() -> None:
    bomb = gzip.compress(b"a" * 3_000_000, mtime=0)
    assert refused(bomb, "a.txt.gz", Limits(unpacked_bytes=1_000_000)).reason == "too_large"


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "a.txt", "empty"),
        (b" \n\t\n", "a.txt", "empty"),
        (b"\xef\xbb\xbf", "a.txt", "empty"),
        (b"%PDF-1.7 ...", "a.pdf", "unsupported_type"),
        (b"PK\x03\x04rest of a document", "a.docx", "unsupported_type"),
        (b"\x89PNG\r\n\x1a\n", "a.txt", "unsupported_type"),
        (b"<?xml version='1.0'?><rss><channel/></rss>", "feed.xml", "unsupported_type"),
        (bytes(range(256)) * 20, "a.txt", "binary"),
        (b"not gzip", "a.txt.gz", "broken_gzip"),
        (gzip.compress(b"hello " * 100, mtime=0)[:-12], "a.txt.gz", "broken_gzip"),
        (gzip.compress(gzip.compress(b"hello", mtime=0), mtime=0), "a.gz", "unsupported_type"),
        (b'{"text": "half a', "a.json", "broken_json"),
        (b"plain words", "a.json", "broken_json"),
        (b"[" * 100_000, "a.json", "too_deep"),
        (b'{"text":' + b"[" * 60 + b"]" * 60 + b"}", "a.json", "too_deep"),
        (b'{"n": ' + b"9" * 5000 + b"}", "a.json", "broken_json"),
        (b'{"id": 7}', "a.json", "no_article"),
        (b"[]", "a.json", "no_article"),
        (b"", "a.jsonl", "empty"),
        (b"<html><body><form><input></form></body></html>", "a.html", "no_article"),
        (b"12 34 56", "a.txt", "no_article"),
    ],
)
def test_what_is_no_article_is_refused_with_a_reason(data: bytes, name: str, reason: str) -> None:
    rejection = refused(data, name)
    assert rejection.reason == reason
    assert rejection.origin == name
    assert "expected" in rejection.detail
    assert "got" in rejection.detail


def test_an_upload_above_the_limit_is_refused_unread() -> None:
    assert refused(b"x" * 101, limits=Limits(raw_bytes=100)).reason == "too_large"


def test_an_article_longer_than_the_parser_takes_is_refused() -> None:
    assert refused((FIRST * 10).encode(), limits=Limits(article_chars=200)).reason == "too_large"


def test_a_page_of_more_tags_than_pages_have_is_refused() -> None:
    assert refused(b"<html><body>" + b"<p>" * 70_000, "a.html").reason == "too_large"


def test_a_json_object_tells_its_metadata() -> None:
    record = {"title": HEADLINE, "publisher": "Fjord Post", "url": "https://example.com/1", "published": "2019-03-04T10:00:00+01:00", "text": f"{FIRST}\n\n{SECOND}"}  # fmt: skip
    article = one(json.dumps(record).encode(), "a.json")
    assert (article.publisher, article.url) == ("Fjord Post", "https://example.com/1")
    assert article.published == datetime(2019, 3, 4, 9, tzinfo=UTC)
    assert article.paragraphs == (HEADLINE, FIRST, SECOND)


@pytest.mark.parametrize(
    "record",
    [
        {"headline": HEADLINE, "source": {"id": None, "name": "Fjord Post"}, "publishedAt": "2019-03-04T09:00:00Z", "content": f"{FIRST} {SECOND} [+120 chars]"},
        {"headline": {"main": HEADLINE}, "pub_date": "Mon, 04 Mar 2019 09:00:00 +0000", "source": "Fjord Post", "body": f"{FIRST} {SECOND}"},
        {"webTitle": HEADLINE, "webPublicationDate": "2019-03-04T09:00:00Z", "site_name": "Fjord Post", "fields": {"bodyText": f"{FIRST} {SECOND}"}},
        {"Title": HEADLINE, "Date_Published": 1551690000, "outlet": "Fjord Post", "full_text": [f"{FIRST} {SECOND}"]},
        {"title": HEADLINE, "date": "4 March 2019 09:00", "publication": "Fjord Post", "content_html": f"<p>{FIRST} {SECOND}</p><p>Share</p>"},
    ],
)  # fmt: skip
def test_the_usual_exports_are_understood(record: dict[str, object]) -> None:
    article = one(json.dumps(record).encode(), "a.json")
    assert (article.title, article.publisher) == (HEADLINE, "Fjord Post")
    assert article.published == datetime(2019, 3, 4, 9, tzinfo=UTC)
    assert article.paragraphs == (HEADLINE, f"{FIRST} {SECOND}")


def test_an_answer_of_an_api_gives_each_article_in_it() -> None:
    answer = {
        "status": "ok",
        "articles": [{"title": HEADLINE, "content": FIRST}, {"title": "Second", "content": SECOND}],
    }
    results = read_articles(json.dumps(answer).encode(), name="answer.json")
    assert [type(r) for r in results] == [Article, Article]
    assert [r.origin for r in results] == ["answer.json#1", "answer.json#2"]


def test_one_bad_line_does_not_stop_the_others() -> None:
    lines = [
        json.dumps({"text": FIRST}),
        '{"text": ',
        "[1]",
        json.dumps({"id": 3}),
        json.dumps({"text": SECOND + " " + FIRST}),
    ]
    results = read_articles("\n".join(lines).encode(), name="many.jsonl")
    assert [getattr(r, "reason", "fine") for r in results] == [
        "fine",
        "broken_json",
        "broken_json",
        "no_article",
        "fine",
    ]
    assert "line 2" in results[1].detail  # type: ignore[union-attr]


def test_json_lines_are_known_without_their_name() -> None:
    lines = "\n".join(json.dumps({"text": t}) for t in (FIRST, SECOND + " " + FIRST))
    assert len(read_articles(lines.encode(), name="export")) == 2


def test_a_file_of_too_many_articles_ends_with_a_refusal() -> None:
    lines = "\n".join(json.dumps({"text": FIRST}) for _ in range(5))
    results = read_articles(lines.encode(), name="many.jsonl", limits=Limits(articles=3))
    assert [getattr(r, "reason", "fine") for r in results] == ["fine", "fine", "fine", "too_large"]


def test_half_a_surrogate_pair_in_json_does_no_harm() -> None:
    article = one(b'{"text": "The minister of Chile met his guest \\ud83d in Bergen on Monday and said so."}', "a.json")
    assert article.article_id


def test_an_unreadable_date_is_left_open_with_a_note() -> None:
    article = one(json.dumps({"text": FIRST, "date": "the other day"}).encode(), "a.json")
    assert article.published is None
    assert any("the other day" in note for note in article.notes)


def mail(**headers: str) -> EmailMessage:
    message = EmailMessage()
    for name, text in headers.items():
        message[name.replace("_", "-")] = text
    return message


def test_an_e_mail_gives_subject_date_sender_and_plain_body() -> None:
    message = mail(
        Subject=f"Fwd: {HEADLINE}", From="Fjord Post <desk@example.com>", Date="Mon, 4 Mar 2019 10:00:00 +0100"
    )
    message.set_content(f"{FIRST}\n\n{SECOND}\n\n-- \nthe desk\n")
    message.add_alternative(f"<p>{FIRST}</p>", subtype="html")
    article = one(message.as_bytes(), "a.eml")
    assert (article.title, article.publisher) == (HEADLINE, "Fjord Post")
    assert article.published == datetime(2019, 3, 4, 9, tzinfo=UTC)
    assert article.paragraphs == (HEADLINE, FIRST, SECOND)


def test_an_e_mail_with_only_html_is_read() -> None:
    message = mail(Subject=HEADLINE, From="a@example.com")
    message.set_content(f"<html><body><p>{FIRST}</p><p>{SECOND}</p></body></html>", subtype="html")
    assert one(message.as_bytes(), "a.eml").paragraphs == (HEADLINE, FIRST, SECOND)


def test_a_body_in_an_encoding_of_its_own_is_read_by_it() -> None:
    head = f"From: a@example.com\nSubject: {HEADLINE}\nContent-Type: text/plain; charset=windows-1252\nContent-Transfer-Encoding: 8bit\n\n"
    assert one(head.encode() + f"{FIRST}\n\n{SECOND}".encode("cp1252"), "a.eml").paragraphs == (HEADLINE, FIRST, SECOND)


def test_object_metadata_fills_what_a_text_does_not_tell() -> None:
    metadata = {"published": "2019-03-04", "publisher": "=?UTF-8?Q?Caf=C3=A9_Post?=", "url": "https://example.com/1"}
    article = one(TEXT.encode(), metadata=metadata)
    assert article.published == datetime(2019, 3, 4, tzinfo=UTC)
    assert (article.publisher, article.url) == ("Café Post", "https://example.com/1")


def test_a_json_record_knows_better_than_the_metadata_of_its_file() -> None:
    data = json.dumps({"text": FIRST, "published": "2019-03-04"}).encode()
    article = one(data, "a.json", metadata={"published": "2001-01-01", "publisher": "Fjord Post"})
    assert article.published == datetime(2019, 3, 4, tzinfo=UTC)
    assert article.publisher == "Fjord Post"


def test_external_entities_are_not_read(tmp_path: object) -> None:
    page = f'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><html><body><article><p>{FIRST} &x;</p><p>{SECOND}</p></article></body></html>'
    article = one(page.encode(), "a.html")
    assert article.paragraphs[0].startswith(FIRST)
    assert len(article.text) < len(FIRST + SECOND) + 40


FRAGMENTS = st.sampled_from(
    [b"<html><body><p>", b"</p>", b'{"text": "', b'"}', b"\n\n", b"From: a\nSubject: b\n\n", b"The minister said no. ", b"\x1f\x8b\x08", b"\xff\xfe", b"Leave a comment", b"\x00", b"Pic: ", b"Mr\n\n", b"Content-Type: multipart/mixed; boundary=x\n"]
)  # fmt: skip
NAMES = st.sampled_from(["a.txt", "a.html", "a.json", "a.jsonl", "a.eml", "a.txt.gz", "a", "", "ü/.gz"])


@settings(max_examples=150, deadline=None)
@given(data=st.one_of(st.binary(max_size=400), st.lists(FRAGMENTS, max_size=12).map(b"".join), st.text(max_size=300).map(lambda t: t.encode("utf-8", "replace"))), name=NAMES)  # fmt: skip
def test_whatever_comes_in_articles_and_rejections_come_out(data: bytes, name: str) -> None:
    results = read_articles(data, name=name)
    assert results
    for result in results:
        if isinstance(result, Article):
            assert Article.model_validate_json(result.model_dump_json()) == result
        else:
            assert result.reason
            assert result.detail


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.sampled_from([HEADLINE, FIRST, SECOND, "Share", "4 March 2019", "• one point"]), min_size=1, max_size=8)
)
def test_the_same_upload_always_has_the_same_identity(parts: list[str]) -> None:
    data = "\n\n".join(parts).encode()
    first, again = read_articles(data, name="a.txt"), read_articles(data, name="a.txt")
    zipped = read_articles(gzip.compress(data, mtime=0), name="a.txt.gz")
    assert first == again
    assert [getattr(r, "article_id", None) for r in first] == [getattr(r, "article_id", None) for r in zipped]
