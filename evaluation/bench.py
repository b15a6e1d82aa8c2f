"""Measure speed: ``make bench``.

Rates of one machine say little on another, so each is told as a ratio to a baseline in the same run: the syntactic
parse alone, which any extraction from sentences has to pay. What counts is the processor time of the one thread that
does the work; the steps take turns, and of several rounds the least time stands: what comes on top of it is what else
the machine does.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from importlib import resources
from pathlib import Path

from demarche.articles import Article, read_articles
from demarche.events import merge
from demarche.extraction import load_extractor
from demarche.language import load

ROUNDS = 5
BASELINE = "parse alone (baseline)"
ARTICLES = Path(__file__).parent / "gold" / "articles"
SUFFIXES = (".txt", ".html", ".json")


def least_seconds(steps: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    """Return the least processor time of this thread that each step took in any round, after one round to warm up."""
    times: dict[str, list[float]] = {name: [] for name in steps}
    for number in range(ROUNDS + 1):
        for name, work in steps.items():
            begin = time.thread_time()
            work()
            if number:
                times[name].append(time.thread_time() - begin)
    return {name: min(measured) for name, measured in times.items()}


def main() -> None:
    folders = (resources.files("demarche.samples"), ARTICLES)
    files = [f for folder in folders for f in folder.iterdir() if f.name.endswith(SUFFIXES)]
    uploads = [(f.name, f.read_bytes()) for f in sorted(files, key=lambda f: f.name)]
    articles = [a for name, data in uploads for a in read_articles(data, name=name) if isinstance(a, Article)]
    words = sum(len(a.text.split()) for a in articles)
    nlp, extractor = load(), load_extractor()
    rows = least_seconds(
        {
            BASELINE: lambda: [nlp(a.text) for a in articles],
            "read articles": lambda: [read_articles(data, name=name) for name, data in uploads],
            "extract events, parse included": lambda: [merge(extractor.mentions(a)) for a in articles],
        }
    )
    parse = rows[BASELINE]
    print(f"{len(articles)} articles, {words} words, least of {ROUNDS} rounds\n")
    print("| step | words a second | time, parse = 1 |\n|---|---|---|")
    for name, seconds in rows.items():
        print(f"| {name} | {words / seconds:,.0f} | {seconds / parse:.2f} |")


if __name__ == "__main__":
    main()
