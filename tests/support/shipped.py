"""The shipped language model for tests that need it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from spacy.language import Language

from demarche.errors import ModelUnavailable
from demarche.extraction.extractor import Extractor
from demarche.language import load
from demarche.language.syntax import Syntax
from demarche.models import Article
from docs import told

THURSDAY = datetime(2023, 3, 2, tzinfo=UTC)


def pipeline() -> Language:
    """Return the shipped pipeline, loaded once per process; a test without it is skipped, and says so."""
    try:
        return load()
    except ModelUnavailable as error:
        pytest.skip(f"needs the shipped model: {error}")


def syntax() -> Syntax:
    component = pipeline().get_pipe("syntax")
    assert isinstance(component, Syntax)
    return component


def events(
    text: str, publisher: str = "", *, published: datetime = THURSDAY, min_confidence: float | None = 0.0
) -> set[str]:
    """Return what the shipped model and the rules find in an article of one paragraph, as ``docs.told`` writes it.

    All of it by default; None for ``min_confidence`` leaves out what is left out by default.
    """
    article = Article(paragraphs=(text,), published=published, publisher=publisher)
    return {told(m) for m in Extractor(pipeline()).mentions(article, min_confidence=min_confidence)}
