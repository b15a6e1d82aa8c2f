"""Tell the article from what surrounds it on a page.

The classes are in ``data/boilerplate.toml``. In doubt a paragraph stays: a stray line costs less than a lost one.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib import resources
from itertools import pairwise
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from demarche.articles.paragraphs import ends_sentence, sentence_like
from demarche.errors import InvalidData

Effect = Literal["drop", "list", "end"]
CHARS_PER_WORD = 25
"""More characters a word than any language writes: no menu, but a text made to keep the patterns busy."""
PULL_QUOTE_OVERLAP = 0.75
"""Share of word pairs that a pull quote has in common with the article; a new sentence has below 0.4."""
PULL_QUOTE_WORDS = range(8, 36)


class Class(BaseModel):
    """One class of boilerplate: how it is known and what goes with it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    effect: Effect
    most_words: int
    spare: str = ""
    case: bool = False
    unended: bool = False
    like_headline: bool = False
    patterns: tuple[str, ...]

    @functools.cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{p})" for p in hoisted(self.patterns)), 0 if self.case else re.IGNORECASE)

    @functools.cached_property
    def spared(self) -> re.Pattern[str] | None:
        return re.compile(self.spare, re.IGNORECASE) if self.spare else None

    def holds(self, paragraph: str) -> bool:
        """True when ``paragraph`` is of this class."""
        if len(paragraph) > self.most_words * CHARS_PER_WORD or len(paragraph.split()) > self.most_words:
            return False
        if self.unended and ends_sentence(paragraph):
            return False
        return bool(self.pattern.search(paragraph)) and not (self.spared and self.spared.search(paragraph))


def hoisted(patterns: Iterable[str]) -> list[str]:
    """Turn a leading ``(?i)`` into a group, since a flag may not stand in the middle of a joined pattern."""
    return [f"(?i:{p[4:]})" if p.startswith("(?i)") else p for p in patterns]


@functools.cache
def classes() -> tuple[Class, ...]:
    """Load the classes, in the order of the file."""
    source = resources.files("demarche.articles") / "data" / "boilerplate.toml"
    try:
        table = tomllib.loads(source.read_text(encoding="utf-8"))
        loaded = tuple(Class.model_validate(entry) for entry in table["class"])
        for entry in loaded:
            re.compile(entry.spare), entry.pattern
    except (tomllib.TOMLDecodeError, ValidationError, re.error, KeyError) as exc:
        raise InvalidData(f"boilerplate.toml: expected classes of patterns, got {exc}; mend the file") from exc
    return loaded


def class_of(paragraph: str, *, in_article: bool = True) -> Class | None:
    """Return the class of boilerplate that ``paragraph`` is of, None for article text.

    Before the article (``in_article`` false) what reads like a caption may be its headline, and stays.
    """
    return next((c for c in classes() if (in_article or not c.like_headline) and c.holds(paragraph)), None)


def captions(paragraphs: Sequence[str]) -> list[str]:
    """Return the paragraphs that are captions of pictures: they go, but their dates tell the year of an undated page.

    What stands after the article's end is of other news.
    """
    found = []
    for position, paragraph in enumerate(paragraphs):
        match class_of(paragraph, in_article=position > 0):
            case Class(effect="end"):
                break
            case Class(name=name) if "caption" in name:
                found.append(paragraph)
    return found


def strip_boilerplate(paragraphs: Sequence[str]) -> list[str]:
    """Return the paragraphs of the article, in order."""
    kept: list[str] = []
    in_list = False
    for paragraph in without_repeats(paragraphs):
        found = class_of(paragraph, in_article=bool(kept))
        if found is not None:
            if found.effect == "end" and sum(map(sentence_like, kept)) >= 2:
                break
            in_list = in_list or found.effect == "list"
        elif in_list and not sentence_like(paragraph) and any(map(sentence_like, kept)):
            continue
        else:
            in_list = False
            kept.append(paragraph)
    return without_pull_quote(kept)


def without_repeats(paragraphs: Sequence[str]) -> list[str]:
    """Drop the second of two equal paragraphs; of equal captions (no full stop, not the title) drop both."""
    counts = Counter(paragraphs)
    seen: set[str] = set()
    kept = []
    for position, paragraph in enumerate(paragraphs):
        caption = counts[paragraph] > 1 and position > 0 and not ends_sentence(paragraph)
        if paragraph not in seen and not caption:
            kept.append(paragraph)
        seen.add(paragraph)
    return kept


def without_pull_quote(paragraphs: Sequence[str]) -> list[str]:
    """Drop a last paragraph that only says again, in larger type, what the article said."""
    if len(paragraphs) < 4 or len(words := word_list(paragraphs[-1])) not in PULL_QUOTE_WORDS:
        return list(paragraphs)
    told = {pair for p in paragraphs[:-1] for pair in pairs(word_list(p))}
    mine = pairs(words)
    share = sum(pair in told for pair in mine) / len(mine)
    return list(paragraphs[:-1] if share >= PULL_QUOTE_OVERLAP else paragraphs)


def word_list(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def pairs(words: Sequence[str]) -> list[tuple[str, str]]:
    return list(pairwise(words))
