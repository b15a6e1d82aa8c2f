"""The event words: verbs, nouns, commitments and how they compose (``lexicon/README.md`` gives the formats)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Literal, TypeGuard, cast, get_args

from demarche.errors import InvalidData
from demarche.models import EventType, Status

Kind = EventType | Literal["", "NONE"]
"""What an entry makes: an event, or (``NONE``, empty) none."""
TYPES = frozenset(get_args(EventType))
COOPERATIVE = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
FLAGS = frozenset(
    {
        "symmetric",
        "target_required",
        "weak",
        "agent_inner",
        "reverse",
        "planned",
        "bare",
        "active",
        "passive",
        "topic",
        "undergone",
        "alone",
    }
)


@dataclass(frozen=True)
class VerbRow:
    """One use of a verb: its words beyond the lemma, who does it to what, and the event that it makes."""

    words: tuple[str, ...]
    objects: frozenset[str]
    type: Kind
    cameo: str
    flags: frozenset[str]
    line: int
    subjects: frozenset[str] = frozenset()
    """Who must do it, as ``objects`` are written; empty for anybody."""

    @property
    def is_bare(self) -> bool:
        """True for the verb alone, with whatever object."""
        return len(self.words) == 1 and not self.objects

    @property
    def specificity(self) -> tuple[bool, int]:
        """Rows with a subject go before all others: ``troops enter`` says more than ``enter into``."""
        return bool(self.subjects), 2 * len(self.words) + bool(self.objects)

    def in_voice(self, passive: bool | None) -> bool:
        """True where the row holds for the active or passive voice asked for."""
        only = {"active", "passive"} & self.flags
        return passive is None or not only or only == {"passive" if passive else "active"}

    @property
    def name(self) -> str:
        wanted = "+" + "|".join(sorted(self.objects)[:2]) if self.objects else ""
        return "_".join(self.words) + wanted


@dataclass(frozen=True)
class NounRow:
    noun: str
    type: Kind
    cameo: str
    classes: frozenset[str]
    flags: frozenset[str]


@dataclass(frozen=True)
class Composition:
    type: Kind
    status: Status | Literal[""]
    cameo: str


def table(name: str, columns: int) -> Iterator[tuple[int, list[str]]]:
    """Yield (line number, cells) of a lexicon file without its header and comments; missing cells read as empty."""
    text = resources.files("demarche.extraction").joinpath("lexicon", name).read_text(encoding="utf-8")
    seen_header = False
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) > columns:
            raise InvalidData(f"{name}:{number}: expected at most {columns} columns, got {len(cells)}; check the tabs")
        if not seen_header:
            seen_header = True
            continue
        yield number, [*(c.strip() for c in cells), *[""] * (columns - len(cells))]


MEASURES = frozenset({"number", "span", "measure"})
"""How many of it (the clause's subject or object is what is counted), how long a meeting, or how much of a thing."""
ABOUT = ("own", "other", "thing")
FORMS = frozenset({"negated", "future"})


@dataclass(frozen=True)
class SayingRow:
    """A predicate by which a saying does something: its words, of whom it is said, and in which form."""

    words: tuple[str, ...]
    about: str
    form: frozenset[str]
    type: EventType
    cameo: str

    @property
    def others(self) -> frozenset[str]:
        return frozenset(self.words[1:])

    @property
    def heeds(self) -> frozenset[str]:
        """The forms that decide: ``not`` always; what is said to come only for what one's own side or a thing does."""
        return FORMS if self.about == "own" or "future" in self.form else frozenset({"negated"})


class Lexicon:
    """All event words with look-up by lemma."""

    def __init__(self) -> None:
        self.nouns = read_nouns()
        self.verbs = read_verbs()
        self.commitments = read_commitments()
        self.judgements = read_judgements()
        self.compositions = read_compositions()
        self.sayings = read_sayings()

    def judgement(self, lemmas: Iterable[str]) -> EventType | Literal[""]:
        """Return the type by the first word or phrase of blame, praise or denial in ``lemmas``, else nothing."""
        words = list(lemmas)
        phrases = (" ".join(words[i:end]) for i in range(len(words)) for end in range(min(i + 3, len(words)), i, -1))
        return next((self.judgements[x] for x in phrases if x in self.judgements), "")

    def noun(self, lemma: str) -> NounRow | None:
        return self.nouns.get(lemma)

    def is_a(self, lemma: str, wanted: str) -> bool:
        """True where the noun ``lemma`` is ``wanted``: a lemma, ``@TYPE`` or ``@class``."""
        if not wanted.startswith("@"):
            return lemma == wanted
        row = self.nouns.get(lemma)
        name = wanted[1:]
        return row is not None and (row.type == name or name in row.classes)

    def verb(
        self,
        lemma: str,
        has_word: Callable[[str], bool],
        object_fits: Callable[[VerbRow], bool],
        stands: Callable[[VerbRow], bool] = lambda row: not row.subjects,
        *,
        passive: bool | None = None,
    ) -> VerbRow | None:
        """Return the most specific row that fits; the callables ask the sentence, ``stands`` after the others.

        ``passive`` is the voice of the predicate, None where any row will do.
        """
        for row in self.verbs.get(lemma, ()):
            if (
                all(has_word(w) for w in row.words[1:])
                and row.in_voice(passive)
                and (not row.objects or object_fits(row))
                and stands(row)
            ):
                return row
        return None

    def commitment(self, lemma: str, has_word: Callable[[str], bool]) -> str:
        """Return the class of a verb that governs another event, empty where it is none."""
        for words, kind in self.commitments.get(lemma, ()):
            if all(has_word(w) for w in words[1:]):
                return kind
        return ""

    def is_saying(self, lemma: str) -> bool:
        """True where the verb ``lemma`` alone means saying."""
        return self.commitment(lemma, lambda _: False) == "SAY"

    def compose(self, kind: str, inner: str) -> Composition | None:
        """Return what a commitment of class ``kind`` over an event of type ``inner`` makes."""
        group = "COOPERATIVE" if inner in COOPERATIVE else "HOSTILE"
        for key in (inner, group, "ANY"):
            if (kind, key) in self.compositions:
                return self.compositions[kind, key]
        return None


def read_nouns() -> dict[str, NounRow]:
    found = {}
    for number, (noun, kind, cameo, classes, flags) in table("nouns.tsv", 5):
        made = checked("nouns.tsv", number, kind, flags)
        for name in noun.split("|"):
            key = name.replace("_", " ").lower()
            groups = frozenset(classes.replace("@", "").split())
            found[key] = NounRow(key, made, cameo, groups, frozenset(flags.split()))
    for noun in measures("measure"):
        row = found.get(noun, NounRow(noun, "", "", frozenset(), frozenset()))
        found[noun] = replace(row, classes=row.classes | {"measure"})
    return found


@cache
def measures(use: str) -> frozenset[str]:
    """Return the nouns that measure what follows ``of`` in one of the ``MEASURES``."""
    for number, (noun, uses) in table("measures.tsv", 2):
        if not uses or set(uses.split()) - MEASURES:
            raise InvalidData(f"measures.tsv:{number}: expected uses among {sorted(MEASURES)}, got {uses!r} for {noun}")
    return frozenset(noun for _, (noun, uses) in table("measures.tsv", 2) if use in uses.split())


def read_verbs() -> dict[str, list[VerbRow]]:
    """Return the rows of each verb, the most specific first, in the order of the file among equals."""
    found: dict[str, list[VerbRow]] = defaultdict(list)
    for number, (verb, objects, kind, cameo, flags, subjects) in table("verbs.tsv", 6):
        made = checked("verbs.tsv", number, kind, flags)
        marks, agents = frozenset(flags.split()), heads(subjects)
        for name in verb.split("|"):
            words = tuple(name.lower().split("_"))
            found[words[0]].append(VerbRow(words, heads(objects), made, cameo, marks, number, agents))
    for rows in found.values():
        rows.sort(key=lambda r: r.specificity, reverse=True)
    return found


def heads(cell: str) -> frozenset[str]:
    """Return the lemmas and classes of a cell, none for ``*``."""
    wanted = cell.split("|") if cell not in ("", "*") else []
    return frozenset(o if o.startswith("@") else o.lower().replace("_", " ") for o in wanted)


def read_commitments() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for _, (verb, kind) in table("commitments.tsv", 2):
        for name in verb.split("|"):
            words = tuple(name.lower().split("_"))
            found[words[0]].append((words, kind))
    for options in found.values():
        options.sort(key=lambda o: -len(o[0]))
    return found


def read_judgements() -> dict[str, EventType]:
    rows = ((word.lower(), checked("judgements.tsv", n, kind, "")) for n, (word, kind) in table("judgements.tsv", 2))
    return {word: kind for word, kind in rows if is_event(kind)}


def read_sayings() -> dict[str, list[SayingRow]]:
    """Return the rows by the predicate's lemma, those with more words first."""
    found: dict[str, list[SayingRow]] = defaultdict(list)
    for number, (predicate, about, form, kind, cameo) in table("sayings.tsv", 5):
        made, forms = checked("sayings.tsv", number, kind, ""), frozenset(form.split())
        if about not in ABOUT or forms - FORMS or not is_event(made):
            raise InvalidData(
                f"sayings.tsv:{number}: expected a type, about among {ABOUT} and form among {sorted(FORMS)}, "
                f"got {kind!r}, {about!r} and {form!r}"
            )
        words = tuple(predicate.lower().split("_"))
        found[words[0]].append(SayingRow(words, about, forms, made, cameo))
    for rows in found.values():
        rows.sort(key=lambda r: -len(r.words))
    return found


def read_compositions() -> dict[tuple[str, str], Composition]:
    found = {}
    for number, (kind, inner, made, status, cameo) in table("composition.tsv", 5):
        if status and status not in get_args(Status):
            raise InvalidData(
                f"composition.tsv:{number}: expected one of {get_args(Status)} or nothing, got {status!r}"
            )
        made_kind = checked("composition.tsv", number, made, "")
        found[kind, inner] = Composition(made_kind, cast(Literal[Status, ""], status), cameo)
    return found


def is_event(kind: Kind) -> TypeGuard[EventType]:
    """True where an entry makes an event."""
    return kind not in ("", "NONE")


def checked(file: str, number: int, kind: str, flags: str) -> Kind:
    """Return ``kind`` as a type; raises ``InvalidData`` for an unknown type or flag."""
    if kind and kind != "NONE" and kind not in TYPES:
        raise InvalidData(
            f"{file}:{number}: expected a PLOVER type, NONE or nothing, got {kind!r}; see ontology/types.tsv"
        )
    unknown = set(flags.split()) - FLAGS
    if unknown:
        raise InvalidData(f"{file}:{number}: expected flags among {sorted(FLAGS)}, got {sorted(unknown)}")
    return cast(Kind, kind)


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once per process."""
    return Lexicon()
