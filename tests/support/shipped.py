"""The shipped language model for tests that need it."""

from __future__ import annotations

import pytest
from spacy.language import Language

from demarche.errors import ModelUnavailable
from demarche.language import load
from demarche.language.syntax import Syntax


def pipeline() -> Language:
    """Return the shipped pipeline, loaded once per process; a test without it is skipped, and says so."""
    try:
        return load()
    except ModelUnavailable as error:
        pytest.skip(f"needs the shipped model: {error}")


def syntax() -> Syntax:
    component = pipeline().get_pipe("syntax")
    assert isinstance(component, Syntax)
    return component
