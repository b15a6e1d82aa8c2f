"""The ``demarche`` command: what it prints, where, and with which exit code."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from demarche import __version__
from demarche.cli import app
from demarche.cli.reference import reference
from demarche.errors import ModelUnavailable

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "layers" / "core" / "python" / "demarche" / "samples"


def model_is_there() -> bool:
    if importlib.util.find_spec("demarche.extraction") is None:
        return False
    from demarche.language import default_model

    try:
        return default_model().is_dir()
    except ModelUnavailable:
        return False


needs_model = pytest.mark.skipif(not model_is_there(), reason="the language model is not built")


def run(*args: object, stdin: bytes = b"") -> Any:
    return CliRunner().invoke(app, [str(a) for a in args], input=stdin)


def test_the_version_is_told() -> None:
    result = run("--version")
    assert (result.exit_code, result.stdout) == (0, f"demarche {__version__}\n")


@pytest.mark.parametrize(
    "args", [("extract",), ("extract", "--nonsense", "a.txt"), ("extract", "--json", "--jsonl", "a.txt"), ("extract", "--published", "soon", "a.txt"), ("nonsense",)]
)  # fmt: skip
def test_wrong_use_ends_with_2(args: tuple[str, ...]) -> None:
    assert run(*args).exit_code == 2


def test_a_missing_file_is_told_in_one_line() -> None:
    result = run("extract", "nowhere.txt")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == ["demarche: nowhere.txt: No such file or directory"]
    assert result.stdout == ""


def test_a_folder_is_told_in_one_line(tmp_path: Path) -> None:
    result = run("extract", tmp_path)
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1


def test_a_refused_article_is_told_with_its_reason(tmp_path: Path) -> None:
    file = tmp_path / "leer.txt"
    file.write_text(
        "Der Minister reiste am Montag nach Wien, um dort mit seinem Kollegen über den Vertrag zu sprechen."
    )
    result = run("extract", file)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"demarche: {file}: not_english: expected an English article")


NONSENSE = {
    "empty.txt": (b"", "empty"),
    "spaces.txt": (b" \n\t \n", "empty"),
    "program.txt": (bytes(range(256)) * 40, "binary"),
    "huge.txt": (b"Peru met Chile. " * 1_400_000, "too_large"),
    "cut.json": (b'{"title": "Peru", "text": ', "broken_json"),
    "menu.html": (b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "no_article"),
    "letter.txt.gz": (b"no gzip at all", "broken_gzip"),
    "report.pdf.txt": (b"%PDF-1.7 and so on", "unsupported_type"),
}


@pytest.mark.parametrize("name", NONSENSE)
def test_what_holds_no_article_is_refused_in_one_line_with_its_reason(name: str, tmp_path: Path) -> None:
    data, reason = NONSENSE[name]
    file = tmp_path / name
    file.write_bytes(data)
    result = run("extract", file)
    (line,) = result.stderr.splitlines()
    assert result.exit_code == 1
    assert line.startswith(f"demarche: {file}: {reason}: expected ")


@needs_model
def test_nonsense_among_the_files_does_not_stop_the_others(tmp_path: Path) -> None:
    for name, (data, _) in NONSENSE.items():
        tmp_path.joinpath(name).write_bytes(data)
    tmp_path.joinpath("folder").mkdir()
    article = tmp_path / "zz.txt"
    article.write_bytes("Peru expelled two diplomats of Chile on Monday, officials said.".encode("utf-16"))
    result = run("extract", "--jsonl", *sorted(tmp_path.iterdir()), tmp_path / "missing.txt")
    assert result.exit_code == 3
    assert len(result.stderr.splitlines()) == len(NONSENSE) + 2
    assert [json.loads(line)["article"] for line in result.stdout.splitlines()] == ["zz"]


def test_an_unreadable_date_is_a_note_and_no_failure(tmp_path: Path) -> None:
    from demarche.articles import Article, read_articles

    text = "Peru expelled two diplomats of Chile on Monday, the foreign ministry in Lima said."
    data = json.dumps({"text": text, "published": "the day after tomorrow"}).encode()
    (article,) = read_articles(data, name="a.json")
    assert isinstance(article, Article)
    assert article.published is None
    assert "'the day after tomorrow' is not readable" in article.notes[0]


@needs_model
def test_an_article_without_events_says_so(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("The bakery in the old town sells bread with seeds, and its owner gets up very early each day.")
    result = run("extract", file)
    assert result.exit_code == 0
    assert "no events: " in result.stdout


@needs_model
def test_events_come_as_one_json_object_an_article_and_line() -> None:
    result = run("extract", "--jsonl", SAMPLES / "expulsion-lisbon.txt", SAMPLES / "sport-helsinki.txt")
    assert result.exit_code == 0
    first, second = map(json.loads, result.stdout.splitlines())
    assert (first["article"], second["article"]) == ("expulsion-lisbon", "sport-helsinki")
    assert first["published"].startswith("2021-05-11")
    event = first["events"][0]
    assert {"event_id", "type", "mode", "context", "cameo", "quad_class", "intensity", "status", "date", "date_precision",
            "location", "source", "target", "confidence", "severity", "evidence", "mentions"} <= set(event)  # fmt: skip
    assert set(event["source"][0]) == {"name", "text", "country", "sector", "role", "person", "wikidata"}
    assert {"sentence", "start", "end", "trigger", "speaker", "quote", "confidence"} <= set(event["mentions"][0])


@needs_model
def test_an_expulsion_of_diplomats_is_found() -> None:
    record = json.loads(run("extract", "--jsonl", SAMPLES / "expulsion-lisbon.txt").stdout)
    found = {
        (e["type"], s["country"], t["country"]) for e in record["events"] for s in e["source"] for t in e["target"]
    }
    assert ("SANCTION", "PRT", "BLR") in found


@needs_model
def test_offsets_of_mentions_point_into_the_text_of_the_article() -> None:
    from demarche.articles import Article, read_articles

    path = SAMPLES / "trade-brasilia.html"
    (article,) = read_articles(path.read_bytes(), name=path.name)
    assert isinstance(article, Article)
    record = json.loads(run("extract", "--jsonl", path).stdout)
    mentions = [m for e in record["events"] for m in e["mentions"]]
    assert mentions
    assert all(article.text[m["start"] : m["end"]] == m["sentence"] for m in mentions)


@needs_model
def test_articles_come_from_standard_input_and_are_numbered() -> None:
    lines = "\n".join(
        json.dumps({"text": f"France warned Iran on Monday that it would close its embassy number {n}."})
        for n in (1, 2)
    )
    result = run("extract", "--jsonl", "-", stdin=lines.encode())
    assert [json.loads(line)["article"] for line in result.stdout.splitlines()] == ["stdin-1", "stdin-2"]


@needs_model
def test_some_failed_files_end_with_3_and_the_others_are_done() -> None:
    result = run("extract", "--json", "nowhere.txt", SAMPLES / "release-doha.txt")
    assert result.exit_code == 3
    assert [a["article"] for a in json.loads(result.stdout)] == ["release-doha"]


@needs_model
def test_no_event_below_the_wanted_confidence_is_shown() -> None:
    everything = json.loads(run("extract", "--jsonl", SAMPLES / "denial-kivu.txt").stdout)["events"]
    middle = sorted(e["confidence"] for e in everything)[len(everything) // 2]
    sure = json.loads(run("extract", "--jsonl", "--min-confidence", middle, SAMPLES / "denial-kivu.txt").stdout)[
        "events"
    ]
    assert [e["event_id"] for e in sure] == [e["event_id"] for e in everything if e["confidence"] >= middle]


@needs_model
def test_the_given_date_of_publication_resolves_relative_days(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Peru expelled two diplomats of Chile on Monday, the foreign ministry in Lima said in a statement.")
    record = json.loads(run("extract", "--jsonl", "--published", "2021-12-02", file).stdout)
    assert record["published"].startswith("2021-12-02")
    assert "2021-11-29" in {e["date"] for e in record["events"]}


@needs_model
def test_people_get_a_table() -> None:
    result = run("extract", SAMPLES / "expulsion-lisbon.txt", SAMPLES / "sport-helsinki.txt")
    assert result.exit_code == 0
    assert "SANCTION" in result.stdout
    assert "no events" in result.stdout


@needs_model
def test_an_explanation_names_each_sentence() -> None:
    result = run("explain", "--json", SAMPLES / "release-doha.txt")
    assert result.exit_code == 0
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert any("Germany thanked Qatar" in r["sentence"] for r in records)
    assert all({"found", "considered", "dropped"} <= set(r) for r in records)


@needs_model
def test_an_explanation_finds_what_extraction_reports_and_tells_why_the_rest_is_left_out(tmp_path: Path) -> None:
    page = tmp_path / "police.txt"
    page.write_text("Police in Hobart arrested two men on Monday.\n\nCanada praised Peru.\n")
    explained = [json.loads(line) for line in run("explain", "--json", page).stdout.splitlines()]
    reported = json.loads(run("extract", "--jsonl", page).stdout)["events"]
    assert [m["type"] for r in explained for m in r["found"]] == [e["type"] for e in reported]
    page.write_text("Police in Hobart arrested two men on Monday.\n")
    explained = [json.loads(line) for line in run("explain", "--json", page).stdout.splitlines()]
    assert not any(r["found"] for r in explained)
    assert any("police work" in reason for r in explained for reason in r["dropped"])


@needs_model
def test_a_pair_is_coded_and_a_bad_line_is_told() -> None:
    text = "Peru accused Chile of spying."
    lines = [json.dumps({"id": "p1", "text": text, "source": [0, 4], "target": [13, 18]}), '{"id": 2}', json.dumps({"id": 3, "text": text, "source": [0, 4], "target": [13, 180]})]  # fmt: skip
    result = run("code", "--jsonl", stdin="\n".join(lines).encode())
    assert result.exit_code == 3
    coded = json.loads(result.stdout)
    assert set(coded) == {"id", "type", "quad_class", "confidence"}
    assert (coded["id"], coded["type"], coded["quad_class"]) == ("p1", "ACCUSE", 3)
    assert [line.split(":")[1].strip() for line in result.stderr.splitlines()] == ["line 2", "line 3"]


def test_a_file_of_pairs_that_is_missing_is_told_in_one_line() -> None:
    result = run("code", "nowhere.jsonl")
    assert result.exit_code == 1
    assert result.stderr == "demarche: nowhere.jsonl: No such file or directory\n"


def test_the_reference_is_what_the_commands_say() -> None:
    written = (ROOT / "docs" / "cli-reference.md").read_text(encoding="utf-8")
    assert written == reference(), "the commands changed: run `make docs`"


def commands() -> list[tuple[str, Any]]:
    import typer

    group: Any = typer.main.get_command(app)
    return sorted(group.commands.items())


@pytest.mark.parametrize(("name", "command"), commands())
def test_each_command_and_each_option_has_help(name: str, command: Any) -> None:
    assert command.help
    assert all(param.help for param in command.params if param.name != "help")
