"""What reading an article leaves behind in the process: nothing."""

from __future__ import annotations

import gc
from typing import cast

import pytest
from shipped import RulesAlone
from spacy.language import Language
from spacy.tokens import Doc

from demarche.extraction.extractor import Extractor
from demarche.models import Article

TOLD = Article(paragraphs=("Norway on Thursday condemned the Russian attack on the port of Odesa.",))


class Watched(RulesAlone):
    """The shipped pipeline, which notes whether garbage is collected while it reads, and may fail."""

    def __init__(self, error: Exception | None = None) -> None:
        super().__init__()
        self.error = error
        self.collected: list[bool] = []

    def __call__(self, text: str) -> Doc:
        self.collected.append(gc.isenabled())
        if self.error:
            raise self.error
        return super().__call__(text)


def test_no_garbage_is_collected_within_an_article_and_again_after_it() -> None:
    nlp = Watched()
    assert Extractor(cast(Language, nlp)).mentions(TOLD)
    assert nlp.collected == [False]
    assert gc.isenabled()


def test_garbage_is_collected_again_after_an_article_that_fails() -> None:
    with pytest.raises(RuntimeError, match="out of memory"):
        Extractor(cast(Language, Watched(RuntimeError("out of memory")))).mentions(TOLD)
    assert gc.isenabled()


def test_a_process_without_collection_is_left_so() -> None:
    gc.disable()
    try:
        Extractor(cast(Language, RulesAlone())).mentions(TOLD)
        assert not gc.isenabled()
    finally:
        gc.enable()
