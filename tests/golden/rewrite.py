"""Rewrite the snapshots of what the reader makes of the sample articles: ``make golden``."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from demarche.articles import read_articles

SNAPSHOT = Path(__file__).parent / "snapshots" / "articles.jsonl"
SUFFIXES = (".txt", ".html", ".json")


def snapshot() -> str:
    """One line of canonical JSON for each sample, in the order of their names."""
    files = sorted(resources.files("demarche.samples").iterdir(), key=lambda f: f.name)
    results = (r for f in files if f.name.endswith(SUFFIXES) for r in read_articles(f.read_bytes(), name=f.name))
    return "".join(result.model_dump_json() + "\n" for result in results)


if __name__ == "__main__":
    SNAPSHOT.write_text(snapshot(), encoding="utf-8")
