"""The ontology answers as its tables say, refuses wrong tables, and covers all that the lexicon refers to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from importlib import resources
from typing import Annotated, Literal, get_args

import pytest
from pydantic import AfterValidator, BeforeValidator

from demarche import ontology
from demarche.errors import InvalidData
from demarche.models import EventType, Status
from demarche.ontology.tables import Lemma, Row, empty_to_none, parse_rows, split_values, split_words

TYPES: tuple[EventType, ...] = get_args(EventType)
COOPERATIVE: set[EventType] = {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"}
GROUPS: dict[str, set[EventType]] = {"COOPERATIVE": COOPERATIVE, "HOSTILE": set(TYPES) - COOPERATIVE, "ANY": set(TYPES)}
CLASSES = {
    "people", "diplomat", "prisoner", "civilian", "actor", "troops", "weapon", "property", "vessel", "land", "aid",
    "agreement", "talks", "relations", "demand", "restriction", "sanction", "threat", "concern", "sympathy", "praise",
    "violence", "protest", "exercise", "test", "verdict", "crime", "document", "information", "law", "office", "election",
    "body", "crowd", "claim", "cyber", "joint", "arms", "place",
}  # fmt: skip


def known_code(code: str) -> str:
    if code:
        ontology.cameo_code(code)
    return code


Words = Annotated[tuple[str, ...], BeforeValidator(split_words)]
CameoCell = Annotated[str, AfterValidator(known_code)]


class Verb(Row):
    verb: Lemma
    object: Annotated[tuple[str, ...], BeforeValidator(split_values)]
    type: EventType | Literal["NONE"]
    cameo: CameoCell
    flags: Annotated[
        tuple[
            Literal[
                "symmetric",
                "target_required",
                "weak",
                "agent_inner",
                "alone",
                "reverse",
                "topic",
                "planned",
                "active",
                "passive",
            ],
            ...,
        ],
        BeforeValidator(split_words),
    ]
    subject: Annotated[tuple[str, ...], BeforeValidator(split_values)]

    @property
    def key(self) -> Hashable:
        return (self.verb, self.object, self.subject)


class Noun(Row):
    noun: Lemma
    type: Annotated[EventType | None, BeforeValidator(empty_to_none)]
    cameo: CameoCell
    classes: Words
    flags: Annotated[tuple[Literal["symmetric", "weak", "bare", "undergone"], ...], BeforeValidator(split_words)]


class Commitment(Row):
    verb: Lemma
    commitment: str

    @classmethod
    def read(cls) -> tuple[Commitment, ...]:
        # `class` can't be the name of a field, so the header is renamed in reading.
        return parse_rows(
            cls, lexicon("commitments.tsv").replace("verb\tclass", "verb\tcommitment", 1), file="commitments.tsv"
        )


class Composition(Row):
    commitment: str
    inner: str
    type: EventType
    status: Annotated[Status | None, BeforeValidator(empty_to_none)]
    cameo: CameoCell

    @property
    def key(self) -> tuple[str, str]:
        return (self.commitment, self.inner)


def lexicon(file: str) -> str:
    return resources.files("demarche").joinpath("extraction", "lexicon", file).read_text("utf-8")


@pytest.fixture(scope="module")
def verbs() -> tuple[Verb, ...]:
    # A row that anybody may be the subject of leaves out the last cell.
    rows = (
        line if line.startswith("#") or line.count("\t") > 4 else f"{line}\t"
        for line in lexicon("verbs.tsv").splitlines()
    )
    return parse_rows(Verb, "\n".join(rows), file="verbs.tsv")


@pytest.fixture(scope="module")
def nouns() -> tuple[Noun, ...]:
    return parse_rows(Noun, lexicon("nouns.tsv"), file="nouns.tsv")


@pytest.fixture(scope="module")
def commitments() -> tuple[Commitment, ...]:
    return Commitment.read()


@pytest.fixture(scope="module")
def compositions() -> tuple[Composition, ...]:
    text = lexicon("composition.tsv").replace("class\tinner", "commitment\tinner", 1)
    return parse_rows(Composition, text, file="composition.tsv")


# The ontology


def test_the_table_of_types_holds_each_event_type_once_and_no_other() -> None:
    assert sorted(ontology.event_types()) == sorted(TYPES)


@pytest.mark.parametrize(
    ("quad_class", "types"),
    [
        (1, {"AGREE", "CONSULT", "SUPPORT", "CONCEDE"}),
        (2, {"COOPERATE", "AID", "RETREAT"}),
        (3, {"REQUEST", "ACCUSE", "REJECT", "THREATEN"}),
        (4, {"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}),
    ],
)
def test_each_event_type_has_one_quad_class(quad_class: int, types: set[str]) -> None:
    assert {name for name in TYPES if ontology.quad_class(name) == quad_class} == types


@pytest.mark.parametrize("name", TYPES)
def test_the_default_code_of_a_type_is_a_code_of_that_type(name: EventType) -> None:
    assert ontology.cameo_code(ontology.default_cameo(name)).type == name


@pytest.mark.parametrize("name", TYPES)
def test_each_type_has_modes(name: EventType) -> None:
    assert ontology.modes()[name]


@pytest.mark.parametrize("name", sorted(COOPERATIVE - {"CONCEDE"}))
def test_cooperative_codes_have_no_negative_intensity(name: EventType) -> None:
    assert all(row.intensity >= 0 for row in ontology.cameo_codes().values() if row.type == name)


@pytest.mark.parametrize("name", sorted(GROUPS["HOSTILE"] - {"REQUEST"}))
def test_hostile_codes_have_a_negative_intensity(name: EventType) -> None:
    assert all(row.intensity < 0 for row in ontology.cameo_codes().values() if row.type == name)


def test_a_code_without_a_row_is_refused_with_its_name() -> None:
    with pytest.raises(InvalidData, match="'999'"):
        ontology.intensity("999")


def test_the_first_telling_lemma_decides_the_mode() -> None:
    assert ontology.mode("ASSAULT", ["shoot", "bomb"]) == "firearms"
    assert ontology.mode("ASSAULT", ["bomb", "shoot"]) == "explosives"


def test_two_neighbouring_lemmas_tell_a_mode_together() -> None:
    assert ontology.mode("PROTEST", ["stage", "hunger", "strike"]) == "hunger"


def test_without_a_telling_lemma_the_code_decides_the_mode() -> None:
    assert ontology.mode("CONSULT", ["receive"], code="041") == "phone"


def test_a_code_of_another_type_tells_no_mode() -> None:
    assert ontology.mode("ASSAULT", ["receive"], code="041") == ""


def test_contexts_come_in_the_order_of_the_table_whatever_the_order_of_words() -> None:
    found = ontology.contexts(["Uranium", "ambassador", "climate", "change"])
    assert found == tuple(name for name in ontology.context_names() if name in found)
    assert {"nuclear", "diplomatic", "environment"} <= set(found)


def test_a_sentence_without_telling_words_has_no_context() -> None:
    assert ontology.contexts(["the", "cat", "sleep"]) == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("noun\ttype\n", r"nouns\.tsv:1: expected the header"),
        ("", r"nouns\.tsv:1: expected the header"),
        ("noun\ttype\tcameo\tclasses\tflags\ntalk\tCONSULT\t046\n", r"nouns\.tsv:2: expected 5 cells"),
        ("# why\nnoun\ttype\tcameo\tclasses\tflags\ntalk\tCHAT\t046\t\t\n", r"nouns\.tsv:3: expected a valid type"),
        ("noun\ttype\tcameo\tclasses\tflags\ntalk\t\t\t\tloud\n", r"nouns\.tsv:2: expected a valid flags"),
        ("noun\ttype\tcameo\tclasses\tflags\ntalk\t\t\t\t\ntalk\t\t\t\t\n", r"nouns\.tsv:3: expected each key once"),
    ],
)
def test_a_wrong_table_is_refused_with_file_and_line(text: str, message: str) -> None:
    with pytest.raises(InvalidData, match=message):
        parse_rows(Noun, text, file="nouns.tsv")


# The lexicon


def test_the_verbs_are_as_many_as_the_news_need(verbs: tuple[Verb, ...]) -> None:
    assert len(verbs) >= 900
    assert len({row.verb.split("_")[0] for row in verbs}) >= 500


def test_each_verb_is_typed_as_its_code_is(verbs: tuple[Verb, ...]) -> None:
    wrong = [row.key for row in verbs if row.type != "NONE" and ontology.cameo_code(row.cameo).type != row.type]
    assert wrong == []


def test_only_uses_that_are_no_event_lack_a_code(verbs: tuple[Verb, ...]) -> None:
    assert [row.key for row in verbs if (row.type == "NONE") == bool(row.cameo)] == []


def test_each_noun_with_a_type_has_a_code_of_that_type(nouns: tuple[Noun, ...]) -> None:
    wrong = [row.noun for row in nouns if row.type and ontology.cameo_code(row.cameo).type != row.type]
    assert wrong == []


def test_a_noun_without_a_type_has_a_class_and_no_code(nouns: tuple[Noun, ...]) -> None:
    assert [row.noun for row in nouns if not row.type and (row.cameo or not row.classes or row.flags)] == []


def test_each_class_of_a_noun_is_a_known_class(nouns: tuple[Noun, ...]) -> None:
    assert {name for row in nouns for name in row.classes} == CLASSES


def test_each_class_that_a_verb_names_has_members(verbs: tuple[Verb, ...], nouns: tuple[Noun, ...]) -> None:
    named = {name[1:] for row in verbs for name in (*row.object, *row.subject) if name.startswith("@")}
    assert named <= {name for row in nouns for name in row.classes} | {row.type for row in nouns if row.type}


def test_no_object_occurs_twice_for_a_verb(verbs: tuple[Verb, ...]) -> None:
    counts = Counter((row.verb, row.subject, name) for row in verbs for name in row.object)
    assert [pair for pair, count in counts.items() if count > 1] == []


def test_objects_are_lemmas_or_classes_or_anything(verbs: tuple[Verb, ...]) -> None:
    wrong = [
        row.key for row in verbs if row.object != ("*",) and any(" " in n or "*" in n or not n for n in row.object)
    ]
    assert wrong == []
    assert all(row.object for row in verbs)


def test_every_class_of_commitments_is_composed_with_every_type_exactly_once(
    commitments: tuple[Commitment, ...], compositions: tuple[Composition, ...]
) -> None:
    counts = Counter((row.commitment, name) for row in compositions for name in GROUPS.get(row.inner, {row.inner}))
    assert counts == Counter((row, name) for row in {c.commitment for c in commitments} for name in TYPES)


def test_each_composition_is_typed_as_its_code_is(compositions: tuple[Composition, ...]) -> None:
    wrong = [row.key for row in compositions if row.cameo and ontology.cameo_code(row.cameo).type != row.type]
    assert wrong == []


def test_a_composition_without_a_code_keeps_the_inner_type(compositions: tuple[Composition, ...]) -> None:
    assert [row.key for row in compositions if not row.cameo and row.inner != row.type] == []


@pytest.mark.parametrize(
    ("verb", "noun", "expected"),
    [
        ("lift", "@SANCTION", "RETREAT"),
        ("lift", "@restriction", "CONCEDE"),
        ("impose", "@SANCTION", "SANCTION"),
        ("impose", "curfew", "COERCE"),
        ("recall", "ambassador", "SANCTION"),
        ("expel", "@diplomat", "SANCTION"),
        ("expel", "*", "COERCE"),
        ("summon", "@diplomat", "ACCUSE"),
        ("sign", "@agreement", "SUPPORT"),
        ("withdraw", "@troops", "RETREAT"),
        ("hold", "@talks", "CONSULT"),
        ("hold", "election", "NONE"),
        ("meet", "demand", "CONCEDE"),
        ("express", "@concern", "ACCUSE"),
        ("provide", "@aid", "AID"),
        ("suspend", "@aid", "SANCTION"),
        ("conduct", "exercise", "MOBILIZE"),
        ("open", "fire", "ASSAULT"),
    ],
)
def test_the_object_decides_the_type_of_a_verb(verbs: tuple[Verb, ...], verb: str, noun: str, expected: str) -> None:
    rows = [row for row in verbs if row.verb == verb and noun in row.object and not row.subject]
    assert [row.type for row in rows] == [expected]
