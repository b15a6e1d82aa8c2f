"""The coded articles that the network learns events from can be read, and each line stands in its text."""

from __future__ import annotations

from pathlib import Path

import pytest

from training.coded import CodingError, Span, of_treebank, passages

DATA = Path(__file__).parents[2] / "training/data/coded"


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_an_article_gives_its_sentences_and_the_words_of_each_event(tmp_path: Path) -> None:
    file = write(
        tmp_path / "a.txt",
        "=== 2021-05-04 | wire\n"
        "Chad rejects it, and Niger condemns it.\n"
        "> REJECT | rejects | Chad | -\n"
        "> ACCUSE? | condemns | Niger | it@2\n"
        "\n"
        "The two will meet.\n"
        "> CONSULT | meet | ^Chad ; ^Niger | - | planned\n",
    )
    (article,) = passages(file)
    rejects, condemns, meet = article.events
    assert article.begins == [True, True]
    assert (rejects.trigger, rejects.source, rejects.target) == (Span(0, 5, 12), (Span(0, 0, 4),), ())
    assert (condemns.target, condemns.required) == ((Span(0, 36, 38),), False)
    assert (meet.source, meet.status) == ((Span(0, 0, 4), Span(0, 21, 26)), "planned")


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("> SHOUT | said | Chad | -", "unknown type 'SHOUT'"),
        ("> REJECT | said | Mali | -", "'Mali' does not stand in"),
        ("> REJECT | said | Cha | -", "'Cha' does not stand in"),
        ("> REJECT | said | ^Mali | -", "stands in no sentence so far"),
        ("> REJECT | said | Chad", "expected '> TYPE"),
        ("> REJECT | said | Chad | - | maybe", "unknown status 'maybe'"),
    ],
)
def test_a_line_that_is_wrong_is_named_with_its_number(tmp_path: Path, line: str, complaint: str) -> None:
    file = write(tmp_path / "a.txt", f"=== x\nChad said no.\n{line}\n")
    with pytest.raises(CodingError, match=f"a.txt:3: .*{complaint.replace('?', '.')}"):
        list(passages(file))


@pytest.mark.parametrize("path", sorted(DATA.glob("*.txt")), ids=lambda p: p.stem)
def test_every_line_of_the_coded_articles_can_be_read(path: Path) -> None:
    assert sum(len(article.events) for article in passages(path)) > 10


def test_a_treebank_is_coded_by_sentence_and_characters(tmp_path: Path) -> None:
    treebank = write(
        tmp_path / "x.conllu",
        "# newdoc id = d\n# sent_id = d-1\n# text = Chad left.\n"
        "1\tChad\tChad\tPROPN\tNNP\t_\t2\tnsubj\t_\t_\n2\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No\n"
        "3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n",
    )
    table = write(
        tmp_path / "t.tsv",
        "document\ttype\tstatus\trequired\ttrigger\tsource\ttarget\nd\tRETREAT\tactual\tyes\t1:5-9\t1:0-4\t\n",
    )
    (article,) = of_treebank(table, [treebank])
    (event,) = article.events
    assert [article.sentences[s.sentence][s.start : s.end] for s in (event.trigger, *event.source)] == ["left", "Chad"]
    assert event.target == ()
