"""Articles, mentions and uploads for the tests of the pipeline."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from keyword_extractor import KeywordExtractor

from demarche.models import Article, Mention

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
SANCTION = "France SANCTION Russia on 2026-03-02."
PLANNED = "France may SANCTION Russia on 2026-03-02."
CONSULT = "Japan CONSULT China on 2026-03-01."
FILLER = (
    "The ministry said in the capital on Monday that the government had taken note of the statement and would "
    "respond to it in due course, according to people who were there and who asked not to be named. "
)


def article(*sentences: str, publisher: str = "Kyodo", salt: str = "") -> Article:
    return Article(
        title="A statement in the capital",
        publisher=publisher,
        published=datetime(2026, 3, 3, 10, tzinfo=UTC),
        paragraphs=("A statement in the capital", " ".join((*sentences, salt, publisher, FILLER * 3))),
    )


def mentions(of: Article) -> list[Mention]:
    return KeywordExtractor().mentions(of)


def upload(*sentences: str, publisher: str = "Kyodo", salt: str = "") -> bytes:
    """The bytes of an uploaded file that holds such an article."""
    made = article(*sentences, publisher=publisher, salt=salt)
    fields = {
        "title": made.title,
        "text": made.paragraphs[1],
        "publisher": made.publisher,
        "published": "2026-03-03T10:00:00Z",
    }
    return json.dumps(fields).encode()
