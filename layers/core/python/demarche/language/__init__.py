"""The English pipeline: where it lies, how it loads, and its own components."""

from __future__ import annotations

import importlib.util
from functools import lru_cache
from pathlib import Path

from spacy.language import Language

from demarche.errors import ModelUnavailable
from demarche.language.tokenization import tokenizer

PACKAGE = "demarche_model"
"""The importable folder that holds the shipped pipeline (``layers/nlp/python/demarche_model``)."""

__all__ = ["default_model", "load", "tokenizer"]


def default_model() -> Path:
    """Return the folder of the shipped pipeline; raises ``ModelUnavailable`` where it is not there."""
    spec = importlib.util.find_spec(PACKAGE)
    places = list(spec.submodule_search_locations or ()) if spec else []
    places.append(str(Path(__file__).resolve().parents[4] / "nlp" / "python" / PACKAGE))
    for place in places:
        if (Path(place) / "meta.json").is_file():
            return Path(place)
    raise ModelUnavailable(
        f"expected the language model in the package {PACKAGE}, found it in none of {places}; "
        "install the project from its repository (make setup), or name a UD pipeline in DEMARCHE_MODEL"
    )


@lru_cache(maxsize=2)
def load(name: str = "") -> Language:
    """Load the pipeline ``name`` (a package or a folder), the shipped one by default, once per process."""
    from spacy.util import load_model

    import demarche.language.syntax  # noqa: F401  (registers the factory)

    path = name or default_model()
    try:
        return load_model(path)
    except OSError as error:
        raise ModelUnavailable(f"expected a spaCy pipeline at {str(path)!r}; {error}") from error
