"""An extractor without a language model, for tests of everything around it.

It reads sentences of one form, ``France SANCTION Russia on 2026-03-02.``, each a mention. The word POISON makes
it fail like input that nobody foresaw, REFUSE like an article that is wrong for good.
"""

from __future__ import annotations

import re

from demarche.errors import PermanentError
from demarche.models import Actor, Article, Mention

COUNTRIES = {"France": "FRA", "Russia": "RUS", "Japan": "JPN", "China": "CHN", "Kenya": "KEN"}
QUAD_CLASS = {"CONSULT": 1, "AID": 2, "ACCUSE": 3, "SANCTION": 4, "ASSAULT": 4}
INTENSITY = {"CONSULT": 1.0, "AID": 7.0, "ACCUSE": -2.0, "SANCTION": -8.0, "ASSAULT": -10.0}
TELLING = re.compile(
    r"(?P<source>[A-Z]\w+) (?P<status>may )?(?P<type>[A-Z]{3,}) (?P<target>[A-Z]\w+) on (?P<day>\d{4}-\d\d-\d\d)\."
)


class KeywordExtractor:
    def mentions(self, article: Article) -> list[Mention]:
        if "POISON" in article.text:
            raise ZeroDivisionError("nobody foresaw this article")
        if "REFUSE" in article.text:
            raise PermanentError("Expected an article, got one to refuse; upload another.")
        return [mention(article, found) for found in TELLING.finditer(article.text)]


def mention(article: Article, found: re.Match[str]) -> Mention:
    event_type = found["type"]
    return Mention.model_validate(
        {
            "article_id": article.article_id,
            "type": event_type,
            "cameo": "000",
            "quad_class": QUAD_CLASS[event_type],
            "intensity": INTENSITY[event_type],
            "status": "planned" if found["status"] else "actual",
            "date": found["day"],
            "date_precision": "day",
            "source": (actor(found["source"]),),
            "target": (actor(found["target"]),),
            "sentence": found[0],
            "start": found.start(),
            "end": found.end(),
            "trigger": event_type,
            "trigger_start": found.start("type"),
            "confidence": 0.8,
            "publisher": article.publisher,
            "published": article.published,
        }
    )


def actor(name: str) -> Actor:
    return Actor(name=name, text=name, country=COUNTRIES[name], sector="GOV")


def load() -> KeywordExtractor:
    return KeywordExtractor()
