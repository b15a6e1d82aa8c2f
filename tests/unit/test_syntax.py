"""The component that reads text: how text is laid out for the network, what is made of its scores, how it is stored."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import shipped
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from demarche.errors import ModelUnavailable
from demarche.language import load
from demarche.language.sentences import SURE_START, dateline, sentence_starts
from demarche.language.syntax import (
    BATCH_PIECES,
    MAX_PIECES,
    PACKED_PIECES,
    Segment,
    Syntax,
    packed,
    paragraphs,
)

DATELINE = "BRUSSELS, May 3 (Reuters) - "
FIRST, SECOND = "Norway recalled its envoy from Lima.", "Peru protested."
LONG = "The ministers of Norway and Peru met in Lima, where they discussed fish, ships and the price of copper, "
HARD = "Xzqwvjkplrtmnbgh"
"""A word that the tokeniser cuts into as many pieces as a word may have."""


@pytest.fixture(scope="module")
def blank() -> Language:
    return spacy.blank("en")


def words_of(doc: Doc, segment: Segment) -> str:
    return " ".join(doc[i].text for i in segment.words)


# -- paragraphs


def test_line_breaks_part_paragraphs_and_other_space_does_not(blank: Language) -> None:
    doc = blank(f"{FIRST}\n\n{SECOND}\n  \nIt   ended .")
    assert [words_of(doc, s) for s in paragraphs(0, doc)] == [
        "Norway recalled its envoy from Lima .",
        "Peru protested .",
        "It ended .",
    ]


@pytest.mark.parametrize("text", ["", " ", "\n\n", " \n \t\n"])
def test_space_alone_is_no_paragraph(blank: Language, text: str) -> None:
    assert list(paragraphs(0, blank(text))) == []


def test_a_dateline_is_a_segment_of_its_own(blank: Language) -> None:
    doc = blank(f"{DATELINE}{FIRST}\n\n{SECOND}")
    assert [words_of(doc, s) for s in paragraphs(0, doc)] == [
        "BRUSSELS , May 3 ( Reuters ) -",
        "Norway recalled its envoy from Lima .",
        "Peru protested .",
    ]


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("BRUSSELS, May 3 (Reuters) - Ministers met.", "BRUSSELS, May 3 (Reuters) -"),
        ("WASHINGTON (AP) — The president spoke.", "WASHINGTON (AP) —"),
        ("UNITED NATIONS – The council met.", "UNITED NATIONS –"),
        ("RIO DE JANEIRO, Brazil -- Police came.", "RIO DE JANEIRO, Brazil --"),
        ("THE HAGUE, Netherlands (AFP) - Judges met.", "THE HAGUE, Netherlands (AFP) -"),
        ("PORT of SPAIN - Police came.", "PORT of SPAIN -"),
        ("Brussels - Ministers met.", ""),
        ("US - China talks began.", ""),
        ("NATO allies - all of them - agreed.", ""),
        ("BRUSSELS -", ""),
        ("BRUSSELS", ""),
        ("Ministers met in BRUSSELS - again.", ""),
        ("BRUSSELS " + "A " * 30 + "- too late", ""),
    ],
)
def test_a_dateline_is_a_town_in_capitals_up_to_its_dash(blank: Language, text: str, head: str) -> None:
    doc = blank(text)
    assert doc[: dateline(doc, range(len(doc)))].text == head


# -- packing


def segments(*sizes: int) -> list[Segment]:
    """Paragraphs of ``sizes`` words, the words numbered through."""
    ends = np.cumsum(sizes).tolist()
    return [Segment(0, tuple(range(end - size, end))) for size, end in zip(sizes, ends, strict=True)]


def packing(sizes: Sequence[int], pieces_a_word: int = 1) -> list[Segment]:
    return list(packed(segments(*sizes), [[7] * pieces_a_word] * sum(sizes)))


def test_short_neighbours_share_a_window_and_keep_their_beginnings() -> None:
    assert packing([30, 20, 40]) == [Segment(0, tuple(range(90)), frozenset({0, 30, 50}))]


def test_a_paragraph_that_no_longer_fits_begins_the_next_window() -> None:
    found = packing([PACKED_PIECES - 10, 10, 1, 5])
    assert [len(s.words) for s in found] == [PACKED_PIECES, 6]
    assert [sorted(s.heads) for s in found] == [[0, PACKED_PIECES - 10], [PACKED_PIECES, PACKED_PIECES + 1]]


def test_room_is_counted_in_pieces_and_not_in_words() -> None:
    assert [len(s.words) for s in packing([50, 50], pieces_a_word=2)] == [50, 50]


@pytest.mark.parametrize("sizes", [[1], [500], [3, 500, 3], [159, 1, 1], [1] * 400, [80, 81, 80, 79]])
def test_packing_loses_no_word_and_no_order(sizes: list[int]) -> None:
    found = packing(sizes)
    assert [w for s in found for w in s.words] == list(range(sum(sizes)))
    assert {w for s in found for w in s.heads} == {s.words[0] for s in segments(*sizes)}
    assert all(len(s.words) <= PACKED_PIECES or len(s.heads) == 1 for s in found)


def test_nothing_packs_to_nothing() -> None:
    assert packing([]) == []


# -- sentence starts


def starts(words: str, *margins: float) -> list[int]:
    scores = np.array([[0.0, m] for m in margins], dtype=np.float32)
    return sentence_starts(scores, words.split())


def test_after_a_full_stop_the_smallest_margin_starts_a_sentence() -> None:
    assert starts("It ended . Peru won", 9, -1, -1, 0.1, -1) == [0, 3]


def test_elsewhere_a_sentence_starts_on_a_clear_margin_only() -> None:
    assert starts("It ended Peru won", 9, -1, SURE_START - 0.1, -1) == [0]
    assert starts("It ended Peru won", 9, -1, SURE_START + 0.1, -1) == [0, 2]


def test_the_first_word_always_starts_a_sentence() -> None:
    assert starts("It ended", -9, -9) == [0]


# -- with the shipped model


@pytest.fixture(scope="module")
def nlp() -> Language:
    return shipped.pipeline()


@pytest.fixture(scope="module")
def syntax() -> Syntax:
    return shipped.syntax()


def annotation(doc: Doc) -> list[tuple[object, ...]]:
    columns = ("text", "dep_", "tag_", "pos_", "lemma_", "ent_iob_", "ent_type_", "is_sent_start")
    return [(*(getattr(t, c) for c in columns), t.head.i, str(t.morph)) for t in doc]


def unread(doc: Doc) -> list[str]:
    """Return the words that carry no reading of the network."""
    return [t.text for t in doc if not t.is_space and (not t.pos or t.tag_ == "_SP" or not t.dep_)]


@pytest.mark.parametrize(
    "text",
    [
        FIRST,
        f"{DATELINE}{FIRST}\n\n{SECOND}",
        f"  {FIRST} \n\n\n {SECOND}\n",
        LONG * 40 + "and parted.",
        f"{LONG * 6}and parted.\n\n{SECOND}\n\n{LONG * 12}",
        " ".join([HARD] * 90),
        "«»… " * 80,
        "Ж" * 4000,
    ],
    ids=[
        "a sentence",
        "a dateline",
        "odd space",
        "a long sentence",
        "long and short",
        "hard words",
        "signs",
        "one word",
    ],
)
def test_each_word_is_read_and_each_sentence_is_one_tree(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    assert unread(doc) == []
    for sent in doc.sents:
        assert [t.text for t in sent if t.head == t and not t.is_space] == [sent.root.text]
        assert all(t.head.sent == sent for t in sent)


@pytest.mark.parametrize("text", ["", " ", "\n\n", " \n\t"])
def test_a_text_without_words_passes(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    assert doc.ents == ()


def test_a_paragraph_starts_a_sentence_though_no_full_stop_ended_the_last(nlp: Language) -> None:
    doc = nlp("Peru protests over fish\n\nNorway recalled its envoy\n\nthe minister said")
    assert {"Peru", "Norway", "the"} <= {sent[0].text for sent in doc.sents}


def test_an_entity_does_not_cross_paragraphs(nlp: Language) -> None:
    doc = nlp("The envoy met Foreign Minister Sergei\n\nLavrov Kyiv\n\nUnited\n\nNations officials met.")
    assert [e.text for e in doc.ents if "\n" in e.text] == []


def test_reading_twice_gives_the_same(nlp: Language) -> None:
    text = f"{FIRST}\n\n{LONG * 8}\n\n{SECOND}"
    assert annotation(nlp(text)) == annotation(nlp(text))


def test_a_stream_comes_back_in_order_whatever_the_batch(nlp: Language, syntax: Syntax) -> None:
    texts = [f"{n} envoys left. {SECOND}" for n in range(7)]
    for size in (1, 3, 100):
        docs = list(syntax.pipe((nlp.make_doc(t) for t in texts), batch_size=size))
        assert [d.text for d in docs] == texts
        assert [unread(d) for d in docs] == [[]] * 7


def test_no_window_is_longer_than_the_network_was_trained_on(nlp: Language, syntax: Syntax) -> None:
    docs = [nlp.make_doc(t) for t in (" ".join([HARD] * 90), LONG * 20, SECOND)]
    pieces = {i: syntax._word_pieces(d) for i, d in enumerate(docs)}
    waiting = deque(s for i, d in enumerate(docs) for s in paragraphs(i, d))
    made = syntax._next_batch(waiting, docs, pieces)
    assert [len(window) <= MAX_PIECES for _, window, _ in made] == [True] * 3
    assert [bool(rest) for _, _, rest in made] == [True, True, False]
    assert [(*s.words, *rest) for s, _, rest in made] == [tuple(range(len(d))) for d in docs]


def test_a_run_holds_no_more_pieces_than_memory_allows(nlp: Language, syntax: Syntax) -> None:
    docs = [nlp.make_doc(LONG * 5) for _ in range(60)]
    pieces = {i: syntax._word_pieces(d) for i, d in enumerate(docs)}
    waiting = deque(s for i, d in enumerate(docs) for s in paragraphs(i, d))
    runs = []
    while waiting:
        runs.append(syntax._next_batch(waiting, docs, pieces))
    assert sum(map(len, runs)) == 60
    assert all(len(run) * max(len(window) for _, window, _ in run) <= BATCH_PIECES for run in runs)


# -- storing


def same_reading(one: Syntax, other: Syntax, nlp: Language) -> bool:
    text = f"{DATELINE}{FIRST} Jens Stoltenberg met two Iranian diplomats.\n\n{SECOND}"
    pair = ([["Norway", "attacked", "Peru"]], [((0, 1), (2, 3))])
    readings = [annotation(c(nlp.make_doc(text))) for c in (one, other)]
    return readings[0] == readings[1] and bool(np.array_equal(one.code(*pair), other.code(*pair)))


def test_a_component_reads_the_same_after_a_way_over_the_disk(nlp: Language, syntax: Syntax, tmp_path: Path) -> None:
    syntax.to_disk(tmp_path / "syntax")
    again = Syntax(nlp.vocab).from_disk(tmp_path / "syntax")
    assert same_reading(syntax, again, nlp)
    assert (again.classes, again.labels) == (syntax.classes, syntax.labels)


def test_a_component_reads_the_same_after_a_way_through_bytes(nlp: Language, syntax: Syntax) -> None:
    again = Syntax(nlp.vocab).from_bytes(syntax.to_bytes())
    assert same_reading(syntax, again, nlp)
    assert again.to_bytes() == syntax.to_bytes()


def test_a_component_without_a_network_names_the_remedy(blank: Language) -> None:
    with pytest.raises(ModelUnavailable, match="load"):
        Syntax(blank.vocab)(blank.make_doc(FIRST))
    with pytest.raises(ModelUnavailable, match="load"):
        Syntax(blank.vocab).code([["Norway"]], [(None, None)])


def test_a_pipeline_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="no-such-pipeline"):
        load(str(tmp_path / "no-such-pipeline"))


# -- coding pairs

WORDS = ["Norway", "condemned", "Peru", "after", "the", "talks", "."]


@pytest.mark.parametrize(
    "roles",
    [
        ((0, 1), (2, 3)),
        ((2, 3), (0, 1)),
        ((0, 1), None),
        (None, (2, 3)),
        (None, None),
        ((0, 7), (0, 7)),
    ],
)
def test_the_types_of_a_pair_share_a_probability_of_one(
    syntax: Syntax, roles: tuple[tuple[int, int] | None, tuple[int, int] | None]
) -> None:
    found = syntax.code([WORDS], [roles])
    assert found.shape == (1, len(syntax.event_types))
    assert found.min() >= 0
    assert found.sum() == pytest.approx(1, abs=1e-5)


def test_more_pairs_than_a_batch_each_have_an_answer(syntax: Syntax) -> None:
    found = syntax.code([WORDS] * 37, [((0, 1), (2, 3))] * 37)
    assert found.shape[0] == 37
    assert found.sum(axis=1) == pytest.approx(np.ones(37), abs=1e-5)
    assert syntax.code([], []).shape == (0, len(syntax.event_types))


def test_the_answer_depends_on_who_is_marked(syntax: Syntax) -> None:
    words = ["Norway", "condemned", "Peru", ",", "which", "bombed", "Chile", "."]
    one, other = syntax.code([words] * 2, [((0, 1), (2, 3)), ((2, 3), (6, 7))])
    assert not np.allclose(one, other, atol=0.01)


@pytest.mark.parametrize("roles", [((150, 151), (152, 153)), ((0, 1), (299, 300)), ((299, 300), (0, 1)), (None, None)])
def test_a_text_longer_than_a_window_is_coded_around_its_pair(
    syntax: Syntax, roles: tuple[tuple[int, int] | None, tuple[int, int] | None]
) -> None:
    words = [*["the"] * 150, *WORDS, *["the"] * 143]
    assert syntax.code([words], [roles]).sum() == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("roles", [((0, 1), (150, 151)), (None, None)])
def test_long_words_between_a_pair_do_not_overfill_the_window(
    syntax: Syntax, roles: tuple[tuple[int, int] | None, tuple[int, int] | None]
) -> None:
    words = ["Norway", *[HARD] * 149, "Peru"]
    assert syntax.code([words], [roles]).sum() == pytest.approx(1, abs=1e-5)
