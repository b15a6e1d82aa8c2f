"""The handlers on the template's stack: what repetition, disorder, poison and deletion do."""

from __future__ import annotations

import json

import pytest
from articles import CONSULT, FILLER, PLANNED, SANCTION, upload
from driving import alerts, dead_letters, delete, deployed, events, put, send, table_state, told, waiting

from demarche.local.pollers import StreamPoller
from demarche.local.runner import Runner
from demarche.messaging.replaying import request_extraction


def test_an_upload_becomes_events_and_alerts(runner: Runner) -> None:
    put(runner, "a.json", upload(SANCTION, CONSULT))

    runner.drain()

    assert [(s.event.date, s.event.type, s.event.evidence) for s in events(runner)] == [
        ("2026-03-02", "SANCTION", (SANCTION,)),
        ("2026-03-01", "CONSULT", (CONSULT,)),
    ]
    assert sorted(told(runner)) == [("new", "CONSULT"), ("new", "SANCTION")]


def test_a_notification_delivered_twice_changes_nothing_and_alerts_nobody_again(runner: Runner) -> None:
    put(runner, "a.json", upload(SANCTION))
    inbox = waiting(runner, "InboxQueueUrl")
    send(runner, "InboxQueueUrl", *inbox)
    runner.poll()
    corpus = waiting(runner, "CorpusQueueUrl")
    send(runner, "CorpusQueueUrl", *corpus)
    runner.drain()
    told(runner)
    before = table_state(runner)

    send(runner, "InboxQueueUrl", *inbox, *inbox)
    send(runner, "CorpusQueueUrl", *corpus, *corpus)
    runner.drain()

    assert table_state(runner) == before
    assert told(runner) == []


def test_a_stream_record_delivered_twice_sends_one_alert(runner: Runner) -> None:
    stream = next(source for source in runner.sources if isinstance(source, StreamPoller))
    before = stream.position
    put(runner, "a.json", upload(SANCTION))
    runner.drain()

    stream.position = before
    runner.drain()

    assert told(runner) == [("new", "SANCTION")]


def test_a_second_publisher_corroborates_once(runner: Runner) -> None:
    for publisher in ("AFP", "Kyodo", "Reuters"):
        put(runner, f"{publisher}.json", upload(SANCTION, publisher=publisher))
        runner.drain()

    assert told(runner) == [("new", "SANCTION"), ("corroborated", "SANCTION")]


def test_a_changed_status_is_told_as_an_update(runner: Runner) -> None:
    put(runner, "a.json", upload(PLANNED))
    runner.drain()
    put(runner, "b.json", upload(SANCTION))
    runner.drain()

    assert [(a.data.change, a.data.what_changed) for a in alerts(runner)] == [("new", ()), ("updated", ("status",))]


def test_deleting_an_upload_retracts_its_events(runner: Runner) -> None:
    put(runner, "a.json", upload(SANCTION))
    runner.drain()
    delete(runner, "a.json")
    runner.drain()

    assert events(runner) == []
    assert told(runner) == [("new", "SANCTION"), ("retracted", "SANCTION")]
    assert list(deployed(runner).corpus.article_ids()) == []


def test_deleting_one_of_two_tellings_keeps_the_event_with_the_other(runner: Runner) -> None:
    put(runner, "a.json", upload(SANCTION, publisher="AFP"))
    put(runner, "b.json", upload(SANCTION, publisher="Kyodo"))
    runner.drain()
    delete(runner, "a.json")
    runner.drain()

    (left,) = events(runner)
    assert [m.publisher for m in left.event.mentions] == ["Kyodo"]


def test_deleting_one_of_two_uploads_of_the_same_article_keeps_its_events(runner: Runner) -> None:
    put(runner, "a.json", upload(SANCTION))
    put(runner, "copy.json", upload(SANCTION))
    runner.drain()
    delete(runner, "a.json")
    runner.drain()

    assert len(events(runner)) == 1


def test_an_event_told_taken_back_and_told_again_is_alerted_each_time(runner: Runner) -> None:
    for _ in range(2):
        put(runner, "a.json", upload(SANCTION))
        runner.drain()
        delete(runner, "a.json")
        runner.drain()

    assert [change for change, _ in told(runner)] == ["new", "retracted", "new", "retracted"]


def test_a_delete_that_overtakes_its_upload_leaves_no_event(runner: Runner) -> None:
    put(runner, "a.json", upload(SANCTION))
    created = waiting(runner, "InboxQueueUrl")
    delete(runner, "a.json")
    removed = waiting(runner, "InboxQueueUrl")

    send(runner, "InboxQueueUrl", *removed)
    runner.drain()
    send(runner, "InboxQueueUrl", *created)
    runner.drain()

    assert events(runner) == []


def test_an_extraction_that_comes_after_the_deletion_brings_nothing_back(runner: Runner) -> None:
    put(runner, "a.json", upload(SANCTION))
    runner.sources[0].poll()
    late = waiting(runner, "CorpusQueueUrl")
    delete(runner, "a.json")
    runner.drain()

    send(runner, "CorpusQueueUrl", *late)
    runner.drain()

    assert events(runner) == []
    assert told(runner) == []


def test_an_overwritten_upload_replaces_what_it_told(runner: Runner) -> None:
    put(runner, "a.json", upload(SANCTION))
    runner.drain()
    put(runner, "a.json", upload(CONSULT))
    runner.drain()

    assert [s.event.type for s in events(runner)] == ["CONSULT"]
    assert sorted(told(runner)) == [("new", "CONSULT"), ("new", "SANCTION"), ("retracted", "SANCTION")]


