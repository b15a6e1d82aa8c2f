"""HTML pages: the article's text by trafilatura, its metadata from JSON-LD, meta tags and trafilatura."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

import lxml.html
import trafilatura

from demarche.articles.paragraphs import squeeze

# No network, no entities: a page is data, whatever it asks for.
PARSER = lxml.html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, encoding="utf-8")
NOT_ARTICLE = (
    "//figure|//figcaption|//aside|//nav|//form|//button|//iframe|//noscript|//template|//style|//svg|//video|//audio"
    "|//*[contains(concat(' ', normalize-space(@class), ' '), ' caption ')]"
    "|//*[contains(@class, 'wp-caption-text') or contains(@class, 'image-caption') or contains(@class, 'photo-credit')]"
    "|//*[@aria-hidden='true' or @hidden]|//*[@role='navigation' or @role='complementary']"
)
PUBLISHED_META = (
    "//meta[@property='article:published_time' or @property='og:article:published_time']/@content",
    "//meta[@itemprop='datePublished' or @name='datePublished' or @name='publish-date' or @name='pubdate']/@content",
    "//meta[@name='parsely-pub-date' or @name='sailthru.date' or @name='DC.date.issued' or @name='dc.date']/@content",
    "//meta[@name='date' or @name='article.published' or @name='publication_date' or @name='dcterms.created']/@content",
    "//*[@itemprop='datePublished']/@datetime",
    "//article//time/@datetime",
    "//header//time/@datetime",
)
SITE_NAME = ("//meta[@property='og:site_name']/@content", "//meta[@name='application-name']/@content")


@dataclass(frozen=True)
class Page:
    """What a page tells; ``text`` has one paragraph a line pair, ``published`` is as the page writes it."""

    text: str
    title: str
    publisher: str
    url: str
    published: str
    language: str


def page_to_draft(text: str) -> Page:
    """Find the article of an HTML page."""
    tree = lxml.html.document_fromstring(strip_declaration(text).encode("utf-8", "replace"), parser=PARSER)
    linked = linked_data(tree)
    title, published = text_of(linked.get("headline")), text_of(linked.get("datePublished"))
    publisher, language = text_of(linked.get("publisher")), tree.get("lang") or ""
    for element in tree.xpath(NOT_ARTICLE):
        drop(element)
    found = trafilatura.bare_extraction(
        tree, with_metadata=True, include_comments=False, include_tables=False, favor_recall=True, deduplicate=False,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )  # fmt: skip
    document = found if isinstance(found, trafilatura.settings.Document) else None
    return Page(
        text=paragraphs_of(document.text if document and document.text else ""),
        title=squeeze(title or headline(tree) or (document.title if document else "") or ""),
        publisher=squeeze(publisher or first(tree, SITE_NAME) or (document.sitename if document else "") or ""),
        url=(document.url if document else "") or "",
        published=published or first(tree, PUBLISHED_META) or (document.date if document else "") or "",
        language=language,
    )


def strip_declaration(text: str) -> str:
    """Drop an XML declaration: the text is decoded, and its encoding is no longer what it says."""
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text)


def drop(element: Any) -> None:
    """Remove ``element`` but keep the text behind it."""
    if element.getparent() is not None:
        element.drop_tree()


def paragraphs_of(text: str) -> str:
    """trafilatura ends a paragraph with one line end; ours are set apart by a blank line."""
    return "\n\n".join(squeeze(line.removeprefix("- ")) for line in text.splitlines() if line.strip())


def first(tree: Any, paths: tuple[str, ...]) -> str:
    return next((squeeze(str(v)) for path in paths for v in tree.xpath(path) if str(v).strip()), "")


def headline(tree: Any) -> str:
    """The page's only first-level heading; several are section names."""
    headings = [squeeze(h.text_content()) for h in tree.xpath("//h1")]
    return headings[0] if len(headings) == 1 and len(headings[0].split()) >= 3 else ""


def linked_data(tree: Any) -> dict[str, Any]:
    """Return the JSON-LD object that describes the article, empty where there is none."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            value = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        for candidate in candidates(value):
            if re.search(r"Article|Report|Posting", str(candidate.get("@type", ""))):
                return candidate
    return {}


def candidates(value: Any) -> list[dict[str, Any]]:
    """The objects of a JSON-LD block: itself, its items, or its graph."""
    if isinstance(value, dict):
        graph = value.get("@graph")
        return [value, *(i for i in graph if isinstance(i, dict))] if isinstance(graph, list) else [value]
    return [i for i in value if isinstance(i, dict)] if isinstance(value, list) else []


def text_of(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("name")
    return squeeze(value) if isinstance(value, str) else ""
