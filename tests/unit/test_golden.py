"""The sample articles and their gold: what the reader makes of them, and that the gold fits them."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from demarche.articles import Article, read_articles
from evaluation.scoring import GoldArticle
from tests.golden.rewrite import SNAPSHOT, snapshot

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "layers" / "core" / "python" / "demarche" / "samples"


def test_the_samples_read_as_in_the_snapshot() -> None:
    assert snapshot() == SNAPSHOT.read_text(encoding="utf-8"), "the reader changed: look, then run `make golden`"


@pytest.mark.parametrize("path", sorted((ROOT / "tests" / "golden").glob("*.json")), ids=lambda p: p.stem)
def test_the_gold_fits_its_article(path: Path) -> None:
    gold = GoldArticle.model_validate_json(path.read_text(encoding="utf-8"))
    data = (SAMPLES / gold.file).read_bytes()
    (article,) = read_articles(data, name=gold.file)
    assert isinstance(article, Article)
    assert hashlib.sha256(data).hexdigest() == gold.sha256
    assert all(evidence in article.text for event in gold.events for evidence in event.evidence)
    assert article.published is not None
    assert article.published.date().isoformat() == gold.published
