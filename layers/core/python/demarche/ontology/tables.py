"""Reads the tables of the ontology: TSV with a header row to validated, frozen rows.

A table is UTF-8 text; ``|`` separates several values in a cell, a line that starts with ``#`` is a comment. Any
wrong row raises ``InvalidData`` with file and line. The functions know nothing of the ontology, so that other
tables of the same form (the lexicon) can be read with them.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Annotated, NoReturn, TypeVar

from pydantic import BeforeValidator, Field, ValidationError

from demarche.errors import InvalidData
from demarche.models import Value


class Row(Value):
    """A row of a table; its fields are the table's columns, in their order."""

    @property
    def key(self) -> Hashable:
        """What no other row of the table may share; a table where that is not the first column overrides it."""
        return str(getattr(self, next(iter(type(self).model_fields))))


RowT = TypeVar("RowT", bound=Row)


def split_values(cell: object) -> object:
    """Return the values of a cell that ``|`` separates; an empty cell has none."""
    return tuple(cell.split("|")) if isinstance(cell, str) and cell else ()


def split_words(cell: object) -> object:
    """Return the values of a cell that a space separates; an empty cell has none."""
    return tuple(cell.split(" ")) if isinstance(cell, str) and cell else ()


def empty_to_none(cell: object) -> object:
    return None if cell == "" else cell


Name = Annotated[str, Field(min_length=1, pattern=r"^\S(.*\S)?$")]
Lemma = Annotated[str, Field(pattern=r"^[^\s|#@*]+$")]
Lemmas = Annotated[tuple[Lemma, ...], BeforeValidator(split_values)]


def numbered_cells(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield line number and cells of each line that is neither empty nor a comment."""
    for number, line in enumerate(text.splitlines(), start=1):
        if line and not line.startswith("#"):
            yield number, line.split("\t")


def parse_rows(row_type: type[RowT], text: str, *, file: str) -> tuple[RowT, ...]:
    """Return the rows of the table in ``text``; ``file`` names it in errors.

    Raises ``InvalidData`` on a wrong header, a wrong cell or a second row with the same key.
    """
    columns = list(row_type.model_fields)
    lines = numbered_cells(text)
    number, header = next(lines, (1, []))
    if header != columns:
        fail(file, number, f"the header {' '.join(columns)}", " ".join(header) or "nothing", "mend the header")
    rows: dict[Hashable, tuple[int, RowT]] = {}
    for number, cells in lines:
        row = parse_row(row_type, columns, cells, file=file, number=number)
        if row.key in rows:
            fail(file, number, "each key once", f"{row.key!r} again after line {rows[row.key][0]}", "merge the rows")
        rows[row.key] = (number, row)
    return tuple(row for _, row in rows.values())


def parse_row(row_type: type[RowT], columns: list[str], cells: list[str], *, file: str, number: int) -> RowT:
    if len(cells) != len(columns):
        fail(file, number, f"{len(columns)} cells separated by tabs", str(len(cells)), "add or remove tabs")
    try:
        return row_type.model_validate(dict(zip(columns, cells, strict=True)))
    except ValidationError as exc:
        error = exc.errors(include_url=False)[0]
        column = error["loc"][0] if error["loc"] else "row"
        fail(file, number, f"a valid {column}", f"{error['input']!r} ({error['msg']})", "mend this cell")


def fail(file: str, number: int, expected: str, got: str, remedy: str) -> NoReturn:
    raise InvalidData(f"{file}:{number}: expected {expected}, got {got}; {remedy}")