def test_an_article_that_fails_unforeseen_ends_in_the_dead_letters_and_spares_its_batch(runner: Runner) -> None:
    put(runner, "poison.json", upload("POISON."))
    put(runner, "good.json", upload(SANCTION))

    runner.drain()

    assert len(dead_letters(runner, "CorpusDeadLettersUrl").peek()) == 1
    assert [s.event.type for s in events(runner)] == ["SANCTION"]


def test_an_article_that_is_wrong_for_good_is_set_aside_at_once_with_its_reason(runner: Runner) -> None:
    put(runner, "refuse.json", upload("REFUSE."))

    runner.drain()

    (letter,) = dead_letters(runner, "CorpusDeadLettersUrl").peek()
    assert (letter.error_code, letter.reason) == (
        "PermanentError",
        "Expected an article, got one to refuse; upload another.",
    )


@pytest.mark.parametrize("body", ["not json", "{}", '{"Records": [{"s3": {}}]}', "[]"])
def test_a_message_that_is_no_notification_is_set_aside(runner: Runner, body: str) -> None:
    send(runner, "InboxQueueUrl", body)

    runner.drain()

    assert [letter.body for letter in dead_letters(runner, "InboxDeadLettersUrl").peek()] == [body]


def test_the_test_message_of_s3_is_let_pass(runner: Runner) -> None:
    send(runner, "InboxQueueUrl", json.dumps({"Service": "Amazon S3", "Event": "s3:TestEvent", "Bucket": "b"}))

    runner.drain()

    assert dead_letters(runner, "InboxDeadLettersUrl").peek() == []


def test_a_rejected_upload_is_in_quarantine_until_it_is_mended(runner: Runner) -> None:
    put(runner, "a.json", b"\x00\x01\xff" * 200)
    runner.drain()
    rejected = [(note.origin, note.reason) for note in deployed(runner).corpus.rejections()]

    put(runner, "a.json", upload(SANCTION))
    runner.drain()

    assert rejected == [("a.json", "binary")]
    assert list(deployed(runner).corpus.rejections()) == []
    assert len(events(runner)) == 1


def test_nonsense_is_quarantined_each_with_its_reason_and_stops_no_article(runner: Runner) -> None:
    nonsense = {
        "broken_json": ("cut.json", b'{"text": '),
        "empty": ("empty.txt", b""),
        "no_article": ("menu.html", b"<html><body><nav><a href='/'>Home</a></nav></body></html>"),
        "unsupported_type": ("report.txt", b"%PDF-1.7 and so on"),
    }
    for key, data in nonsense.values():
        put(runner, key, data)
    put(runner, "a.json", upload(SANCTION))

    runner.drain()

    notes = list(deployed(runner).corpus.rejections())
    assert {note.reason: note.origin for note in notes} == {reason: key for reason, (key, _) in nonsense.items()}
    assert all(note.detail for note in notes)
    assert [stored.event.type for stored in events(runner)] == ["SANCTION"]
    assert [dead_letters(runner, f"{queue}DeadLettersUrl").peek() for queue in ("Inbox", "Corpus")] == [[], []]


def test_an_upload_beyond_the_limit_is_rejected_unread(runner: Runner) -> None:
    put(runner, "big.txt", b"x" * 20_000_001)

    runner.drain()

    assert [note.reason for note in deployed(runner).corpus.rejections()] == ["too_large"]


def test_redriven_messages_are_processed_again(runner: Runner) -> None:
    put(runner, "a.json", upload(SANCTION))
    runner.sources[0].poll()
    (body,) = waiting(runner, "CorpusQueueUrl")
    send(runner, "CorpusDeadLettersUrl", body)

    seen = dead_letters(runner, "CorpusDeadLettersUrl").peek()
    moved = dead_letters(runner, "CorpusDeadLettersUrl").redrive(runner.stack.outputs["CorpusQueueUrl"])
    runner.drain()

    assert (len(seen), moved) == (1, 1)
    assert len(events(runner)) == 1


def test_a_replay_of_the_corpus_changes_nothing_where_the_extractor_is_the_same(runner: Runner) -> None:
    put(runner, "a.json", upload(SANCTION))
    put(runner, "b.json", upload(CONSULT))
    runner.drain()
    before = table_state(runner)

    sent = request_extraction(
        deployed(runner).corpus.article_ids(),
        sqs=runner.client("sqs"),
        queue_url=runner.stack.outputs["CorpusQueueUrl"],
        bucket=runner.stack.outputs["CorpusBucketName"],
    )
    runner.drain()

    assert sent == 2
    assert table_state(runner) == before


def test_the_order_of_articles_does_not_change_the_events(runner: Runner) -> None:
    bodies = {name: upload(SANCTION, publisher=name, salt=FILLER) for name in ("AFP", "Kyodo", "Reuters")}
    for name, data in bodies.items():
        put(runner, f"{name}.json", data)
    runner.drain()
    first = [s.event for s in events(runner)]
    for name in bodies:
        delete(runner, f"{name}.json")
    runner.drain()

    for name, data in reversed(bodies.items()):
        put(runner, f"{name}.json", data)
    runner.drain()

    assert [s.event for s in events(runner)] == first
