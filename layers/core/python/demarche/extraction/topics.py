"""Articles that are no political news: sport, business, science, weather, crime and entertainment.

Their words are used as politics uses them (an "attack" down the left wing, a "war" of prices), so sentence by sentence
they look like events. The words of each field are in ``lexicon/other_news.tsv``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from spacy.tokens import Doc

from demarche.extraction.actors import Chunk
from demarche.extraction.lexicon import table
from demarche.extraction.pieces import role_table

SHARE = 0.035
"""Share of an article's content words that are of one such field; political articles of the development set stay under
0.02, articles of the fields above 0.05."""
OFFICIAL = frozenset({"GOV", "MIL", "IGO", "LEG", "REB"})
OFFICIALS = 3
"""More officials and international bodies than that make an article political, whatever else it speaks of; ``officers``
and ``soldiers`` of no country named are in any news."""
DISTINCT = 5
"""Different words of the field; one word repeated ("goal") does not make an article sport."""


@cache
def fields() -> dict[str, frozenset[str]]:
    """Return the field of news to its words."""
    found: dict[str, set[str]] = defaultdict(set)
    for _, (word, field) in table("other_news.tsv", 2):
        found[field].add(word)
    return {field: frozenset(words) for field, words in found.items()}


def is_other_news(doc: Doc, chunks: Sequence[Chunk]) -> bool:
    """True where one unpolitical field's words make up much of the article and hardly an official appears in it."""
    officials = {
        a.name
        for c in chunks
        for a in c.actors
        if c.kind in ("person", "role", "body") and a.sector in OFFICIAL and a.text.lower() not in role_table()
    }
    if len(officials) > OFFICIALS:
        return False
    lemmas = [t.lemma_.lower() for t in doc if t.pos_ in ("NOUN", "VERB", "ADJ", "PROPN")]
    if not lemmas:
        return True
    for words in fields().values():
        hits = [x for x in lemmas if x in words]
        if len(set(hits)) >= DISTINCT and len(hits) / len(lemmas) >= SHARE:
            return True
    return False
