"""Doc to mentions: clauses, actors, event coding, status, dates, places, quotes, coreference."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from demarche.extraction.extractor import Extractor

__all__ = ["load_extractor"]


@lru_cache(maxsize=2)
def load_extractor(model: str = "") -> Extractor:
    """Return the extractor with its language model, loaded once per process.

    ``model`` names another UD pipeline (a package or a folder); raises ``ModelUnavailable`` where it is not there.
    """
    from demarche.extraction.extractor import Extractor
    from demarche.language import load

    return Extractor(load(model))
