"""Measure speed: ``make bench``.

Rates of one machine say little on another, so each is told as a ratio to a baseline in the same run: the syntactic
parse alone, which any extraction from sentences has to pay. What counts is the processor time of the one thread that
does the work, so that whatever else the machine does weighs little.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from importlib import resources
from pathlib import Path

from demarche.articles import Article, read_articles
from demarche.events import merge
from demarche.extraction import load_extractor
from demarche.language import load

ROUNDS = 3
ARTICLES = Path(__file__).parent / "gold" / "articles"
SUFFIXES = (".txt", ".html", ".json")


def median_seconds(work: Callable[[], object]) -> float:
    """Median processor time of this thread for ``work`` over the rounds, after one round to warm up."""
    work()
    times = []
    for _ in range(ROUNDS):
        begin = time.thread_time()
        work()
        times.append(time.thread_time() - begin)
    return statistics.median(times)


def main() -> None:
    folders = (resources.files("demarche.samples"), ARTICLES)
    files = [f for folder in folders for f in folder.iterdir() if f.name.endswith(SUFFIXES)]
    uploads = [(f.name, f.read_bytes()) for f in sorted(files, key=lambda f: f.name)]
    articles = [a for name, data in uploads for a in read_articles(data, name=name) if isinstance(a, Article)]
    words = sum(len(a.text.split()) for a in articles)
    nlp, extractor = load(), load_extractor()
    parse = median_seconds(lambda: [nlp(a.text) for a in articles])
    rows = {
        "parse alone (baseline)": parse,
        "read articles": median_seconds(lambda: [read_articles(data, name=name) for name, data in uploads]),
        "extract events": median_seconds(lambda: [merge(extractor.mentions(a)) for a in articles]),
    }
    print(f"{len(articles)} articles, {words} words, median of {ROUNDS} rounds\n")
    print("| step | words a second | time, parse = 1 |\n|---|---|---|")
    for name, seconds in rows.items():
        print(f"| {name} | {words / seconds:,.0f} | {seconds / parse:.2f} |")


if __name__ == "__main__":
    main()
