"""Text of an upload to drafts of articles: HTML, JSON, JSON Lines, e-mail, plain text.

The parsers of other packages get hostile input here and may raise anything; ``guarded`` turns that into a
rejection, and it is the only place that does.
"""

from __future__ import annotations

import email
import email.policy
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from email.header import decode_header, make_header
from email.message import EmailMessage
from typing import TypeVar

from demarche.articles.dates import parse_date
from demarche.articles.html import page_to_draft
from demarche.articles.limits import Limits
from demarche.articles.upload import INVISIBLE, Decoded, looks_like_html
from demarche.errors import InvalidArticle

T = TypeVar("T")
Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

# Names that exports use, lower case and without "_" and "-"; the first that holds something wins.
TITLE = ("title", "headline", "head", "header", "webtitle", "articletitle", "subject", "name")
BODY = (
    "text", "body", "content", "fulltext", "bodytext", "articlebody", "maintext", "articletext", "rawtext", "plaintext",
    "storytext", "article", "story", "paragraphs", "cleantext", "message",
)  # fmt: skip
HTML = ("html", "bodyhtml", "contenthtml", "htmlbody", "rawhtml", "articlehtml", "contentencoded")
SUMMARY = ("description", "summary", "abstract", "standfirst", "lead", "snippet", "trailtext")
PUBLISHED = (
    "published", "publishedat", "datepublished", "publicationdate", "publishdate", "publisheddate", "pubdate",
    "datepublish", "webpublicationdate", "firstpublished", "firstpublicationdate", "versioncreated", "date", "datetime",
    "publishtime", "publicationtime", "timestamp", "created", "createdat", "time", "seendate",
)  # fmt: skip
PUBLISHER = (
    "publisher", "source", "sourcename", "sitename", "site", "outlet", "newspaper", "publication", "provider", "media",
    "domain", "sourcedomain", "feed",
)  # fmt: skip
URL = ("url", "link", "weburl", "canonicalurl", "canonical", "permalink", "articleurl", "sourceurl", "uri", "@id")
LANGUAGE = ("language", "lang", "inlanguage", "languagecode")
INNER = ("fields", "metadata", "meta", "article", "document", "doc", "attributes", "data")
TRUNCATED = re.compile(r"\s*(?:…|\.\.\.)?\s*\[\+\d+ chars\]\s*$")


@dataclass(frozen=True)
class Draft:
    """What one document tells, before its text is cleaned. ``text`` is plain; empty fields are not known."""

    text: str
    title: str = ""
    publisher: str = ""
    url: str = ""
    published: datetime | None = None
    language: str = ""
    notes: tuple[str, ...] = ()


def guarded(parser: Callable[[], T], what: str) -> T:
    """Call ``parser``; whatever another package's code raises on hostile input is a rejection."""
    try:
        return parser()
    except (InvalidArticle, MemoryError):
        raise
    except Exception as exc:
        kind = type(exc).__name__
        raise InvalidArticle(
            "unreadable", f"expected readable {what}, got one that its parser refuses ({kind})"
        ) from exc


def text_drafts(source: Decoded, limits: Limits) -> Iterator[Draft | InvalidArticle]:  # noqa: ARG001  (one signature for all)
    yield Draft(text=source.text)


def html_drafts(source: Decoded, limits: Limits) -> Iterator[Draft | InvalidArticle]:
    yield html_draft(source.text, limits)


def html_draft(text: str, limits: Limits) -> Draft:
    if len(text) > limits.html_chars:
        raise InvalidArticle(
            "too_large", f"expected a page of at most {limits.html_chars:,} characters, got {len(text):,}"
        )
    if (tags := text.count("<")) > limits.html_tags:
        raise InvalidArticle("too_large", f"expected a page of at most {limits.html_tags:,} tags, got {tags:,}")
    page = guarded(lambda: page_to_draft(text), "HTML")
    published = parse_date(page.published)
    notes = () if published or not page.published else (unreadable(page.published),)
    return Draft(page.text, page.title, page.publisher, page.url, published, page.language, notes)


def unreadable(value: object) -> str:
    return f"the date {str(value)[:60]!r} is not readable; expected ISO 8601 such as 2021-12-02"


