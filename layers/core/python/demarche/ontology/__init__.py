"""PLOVER event types, modes and contexts, CAMEO codes, quad classes and Goldstein intensities.

Everything here is looked up in the tables of ``data/``, which are read and checked once, on first use.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from typing import Annotated, TypeVar

from pydantic import BeforeValidator, Field

from demarche.errors import InvalidData
from demarche.models import EventType
from demarche.ontology.tables import Lemma, Lemmas, Name, Row, empty_to_none, fail, numbered_cells, parse_rows

__all__ = [
    "CameoCode",
    "cameo_code",
    "cameo_codes",
    "context_names",
    "contexts",
    "default_cameo",
    "event_type",
    "event_types",
    "intensity",
    "mode",
    "modes",
    "quad_class",
]

Code = Annotated[str, Field(pattern=r"^\d{2,4}$")]
CheckedRow = TypeVar("CheckedRow", bound=Row)


class TypeRow(Row):
    """An event type; ``roots`` are the CAMEO codes that it takes with all below them, ``cameo`` its default."""

    type: EventType
    quad_class: int = Field(ge=1, le=4)
    cameo: Code
    roots: Lemmas
    definition: Name


class ModeRow(Row):
    type: EventType
    mode: Name
    definition: Name

    @property
    def key(self) -> tuple[str, str]:
        return (self.type, self.mode)


class ModeWord(Row):
    """``lemma`` in the words of an event of ``type`` tells that its mode is ``mode``."""

    lemma: Lemma
    type: EventType
    mode: Name

    @property
    def key(self) -> tuple[str, str]:
        return (self.lemma, self.type)


class ContextRow(Row):
    context: Lemma
    definition: Name
    lemmas: Lemmas


class CameoCode(Row):
    """A CAMEO code; ``type`` is None for comments that are no event, ``intensity`` is on the Goldstein scale."""

    code: Code
    type: Annotated[EventType | None, BeforeValidator(empty_to_none)]
    mode: str
    intensity: float = Field(ge=-10, le=10)
    label: Name


def read(file: str) -> str:
    return resources.files(__package__).joinpath("data", file).read_text("utf-8")


def check_each(rows: Sequence[CheckedRow], file: str, wrong: Sequence[str | None]) -> None:
    """Raise ``InvalidData`` at the first row whose entry in ``wrong`` says what was expected."""
    numbers = [number for number, _ in numbered_cells(read(file))][1:]
    for row, number, expected in zip(rows, numbers, wrong, strict=True):
        if expected:
            fail(file, number, expected, repr(row.key), "mend this row")


@cache
def event_types() -> dict[EventType, TypeRow]:
    """The sixteen types, in the order of the table."""
    return {row.type: row for row in parse_rows(TypeRow, read("types.tsv"), file="types.tsv")}


@cache
def modes() -> dict[EventType, tuple[str, ...]]:
    """The modes that each event type may have."""
    rows = parse_rows(ModeRow, read("modes.tsv"), file="modes.tsv")
    return {name: tuple(row.mode for row in rows if row.type == name) for name in event_types()}


@cache
def cameo_codes() -> dict[str, CameoCode]:
    rows = parse_rows(CameoCode, read("cameo.tsv"), file="cameo.tsv")
    check_each(rows, "cameo.tsv", [wrong_code(row) for row in rows])
    return {row.code: row for row in rows}


def wrong_code(row: CameoCode) -> str | None:
    """Return what the row should have been: the type must be that of its root, the mode one of the type."""
    if (rooted := type_of_root(row.code)) != row.type:
        return f"the type {rooted} of the code's root in types.tsv"
    if row.mode and (row.type is None or row.mode not in modes()[row.type]):
        return f"a mode of {row.type}"
    return None


def type_of_root(code: str) -> EventType | None:
    """Return the type with the longest root that ``code`` starts with."""
    fitting = ((len(root), row.type) for row in event_types().values() for root in row.roots if code.startswith(root))
    return max(fitting, default=(0, None))[1]


@cache
def mode_words() -> dict[tuple[EventType, str], str]:
    rows = parse_rows(ModeWord, read("mode_words.tsv"), file="mode_words.tsv")
    known = modes()
    check_each(
        rows, "mode_words.tsv", [None if row.mode in known[row.type] else f"a mode of {row.type}" for row in rows]
    )
    return {(row.type, row.lemma): row.mode for row in rows}


@cache
def context_words() -> dict[str, tuple[str, ...]]:
    """The contexts that each lemma tells."""
    words: dict[str, tuple[str, ...]] = {}
    for row in parse_rows(ContextRow, read("contexts.tsv"), file="contexts.tsv"):
        for lemma in row.lemmas:
            words[lemma] = (*words.get(lemma, ()), row.context)
    return words


@cache
def context_names() -> tuple[str, ...]:
    return tuple(row.context for row in parse_rows(ContextRow, read("contexts.tsv"), file="contexts.tsv"))


def event_type(name: EventType) -> TypeRow:
    return event_types()[name]


def quad_class(name: EventType) -> int:
    """1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""
    return event_types()[name].quad_class


def default_cameo(name: EventType) -> str:
    """The code of an event of which no more than the type is known."""
    return event_types()[name].cameo


def cameo_code(code: str) -> CameoCode:
    """Return the row of ``code``; raises ``InvalidData`` where the table has none."""
    try:
        return cameo_codes()[code]
    except KeyError:
        remedy = "add a row or mend the code"
        raise InvalidData(f"cameo.tsv: expected a code of this table, got {code!r}; {remedy}") from None


def intensity(code: str) -> float:
    """The intensity of ``code`` on the Goldstein scale, -10 (conflict) to +10 (cooperation)."""
    return cameo_code(code).intensity


def mode(name: EventType, lemmas: Sequence[str], *, code: str = "") -> str:
    """Return the mode of an event: that which the first telling lemma names, else that of its CAMEO code, else "".

    ``lemmas`` are in the order in which they count, the trigger first; neighbours joined by ``_`` count too.
    """
    words = mode_words()
    told = (words[name, lemma] for lemma in with_pairs(lemmas) if (name, lemma) in words)
    found = next(told, "")
    if found or not code or cameo_code(code).type != name:
        return found
    return cameo_code(code).mode


def contexts(lemmas: Sequence[str]) -> tuple[str, ...]:
    """Return the contexts that the lemmas of a sentence tell, in the order of the table."""
    words = context_words()
    found = {context for lemma in with_pairs(lemmas) for context in words.get(lemma, ())}
    return tuple(name for name in context_names() if name in found)


def with_pairs(lemmas: Sequence[str]) -> Iterator[str]:
    """Yield at each place the lemma joined with the next one, then the lemma alone, all in lower case."""
    lowered = [lemma.lower() for lemma in lemmas]
    for place, lemma in enumerate(lowered):
        if place + 1 < len(lowered):
            yield f"{lemma}_{lowered[place + 1]}"
        yield lemma
