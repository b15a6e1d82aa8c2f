"""How much of an untrusted upload is read. Sizes are in bytes, unless the name says otherwise."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Limits(BaseModel):
    """The limits of one upload.

    The raw and unpacked sizes are set for Lambda: 50 MB of text, decoded and parsed, stay within 512 MB of memory.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    raw_bytes: int = 20_000_000
    unpacked_bytes: int = 50_000_000
    html_chars: int = 5_000_000
    """Finding the article in larger pages takes longer than a Lambda invocation may."""
    html_tags: int = 60_000
    """A news page has some 5,000; nesting makes the search for the article slow well before the size does."""
    article_chars: int = 900_000
    """spaCy refuses texts above 1,000,000 characters; no news article comes near."""
    json_depth: int = 40
    articles: int = 20_000
    """Articles of one upload, so that one file can't fill the queue."""


DEFAULT_LIMITS = Limits()
