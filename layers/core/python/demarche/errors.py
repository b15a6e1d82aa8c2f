"""The errors of demarche.

    DemarcheError
    ├── RetryableError      throttling, time-out, conflict: the same message may go through later
    └── PermanentError      the input is wrong and stays wrong
        ├── InvalidArticle      an upload that holds no readable article
        ├── InvalidData         a data file (knowledge, lexicon, ontology) with a wrong row
        ├── ModelUnavailable    the language model is not where it should be
        └── UnsupportedTemplate the template uses what the local runner does not know

Each message says what was expected, what came, and what to do.
"""

from __future__ import annotations


class DemarcheError(Exception):
    """Any expected failure of demarche."""


class RetryableError(DemarcheError):
    """Trying the same again later may work."""


class PermanentError(DemarcheError):
    """Trying the same again can't work."""


class InvalidArticle(PermanentError):
    """An upload holds no readable article; ``reason`` is a stable code."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


class InvalidData(PermanentError):
    """A data file of the package has a wrong row; the message names file and line."""


class ModelUnavailable(PermanentError):
    """The language model could not be loaded; the message names the remedy."""


class UnsupportedTemplate(PermanentError):
    """The template uses what only AWS itself can run; the message names it and the remedy."""
