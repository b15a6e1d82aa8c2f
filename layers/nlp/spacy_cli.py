"""Stands in for spaCy's command line in the Lambda layer, where nobody types.

``spacy/__init__.py`` imports one name of it; the real one needs typer, rich and httpx.
"""


def __getattr__(name: str) -> object:
    raise AttributeError(f"spacy.cli is not in the Lambda layer, so spacy.cli.{name} can't be used there")
