"""Bytes of an upload to articles.

    upload      bytes -> text: size limits, gzip, encoding, what kind of document it is
    documents   text -> Draft: HTML, JSON, JSON Lines, e-mail, plain text
    paragraphs  lines of plain text -> paragraphs; sentences broken over lines or paragraphs are joined
    boilerplate what surrounds an article on a page goes (patterns in data/boilerplate.toml)
    dates       publication dates as pages, exports and datelines write them
    languages   is it English?

What comes in is untrusted. Whatever the bytes, the answer is a list of articles and of rejections; nothing is
raised. Characters inside a sentence are never rewritten, but for white space and invisible characters.
"""

from __future__ import annotations

from demarche.articles.limits import DEFAULT_LIMITS, Limits
from demarche.articles.reading import read_articles
from demarche.models import Article, RejectedArticle

__all__ = ["DEFAULT_LIMITS", "Article", "Limits", "RejectedArticle", "read_articles"]
