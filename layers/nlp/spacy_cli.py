"""Stands in for ``spacy.cli.info`` in the Lambda layer, where nobody types.

``spacy/__init__.py`` imports it; the real one brings in typer, rich, weasel and httpx.
"""


def info(*_arguments: object, **_options: object) -> dict[str, object]:
    raise RuntimeError("spaCy's command line is not in the Lambda layer; call spacy.info outside of it.")
