"""The shipped language model for tests that need it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import cast

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from demarche.errors import ModelUnavailable
from demarche.extraction.extractor import Extractor
from demarche.language import load, triggers
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


class RulesAlone:
    """The shipped pipeline for tests of the rules: its documents hold nothing of what the network says of events."""

    def __init__(self) -> None:
        self.nlp = pipeline()

    def __call__(self, text: str) -> Doc:
        doc = self.nlp(text)
        doc.user_data.pop(triggers.KEY, None)
        return doc


def rules() -> Extractor:
    """Return an extractor that reads with the rules alone."""
    return Extractor(cast(Language, RulesAlone()))


def syntax() -> Syntax:
    component = pipeline().get_pipe("syntax")
    assert isinstance(component, Syntax)
    return component


def events(
    text: str, publisher: str = "", *, published: datetime = THURSDAY, min_confidence: float | None = 0.0
) -> set[str]:
    """Return what the rules find on the trees of the shipped model in an article of one paragraph, as ``docs.told`` writes it.

    All of it by default; None for ``min_confidence`` leaves out what is left out by default.
    """
    article = Article(paragraphs=(text,), published=published, publisher=publisher)
    return {told(m) for m in rules().mentions(article, min_confidence=min_confidence)}
