"""Doc to mentions: clauses, actors, event coding, status, dates, places, quotes, coreference."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from demarche.models import Coding

if TYPE_CHECKING:
    from demarche.extraction.extractor import Extractor
    from demarche.extraction.pairs import PairCoder

__all__ = ["Coding", "code_pair", "load_extractor", "load_pair_coder"]


@lru_cache(maxsize=2)
def load_extractor(model: str = "") -> Extractor:
    """Return the extractor with its language model, loaded once per process.

    ``model`` names another UD pipeline (a package or a folder); raises ``ModelUnavailable`` where it is not there.
    """
    from demarche.extraction.extractor import Extractor
    from demarche.language import load

    return Extractor(load(model))


@lru_cache(maxsize=2)
def load_pair_coder(model: str = "") -> PairCoder:
    """Return the pair coder with its language model, loaded once per process."""
    from demarche.extraction.pairs import PairCoder
    from demarche.language import load

    return PairCoder(load(model))


def code_pair(text: str, source_span: tuple[int, int] | None, target_span: tuple[int, int] | None) -> Coding:
    """Return the type of what the source does to the target in ``text``; spans are character offsets, end exclusive.

    Always answers one of the 16 types. Raises ``PermanentError`` for a span outside the text.
    """
    return load_pair_coder().code([(text, source_span, target_span)])[0]
