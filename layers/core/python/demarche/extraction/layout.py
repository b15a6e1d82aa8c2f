"""Where paragraphs start in a document, and which of its tokens stand in a quotation."""

from __future__ import annotations

from spacy.tokens import Doc

KEPT = "demarche.layout"
"""Where a document keeps its layout, which many ask for."""


def layout(doc: Doc) -> tuple[list[int], list[bool]]:
    """Return for each token where its paragraph starts and whether it stands in a quotation; read once a document."""
    if KEPT not in doc.user_data:
        doc.user_data[KEPT] = read_layout(doc)
    kept: tuple[list[int], list[bool]] = doc.user_data[KEPT]
    return kept


def read_layout(doc: Doc) -> tuple[list[int], list[bool]]:
    """Return for each token where its paragraph starts and whether it stands in a quotation, read in one pass."""
    paragraph, quoted = [], []
    start, opened = 0, False
    for token in doc:
        paragraph.append(start)
        quoted.append(opened)
        opened = opened_after(token.text, opened)
        if "\n" in token.text:
            start, opened = token.i + 1, False
    return paragraph, quoted


def inside_quote(doc: Doc, index: int) -> bool:
    """True where token ``index`` lies in a quotation of its paragraph: a mark before it is still open."""
    return layout(doc)[1][index]


def opened_after(text: str, opened: bool) -> bool:
    """Return whether a quotation is open after ``text``, given whether one was before it."""
    for char in text:
        if char in "“«„":
            opened = True
        elif char in "”»":
            opened = False
        elif char == '"':
            opened = not opened
    return opened
