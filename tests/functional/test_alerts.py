"""Alerts as a subscriber gets them, and what a crash around sending does."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from articles import CONSULT, SANCTION, article, mentions, upload
from driving import alerts, deployed, put

from demarche.errors import RetryableError
from demarche.events import build, event_id
from demarche.local.runner import Runner
from demarche.messaging.batches import process_stream
from demarche.messaging.subscribing import filter_policy, subscribe, unsubscribe
from demarche.models import Alert
from demarche.pipeline.alert import SendAlert
from demarche.pipeline.ports import StoredEvent
from demarche.storage.memory import MemoryLedger, MemoryPublisher

NOW = datetime(2026, 3, 4, tzinfo=UTC)


def stored(*, version: int = 1) -> StoredEvent:
    found = mentions(article(SANCTION))
    event = build(event_id(found[0]), found)
    return StoredEvent(event=event, version=version, state="live", changed=NOW, publishers=("Kyodo",), mention_count=1)


def queue_of(runner: Runner, name: str, policy: str) -> str:
    made = subscribe(
        name,
        policy,
        sqs=runner.client("sqs"),
        sns=runner.client("sns"),
        topic_arn=runner.stack.outputs["AlertTopicArn"],
        subscriptions=deployed(runner).subscriptions,
        prefix="demarche",
        now=NOW,
    )
    return made.queue_url


def received(runner: Runner, queue_url: str) -> list[str]:
    answer = runner.client("sqs").receive_message(QueueUrl=queue_url, MaxNumberOfMessages=10)
    return [json.loads(m["Body"])["data"]["event"]["type"] for m in answer.get("Messages", ())]


def test_an_alert_is_a_cloud_event_with_its_evidence(runner: Runner) -> None:
    put(runner, "a.json", upload(SANCTION))
    runner.drain()

    (alert,) = alerts(runner)

    assert (alert.specversion, alert.type, alert.subject) == ("1.0", "demarche.event.new", alert.data.event.event_id)
    assert alert.data.event.evidence == (SANCTION,)


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        (filter_policy(conflict_only=True), ["SANCTION"]),
        (filter_policy(countries=["JPN", "KEN"]), ["CONSULT"]),
        (filter_policy(dyads=["FRA-RUS"]), ["SANCTION"]),
        (filter_policy(types=["CONSULT"]), ["CONSULT"]),
        (filter_policy(min_severity=50), ["SANCTION"]),
        (filter_policy(countries=["FRA"], types=["CONSULT"]), []),
    ],
)
def test_a_subscriber_gets_only_what_the_filter_lets_through(runner: Runner, policy: str, expected: list[str]) -> None:
    queue_url = queue_of(runner, "desk", policy)

    put(runner, "a.json", upload(SANCTION, CONSULT))
    runner.drain()

    assert received(runner, queue_url) == expected


def test_subscribing_again_changes_the_filter_and_unsubscribing_ends_it(runner: Runner) -> None:
    queue_of(runner, "desk", filter_policy(types=["AID"]))
    queue_url = queue_of(runner, "desk", filter_policy(types=["SANCTION"]))
    put(runner, "a.json", upload(SANCTION))
    runner.drain()
    first = received(runner, queue_url)

    subscriptions = deployed(runner).subscriptions
    unsubscribe(subscriptions.all()[0], sns=runner.client("sns"), subscriptions=subscriptions)
    put(runner, "b.json", upload("Kenya SANCTION Japan on 2026-03-02."))
    runner.drain()

    assert first == ["SANCTION"]
    assert subscriptions.all() == []
    assert received(runner, queue_url) == []


class FailingOnce(MemoryPublisher):
    """A topic that is away for the first alert."""

    def publish(self, alert: Alert, *, message_id: str) -> None:
        if not self.published:
            self.published.append(("lost", alert))
            raise RetryableError("No answer from AWS; try again later.")
        super().publish(alert, message_id=message_id)


def test_an_alert_whose_sending_failed_is_sent_by_the_next_try() -> None:
    publisher = FailingOnce()
    send_alert = SendAlert(ledger=MemoryLedger(), publisher=publisher, clock=lambda: NOW)
    with pytest.raises(RetryableError):
        send_alert(None, stored())

    sent = send_alert(None, stored())

    assert sent is not None
    assert [key for key, _ in publisher.published[1:]] == [f"{sent.alert_id}.1"]


def test_an_alert_repeated_after_a_crash_has_the_same_id() -> None:
    publisher, ledger = MemoryPublisher(), MemoryLedger()
    send_alert = SendAlert(ledger=ledger, publisher=publisher, clock=lambda: NOW)
    send_alert(None, stored())
    ledger.sent.clear()  # The crash came after publishing, before confirming.

    send_alert(None, stored())

    first, second = publisher.published
    assert first == second


def test_a_stream_batch_stops_at_the_first_failure_so_that_order_holds() -> None:
    seen = []

    def handle(record: dict[str, object]) -> None:
        seen.append(record["n"])
        if record["n"] == 2:
            raise RetryableError("later")

    records = [{"n": n, "dynamodb": {"SequenceNumber": str(n)}} for n in (1, 2, 3)]
    answer = process_stream({"Records": records}, handle=handle, dead_letters=None)

    assert seen == [1, 2]
    assert answer == {"batchItemFailures": [{"itemIdentifier": "2"}]}
