"""``read_articles``: the whole way from the bytes of an upload to its articles."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import islice

from demarche.articles import documents, upload
from demarche.articles.boilerplate import captions, strip_boilerplate
from demarche.articles.dates import find_date, is_date_line, latest_year
from demarche.articles.documents import Draft
from demarche.articles.languages import detect_language
from demarche.articles.limits import DEFAULT_LIMITS, Limits
from demarche.articles.paragraphs import ends_sentence, heal, sentence_like, split_paragraphs, squeeze
from demarche.errors import InvalidArticle
from demarche.models import Article, RejectedArticle, normalise

Reader = Callable[[upload.Decoded, Limits], Iterator[Draft | InvalidArticle]]
READERS: dict[upload.Kind, Reader] = {
    "text": documents.text_drafts,
    "html": documents.html_drafts,
    "json": documents.json_drafts,
    "jsonl": documents.json_lines_drafts,
    "eml": documents.mail_drafts,
}
HEADLINE_WORDS = range(3, 36)
SITE_NAME_WORDS = range(1, 5)
UNDATED_NOTE = "no date of publication was found; relative dates stay open"


def read_articles(
    data: bytes, *, name: str, metadata: Mapping[str, str] | None = None, limits: Limits = DEFAULT_LIMITS
) -> list[Article | RejectedArticle]:
    """Return the articles in the bytes of one upload, and a rejection for each that can't be read.

    ``name`` is the file name or object key. ``metadata`` (title, published, publisher, url, language) goes before
    what is found in a page or a text, and after what a JSON record says of itself. Nothing is raised.
    """
    given = documents.metadata_draft(metadata or {})
    results: list[Article | RejectedArticle] = []
    try:
        decoded = upload.decode(upload.unpack(data, name=name, limits=limits))
        kind = upload.kind_of(decoded.text, name)
        drafts = READERS[kind](decoded, limits)
        for draft in islice(drafts, limits.articles):
            results.append(finish(draft, given, kind=kind, name=name, notes=decoded.notes, limits=limits))
        if next(drafts, None) is not None:
            raise InvalidArticle(
                "too_large", f"expected at most {limits.articles:,} articles, got more; split the file"
            )
        if not results:
            raise InvalidArticle("no_article", "expected at least one article, got none; check the export")
    except InvalidArticle as exc:
        results.append(rejected(exc, name))
    if len(results) == 1:
        return results
    return [r.model_copy(update={"origin": f"{name}#{n}"}) for n, r in enumerate(results, start=1)]


def rejected(error: InvalidArticle, name: str, *, title: str = "", language: str = "") -> RejectedArticle:
    return RejectedArticle(origin=name, reason=error.reason, detail=error.detail, title=title, language=language)


def finish(
    draft: Draft | InvalidArticle, given: Draft, *, kind: upload.Kind, name: str, notes: tuple[str, ...], limits: Limits
) -> Article | RejectedArticle:
    """Clean the text of one draft and make the article of it."""
    if isinstance(draft, InvalidArticle):
        return rejected(draft, name)
    merged = combine(draft, given, own_first=kind in ("json", "jsonl"))
    try:
        return build_article(merged, name=name, notes=notes, limits=limits)
    except InvalidArticle as exc:
        return rejected(exc, name, title=merged.title)


def combine(draft: Draft, given: Draft, *, own_first: bool) -> Draft:
    first, second = (draft, given) if own_first else (given, draft)
    return replace(
        draft,
        title=squeeze(first.title or second.title),
        publisher=squeeze(first.publisher or second.publisher),
        url=first.url or second.url,
        published=first.published or second.published,
        language=first.language or second.language,
        notes=(*draft.notes, *given.notes),
    )


def build_article(draft: Draft, *, name: str, notes: tuple[str, ...], limits: Limits) -> Article | RejectedArticle:
    if len(draft.text) > limits.article_chars:
        raise InvalidArticle(
            "too_large", f"expected one article of at most {limits.article_chars:,} characters, got {len(draft.text):,}"
        )
    raw = split_paragraphs(draft.text)
    clean = heal(strip_boilerplate([p for p in heal(raw) if not is_date_line(p)]))
    title, publisher, body = settle_title(draft, clean)
    if not any(map(says_something, body)):
        raise InvalidArticle("no_article", "expected the text of an article, got none; upload the page of one article")
    published, date_note = (draft.published, "") if draft.published else find_date(raw)
    if published is None and not date_note:
        date_note = UNDATED_NOTE
    paragraphs = (title, *body) if title else tuple(body)
    language = detect_language("\n".join(body), declared=draft.language)
    if language != "en":
        return not_english(name, language, title)
    return Article(
        title=title, publisher=publisher, url=draft.url, published=published, language=language, paragraphs=paragraphs,
        caption_year=None if published else latest_year(captions(raw)),
        origin=name, notes=tuple(n for n in (*notes, *draft.notes, date_note) if n),
    )  # fmt: skip


def not_english(name: str, language: str, title: str) -> RejectedArticle:
    detail = f"expected an English article, got one in {language!r}; upload a translation"
    return RejectedArticle(origin=name, reason="not_english", detail=detail, language=language, title=title)


def says_something(paragraph: str) -> bool:
    return len(re.findall(r"[^\W\d_]{2,}", paragraph)) >= 3


def settle_title(draft: Draft, paragraphs: list[str]) -> tuple[str, str, list[str]]:
    """Return title, publisher and the other paragraphs; the first line of a text is its title if it reads like one."""
    publisher, body = draft.publisher, list(paragraphs)
    if draft.title:
        title = without_site_name(draft.title, publisher)
        return title, publisher, [p for n, p in enumerate(body) if n > 4 or not same_title(p, title, draft.title)]
    if len(body) > 2 and is_site_name(body[0]) and is_headline(body[1]):
        publisher, body = publisher or body[0], body[1:]
    if len(body) > 1 and is_headline(body[0]):
        return body[0], publisher, body[1:]
    return "", publisher, body


def same_title(paragraph: str, *titles: str) -> bool:
    return normalise(paragraph).strip(".") in {normalise(t).strip(".") for t in titles}


def without_site_name(title: str, publisher: str) -> str:
    """Drop " | The Daily Example" from the end of a page's title."""
    head, mark, tail = re.match(r"^(.*?)(?:(\s[|–—-]\s)([^|–—]*))?$", title, re.DOTALL).groups(default="")  # type: ignore[union-attr]
    site = publisher and (normalise(tail) in normalise(publisher) or normalise(publisher) in normalise(tail))
    return head if mark and head.strip() and tail.strip() and site else title


def is_headline(paragraph: str) -> bool:
    words = paragraph.split()
    closes = ends_sentence(paragraph) and not re.search(r"[?!’\"'”]$", paragraph)
    quoted = re.search(r"[.,][’\"'”]$", paragraph)
    return len(words) in HEADLINE_WORDS and not closes and not quoted and not paragraph.endswith(",")


def is_site_name(paragraph: str) -> bool:
    """True for "The Daily Example" above a headline: few words, all of them names, no sentence."""
    words = paragraph.split()
    named = all(w[:1].isupper() or w[:1].isdigit() or w in ("of", "the", "and", "&") for w in words)
    return len(words) in SITE_NAME_WORDS and named and not sentence_like(paragraph)