def json_drafts(source: Decoded, limits: Limits) -> Iterator[Draft | InvalidArticle]:
    """Drafts of a JSON document: one article, a list of them, or an answer of an API with a list in it."""
    records = find_records(load_json(source.text, limits), depth=0)
    if not records:
        raise InvalidArticle("no_article", "expected an object with text, body, content or html, got none of them")
    for record in records:
        yield from settle(record, limits)


def json_lines_drafts(source: Decoded, limits: Limits) -> Iterator[Draft | InvalidArticle]:
    """Drafts of JSON Lines; a bad line is a rejection of its own and does not stop the others."""
    for number, line in enumerate(source.text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = load_json(line, limits)
        except InvalidArticle as exc:
            yield InvalidArticle(exc.reason, f"line {number}: {exc.detail}")
            continue
        if isinstance(value, dict):
            yield from settle(value, limits)
        else:
            yield InvalidArticle("broken_json", f"line {number}: expected one JSON object, got {type(value).__name__}")


def settle(record: dict[str, Json], limits: Limits) -> Iterator[Draft | InvalidArticle]:
    try:
        yield record_to_draft(record, limits)
    except InvalidArticle as exc:
        yield exc


def load_json(text: str, limits: Limits) -> Json:
    try:
        value: Json = json.loads(text)
    except RecursionError as exc:
        raise too_deep(limits) from exc
    except ValueError as exc:
        raise InvalidArticle("broken_json", f"expected JSON, got {exc}; check how the file was written") from exc
    check_depth(value, limits)
    return value


def check_depth(value: Json, limits: Limits) -> None:
    """Refuse what nests deeper than articles do, without recursion of our own."""
    level: list[Json] = [value]
    for _ in range(limits.json_depth):
        level = [inner for outer in level for inner in children(outer)]
        if not level:
            return
    raise too_deep(limits)


def children(value: Json) -> list[Json]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [v for v in inner if isinstance(v, (dict, list))]


def too_deep(limits: Limits) -> InvalidArticle:
    return InvalidArticle("too_deep", f"expected JSON nested at most {limits.json_depth} deep, got more; flatten it")


def find_records(value: Json, *, depth: int) -> list[dict[str, Json]]:
    """Return the objects that hold an article, looking a few levels into an API's answer."""
    if isinstance(value, list):
        return [record for item in value for record in find_records(item, depth=depth + 1)] if depth < 4 else []
    if not isinstance(value, dict):
        return []
    lists = [v for v in value.values() if isinstance(v, list) and any(isinstance(i, dict) for i in v)]
    if has_body(value):
        return [value]
    nested = [r for v in lists for r in find_records(v, depth=depth + 1)] if depth < 4 else []
    if not nested and depth < 4:
        nested = [r for v in value.values() if isinstance(v, dict) for r in find_records(v, depth=depth + 1)]
    return nested or ([value] if pick_text(value, (*TITLE, *SUMMARY)) and depth > 0 else [])


def has_body(record: dict[str, Json]) -> bool:
    return bool(pick_text(record, (*BODY, *HTML)))


def record_to_draft(record: dict[str, Json], limits: Limits) -> Draft:
    """Read one JSON object by the names that exports use for the parts of an article."""
    if not (body := pick_text(record, BODY) or pick_text(record, HTML) or pick_text(record, SUMMARY)):
        raise InvalidArticle("no_article", "expected an object with text, body, content or html, got none of them")
    body = TRUNCATED.sub("", body)
    if looks_like_html(body.lstrip()[:20_000]):
        draft = html_draft(body if "<html" in body[:2000].lower() else as_page(body), limits)
    else:
        draft = Draft(text=body)
    when = pick_value(record, PUBLISHED)
    published = parse_date(when)
    notes = draft.notes if published or when in (None, "") else (*draft.notes, unreadable(when))
    return replace(
        draft,
        title=pick_text(record, TITLE) or draft.title,
        publisher=pick_text(record, PUBLISHER) or draft.publisher,
        url=pick_text(record, URL) or draft.url,
        published=published or draft.published,
        language=pick_text(record, LANGUAGE) or draft.language,
        notes=notes,
    )


def as_page(fragment: str) -> str:
    return f"<html><body><article>{fragment}</article></body></html>"


def lookup(record: dict[str, Json]) -> dict[str, Json]:
    """The record's fields, and those of its inner objects, by their bare lower-case names."""
    merged: dict[str, Json] = {}
    for key, value in record.items():
        bare = re.sub(r"[_\-\s:]", "", key.lower())
        if bare in INNER and isinstance(value, dict):
            merged = {**{re.sub(r"[_\-\s:]", "", k.lower()): v for k, v in value.items()}, **merged}
        else:
            merged[bare] = value
    return merged


def pick_value(record: dict[str, Json], names: tuple[str, ...]) -> Json:
    fields = lookup(record)
    return next((fields[n] for n in names if fields.get(n) not in (None, "", [], {})), None)


def pick_text(record: dict[str, Json], names: tuple[str, ...]) -> str:
    """Return the first of the named fields that holds text; lists of strings are its paragraphs."""
    fields = lookup(record)
    return next((text for n in names if (text := as_text(fields.get(n)))), "")


def as_text(value: Json) -> str:
    if isinstance(value, str):
        return INVISIBLE.sub("", value).strip()
    if isinstance(value, list):
        return "\n\n".join(part for item in value if (part := as_text(item)))
    if isinstance(value, dict):
        return next(
            (
                t
                for n in ("main", "name", "title", "text", "value", "rendered", "#text")
                if (t := as_text(value.get(n)))
            ),
            "",
        )
    return ""


def mail_drafts(source: Decoded, limits: Limits) -> Iterator[Draft | InvalidArticle]:
    """The draft of an e-mail: its plain body, else its HTML body; attachments are not read."""
    yield guarded(lambda: mail_draft(source.raw, limits), "e-mail")


def mail_draft(data: bytes, limits: Limits) -> Draft:
    message = email.message_from_bytes(data, _class=EmailMessage, policy=email.policy.default)
    title = re.sub(r"(?i)^\s*((fwd?|re|aw|wg)\s*:\s*)+", "", str(message.get("Subject", "")))
    sender = re.sub(r"\s*<[^>]*>", "", str(message.get("From", ""))).strip(' "')
    when = str(message.get("Date", ""))
    published = parse_date(when)
    draft = mail_body(message, limits)
    return replace(
        draft,
        title=title or draft.title,
        publisher="" if "@" in sender else sender,
        published=published or draft.published,
        notes=() if published or not when else (unreadable(when),),
    )


def mail_body(message: EmailMessage, limits: Limits) -> Draft:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        raise InvalidArticle("no_article", "expected an e-mail with a text or HTML body, got none; forward it as text")
    content = part.get_content()
    if not isinstance(content, str) or not content.strip():
        raise InvalidArticle("no_article", "expected an e-mail with a text or HTML body, got an empty one")
    return html_draft(content, limits) if part.get_content_subtype() == "html" else Draft(text=unquote(content))


def unquote(text: str) -> str:
    """Drop the signature and the marks of a forwarded message."""
    body = re.split(r"(?m)^-- $", text, maxsplit=1)[0]
    return re.sub(r"(?m)^(-+ ?(Original|Forwarded) [Mm]essage ?-+)$", "", re.sub(r"(?m)^> ?", "", body))


def metadata_draft(metadata: Mapping[str, str]) -> Draft:
    """Read the object metadata of an upload (headers, so other letters than ASCII come encoded)."""
    fields = {k.lower().removeprefix("x-amz-meta-"): decode_words(v) for k, v in metadata.items()}
    when = fields.get("published") or fields.get("date") or ""
    published = parse_date(when)
    return Draft(
        text="",
        title=fields.get("title", ""),
        publisher=fields.get("publisher", ""),
        url=fields.get("url", ""),
        published=published,
        language=fields.get("language", ""),
        notes=() if published or not when else (unreadable(when),),
    )


def decode_words(value: str) -> str:
    try:
        decoded = str(make_header(decode_header(value))) if "=?" in value else value
    except (ValueError, LookupError):
        decoded = value
    return INVISIBLE.sub("", decoded).strip()
