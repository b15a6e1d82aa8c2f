"""``demarche up``, ``demo``, ``put``, ``events``, ``alerts``, ``subscribe``, ``redrive``, ``replay``: the pipeline.

All but the first two work against a running pipeline: the local one of ``demarche up``, or a stack on AWS.
"""

from __future__ import annotations

import contextlib
import importlib.resources
import io
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast, get_args

import typer

from demarche.cli.extract import Tally, event_record
from demarche.models import ArticleId, Event, EventType

if TYPE_CHECKING:
    from demarche.local.runner import Runner
    from demarche.messaging.cloudevents import CloudEvent
    from demarche.storage.deployment import Deployment

DATE = r"YYYY[-MM[-DD]]"
SAMPLE_KINDS = (".txt", ".json", ".html", ".jsonl", ".eml")
DEMO_SUBSCRIBER = "demo"
ALERT_SIDE_COLUMNS = 30
"""So that an alert fits a line of a wide terminal."""

Stack = Annotated[str, typer.Option("--stack", metavar="NAME", help="A stack on AWS instead of the local pipeline.")]
Endpoint = Annotated[
    str, typer.Option("--endpoint-url", metavar="URL", help="Endpoint of a local pipeline; found by itself as a rule.")
]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Show the functions' logs on standard error.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON array.")]
Jsonl = Annotated[bool, typer.Option("--jsonl", help="One JSON object a line.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to ``app``."""
    for command in (up, demo, put, events, alerts, subscribe, redrive, replay):
        app.command()(command)


def tell(message: str) -> None:
    """Progress: to standard error."""
    typer.echo(message, err=True)


# ------------------------------------------------------------------------------------------------- local pipeline


def up(
    port: Annotated[int, typer.Option(help="Port of the local endpoint, 0 for a free one.", min=0, max=65535)] = 0,
    verbose: Verbose = False,
) -> None:
    """Run the whole pipeline on this machine until Ctrl-C: S3, SQS, DynamoDB and SNS on 127.0.0.1."""
    from demarche.local.runner import running
    from demarche.storage import deployment

    tell("starting the pipeline of template.yaml")
    with running(port=port, log=sys.stderr if verbose else io.StringIO()) as runner:
        for name, value in runner.variables.items():
            typer.echo(f"export {name}={value}")
        for name, value in runner.stack.outputs.items():
            typer.echo(f"# {name}: {value}")
        deployment.save_endpoint(runner.variables["AWS_ENDPOINT_URL"])
        tell("running; try `demarche put FILE` and `demarche events` in another terminal, stop with Ctrl-C")
        for number in (signal.SIGINT, signal.SIGTERM):
            # A started batch is finished first, so that no message is left half done.
            signal.signal(number, lambda *_: runner.stop())
        try:
            runner.run()
        finally:
            deployment.forget_endpoint()
        tell("stopped")


def demo(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE", help="Articles; sample articles if there are none.")
    ] = None,
    verbose: Verbose = False,
) -> None:
    """Start the pipeline, drop in articles, show the events and the alerts that come out, and stop.

    A subscriber to conflict (quad classes 3 and 4) reads the alerts. Exit code 3 means that some articles failed.
    """
    from demarche.local.runner import running

    tally = Tally()
    uploads = list(_uploads(files, tally))
    if not uploads:
        tally.leave()
    begin = time.monotonic()
    tell("starting the pipeline of template.yaml")
    with running(log=sys.stderr if verbose else io.StringIO()) as runner:
        deployed = _deployment_of(runner)
        queue_url = _subscribe(deployed, DEMO_SUBSCRIBER, conflict_only=True)
        for number, (key, data) in enumerate(uploads, start=1):
            deployed.put(key, data)
            runner.drain()
            tell(f"[{number}/{len(uploads)}] {key}")
        found = [stored.event for stored in deployed.events.find(_query(limit=1000))]
        typer.echo("Events, newest first\n")
        _show_events(found, as_json=False, jsonl=False)
        told = _show_demo_alerts(deployed, queue_url)
        failed = tally.failed + _show_failures(deployed)
    seconds = time.monotonic() - begin
    counts = [_count(len(uploads), "upload"), _count(len(found), "event"), _count(told, "alert")]
    typer.echo(f"\n{', '.join(counts)}, {failed} failed, in {seconds:.0f} seconds")
    raise typer.Exit(3 if failed else 0)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _uploads(files: list[Path] | None, tally: Tally) -> Iterator[tuple[str, bytes]]:
    """Yield key and bytes of each file, or of the samples; a file that can't be read is told as failed."""
    for file in files or ():
        try:
            yield file.name, file.read_bytes()
        except OSError as error:
            tally.fail(str(file), error.strerror or error)
    if files:
        return
    samples = importlib.resources.files("demarche.samples")
    for sample in sorted(samples.iterdir(), key=lambda s: s.name):
        if sample.name.endswith(SAMPLE_KINDS):
            yield sample.name, sample.read_bytes()


def _deployment_of(runner: Runner) -> Deployment:
    from demarche.storage.deployment import Deployment

    return Deployment(client=runner.client, outputs=runner.stack.outputs, name=runner.stack.name)


def _show_demo_alerts(deployed: Deployment, queue_url: str) -> int:
    """Print the alerts of the demo's subscriber, oldest event first; return how many."""
    from demarche.messaging.queues import read_alerts

    found = sorted(read_alerts(deployed.client("sqs"), queue_url), key=lambda alert: alert.data.event.date or "")
    typer.echo("Alerts to a subscriber of conflict (quad classes 3 and 4)\n")
    for alert in found:
        typer.echo(_alert_line(alert))
    if not found:
        typer.echo("no alerts")
    return len(found)


def _show_failures(deployed: Deployment) -> int:
    """Print what went to the quarantine and to the dead-letter queues, and why; return how many."""
    from demarche.storage.deployment import FAILURES

    lines = [f"{note.origin}: {note.reason}: {note.detail}" for note in deployed.corpus.rejections()]
    for queue, output in FAILURES.items():
        letters = _dead_letters(deployed, output).peek()
        lines += [f"dead letter of {queue}: {x.reason or _reason_on_record(deployed, x.body)}" for x in letters]
    if lines:
        typer.echo("\nNot processed, and why\n")
    for line in lines:
        typer.echo(line)
    return len(lines)


def _reason_on_record(deployed: Deployment, body: str) -> str:
    """What the table knows of the article that a dead letter is about."""
    from demarche.errors import PermanentError
    from demarche.messaging.notifications import changed_keys
    from demarche.storage.buckets import article_id_of

    try:
        records = [deployed.articles.article(article_id_of(key)) for key in changed_keys(body)]
    except PermanentError as error:
        return str(error)
    return "; ".join(f"{r.origin}: {r.reason}" for r in records if r) or "no reason known; see the function's log"


# ------------------------------------------------------------------------------------------------- any pipeline


def put(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Articles to upload, - for standard input.")],
    prefix: Annotated[str, typer.Option(help="Put before the names of the files, e.g. reuters/.")] = "",
    stack: Stack = "",
    endpoint_url: Endpoint = "",
) -> None:
    """Upload articles to the inbox. Prints the key of each."""
    deployed, tally = _deployed(stack, endpoint_url), Tally()
    for file in files:
        try:
            name, data = ("stdin.txt", sys.stdin.buffer.read()) if str(file) == "-" else (file.name, file.read_bytes())
        except OSError as error:
            tally.fail(str(file), error.strerror or error)
            continue
        deployed.put(prefix + name, data)
        typer.echo(prefix + name)
        tally.done += 1
    tally.leave()


def events(
    country: Annotated[str, typer.Option(help="ISO 3166 code, e.g. FRA.")] = "",
    dyad: Annotated[str, typer.Option(help="Two countries, e.g. RUS-USA.")] = "",
    event_type: Annotated[str, typer.Option("--type", help="PLOVER type, e.g. SANCTION.")] = "",
    since: Annotated[str, typer.Option(metavar=DATE, help="Earliest day of the event.")] = "",
    until: Annotated[str, typer.Option(metavar=DATE, help="Latest day of the event.")] = "",
    limit: Annotated[int, typer.Option(help="At most so many.", min=1)] = 100,
    as_json: Json = False,
    jsonl: Jsonl = False,
    stack: Stack = "",
    endpoint_url: Endpoint = "",
) -> None:
    """List events, newest first."""
    query = _query(country=country, dyad=dyad, event_type=event_type, since=since, until=until, limit=limit)
    found = _deployed(stack, endpoint_url).events.find(query)
    _show_events([stored.event for stored in found], as_json=as_json, jsonl=jsonl)


def alerts(
    name: Annotated[str, typer.Option("--name", help="Subscription to read; that of the stack if none is named.")] = "",
    follow: Annotated[bool, typer.Option("--follow", "-f", help="Wait for more until Ctrl-C.")] = False,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Whole CloudEvents, one JSON object a line.")] = False,
    stack: Stack = "",
    endpoint_url: Endpoint = "",
) -> None:
    """Read alerts from a queue; what is read is gone from it."""
    from demarche.messaging.queues import read_alerts

    deployed = _deployed(stack, endpoint_url)
    queue_url = _queue_of(deployed, name)
    with contextlib.suppress(KeyboardInterrupt):
        while True:
            for alert in read_alerts(deployed.client("sqs"), queue_url, wait_seconds=10 if follow else 0):
                typer.echo(alert.model_dump_json() if jsonl else _alert_line(alert))
            if not follow:
                return


def subscribe(
    name: Annotated[
        str, typer.Argument(help="Name of the subscription: letters, digits, hyphens.", show_default=False)
    ],
    filter_policy: Annotated[
        str, typer.Option("--filter", metavar="JSON", help="SNS filter policy on the alert's attributes.")
    ] = "",
    country: Annotated[list[str] | None, typer.Option(help="ISO 3166 code; may be repeated.")] = None,
    dyad: Annotated[list[str] | None, typer.Option(help="Two countries, e.g. RUS-USA; may be repeated.")] = None,
    event_type: Annotated[list[str] | None, typer.Option("--type", help="PLOVER type; may be repeated.")] = None,
    min_severity: Annotated[int | None, typer.Option(help="Least severity.", min=0, max=100)] = None,
    conflict: Annotated[bool, typer.Option("--conflict", help="Only verbal and material conflict.")] = False,
    remove: Annotated[bool, typer.Option("--remove", help="End the subscription of this name.")] = False,
    stack: Stack = "",
    endpoint_url: Endpoint = "",
) -> None:
    """Make a queue that gets the alerts one wants; `demarche alerts --name NAME` reads it."""
    if not name.replace("-", "").isalnum() or len(name) > 40:
        raise typer.BadParameter(f"expected up to 40 letters, digits and hyphens, got {name!r}", param_hint="NAME")
    deployed = _deployed(stack, endpoint_url)
    if remove:
        _unsubscribe(deployed, name)
        return
    for code in event_type or ():
        _event_type(code)
    wishes: dict[str, Any] = {
        "countries": _upper(country), "dyads": [_dyad(d) for d in dyad or ()], "types": _upper(event_type),
        "min_severity": min_severity, "conflict_only": conflict,
    }  # fmt: skip
    if filter_policy and any(wishes.values()):
        raise typer.BadParameter("expected --filter or the other conditions, got both", param_hint="--filter")
    typer.echo(_subscribe(deployed, name, filter_policy=filter_policy, **wishes))


def redrive(
    queue: Annotated[str, typer.Argument(help="inbox (ingest's failures) or corpus (extract's).", show_default=False)],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show the messages and why they failed; move none.")
    ] = False,
    stack: Stack = "",
    endpoint_url: Endpoint = "",
) -> None:
    """Send the messages of a dead-letter queue back to be processed again."""
    from demarche.storage.deployment import FAILURES, SOURCES

    if queue not in SOURCES:
        raise typer.BadParameter(f"expected one of {', '.join(SOURCES)}, got {queue!r}", param_hint="QUEUE")
    deployed = _deployed(stack, endpoint_url)
    letters = _dead_letters(deployed, FAILURES[queue])
    if dry_run:
        for letter in letters.peek():
            typer.echo(letter.reason or _reason_on_record(deployed, letter.body))
        return
    typer.echo(f"{_count(letters.redrive(deployed.outputs[SOURCES[queue]]), 'message')} sent back to {queue}")


def replay(
    prefix: Annotated[str, typer.Option(help="Only articles whose id begins so.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Count the articles; extract none.")] = False,
    stack: Stack = "",
    endpoint_url: Endpoint = "",
) -> None:
    """Extract the articles of the corpus again, as after a new version of the model."""
    from demarche.messaging.replaying import request_extraction

    deployed = _deployed(stack, endpoint_url)
    article_ids = deployed.corpus.article_ids(prefix)
    if dry_run:
        typer.echo(f"{_count(sum(1 for _ in article_ids), 'article')} to be extracted again")
        return
    sent = request_extraction(
        cast("Iterable[ArticleId]", article_ids),
        sqs=deployed.client("sqs"),
        queue_url=deployed.outputs["CorpusQueueUrl"],
        bucket=deployed.outputs["CorpusBucketName"],
    )
    typer.echo(f"{_count(sent, 'article')} on the way to be extracted again")


# ------------------------------------------------------------------------------------------------- shared


def _deployed(stack: str, endpoint_url: str) -> Deployment:
    """Find the pipeline: a stack on AWS if named, else the local endpoint from option, environment or `up`."""
    from demarche.storage import deployment

    if stack:
        return deployment.find(_aws_clients(), stack)
    from demarche.local.runner import client_factory

    url = endpoint_url or os.environ.get("AWS_ENDPOINT_URL") or deployment.saved_endpoint()
    if not url:
        raise typer.BadParameter("expected a running `demarche up`, or --endpoint-url, or --stack; found none of them")
    return deployment.find(client_factory(url), deployment.LOCAL_STACK)


def _aws_clients() -> Callable[[str], Any]:
    import boto3

    session = boto3.session.Session()
    return lambda service: session.client(cast("Any", service))


def _dead_letters(deployed: Deployment, output: str) -> Any:
    from demarche.messaging.queues import DeadLetters

    return DeadLetters(deployed.client("sqs"), deployed.outputs[output])


def _query(
    *, country: str = "", dyad: str = "", event_type: str = "", since: str = "", until: str = "", limit: int = 100
) -> Any:
    from demarche.pipeline.ports import EventQuery

    return EventQuery(
        country=country.upper() or None,
        dyad=_dyad(dyad) if dyad else None,
        type=_event_type(event_type) if event_type else None,
        since=_date(since, "--since"),
        until=_date(until, "--until"),
        limit=limit,
    )


def _event_type(value: str) -> EventType:
    if value.upper() not in get_args(EventType):
        raise typer.BadParameter(f"expected one of {' '.join(get_args(EventType))}, got {value!r}", param_hint="--type")
    return cast("EventType", value.upper())


def _dyad(value: str) -> str:
    """A dyad has no order; it is written in that of the alphabet."""
    countries = sorted(value.upper().split("-"))
    if len(countries) != 2 or not all(len(code) == 3 for code in countries):
        raise typer.BadParameter(f"expected two country codes like RUS-USA, got {value!r}", param_hint="--dyad")
    return "-".join(countries)


def _date(value: str, option: str) -> str | None:
    if not value:
        return None
    for form in ("%Y", "%Y-%m", "%Y-%m-%d"):
        with contextlib.suppress(ValueError):
            return datetime.strptime(value, form).replace(tzinfo=UTC).strftime(form)
    raise typer.BadParameter(f"expected {DATE}, got {value!r}", param_hint=option)


def _upper(values: list[str] | None) -> list[str]:
    return [value.upper() for value in values or ()]


def _show_events(found: list[Event], *, as_json: bool, jsonl: bool) -> None:
    if as_json:
        typer.echo(json.dumps([event_record(event) for event in found], ensure_ascii=False, indent=2))
    elif jsonl:
        for event in found:
            typer.echo(json.dumps(event_record(event), ensure_ascii=False))
    elif not found:
        typer.echo("no events")
    else:
        from demarche.cli.render import show_listing

        show_listing(found)


def _alert_line(alert: CloudEvent) -> str:
    """One line: the day, what changed, who did what to whom, how severe."""
    from demarche.cli.render import shorten, side_of

    event = alert.data.event
    source, target = (shorten(side_of(side), ALERT_SIDE_COLUMNS) or "-" for side in (event.source, event.target))
    changed = f" ({', '.join(alert.data.what_changed)})" if alert.data.what_changed else ""
    day = (event.date or "undated").ljust(10)
    return f"{day}  {alert.data.change}{changed}  {source}  {event.type}  {target}  [severity {event.severity}]"


def _queue_of(deployed: Deployment, name: str) -> str:
    if not name:
        return deployed.outputs["AlertQueueUrl"]
    return str(_subscription(deployed, name).queue_url)


def _subscription(deployed: Deployment, name: str) -> Any:
    known = {subscription.name: subscription for subscription in deployed.subscriptions.all()}
    if name not in known:
        names = ", ".join(sorted(known)) or "none"
        raise typer.BadParameter(f"expected a subscription ({names}), got {name!r}; see `demarche subscribe`")
    return known[name]


def _subscribe(deployed: Deployment, name: str, *, filter_policy: str = "", **wishes: Any) -> str:
    """Make the subscription; return the URL of its queue."""
    from demarche.messaging import subscribing

    policy = subscribing.checked(filter_policy) if filter_policy else subscribing.filter_policy(**wishes)
    made = subscribing.subscribe(
        name,
        policy,
        sqs=deployed.client("sqs"),
        sns=deployed.client("sns"),
        topic_arn=deployed.outputs["AlertTopicArn"],
        subscriptions=deployed.subscriptions,
        prefix=deployed.name,
        now=datetime.now(UTC),
    )
    return made.queue_url


def _unsubscribe(deployed: Deployment, name: str) -> None:
    from demarche.messaging import subscribing

    subscribing.unsubscribe(
        _subscription(deployed, name), sns=deployed.client("sns"), subscriptions=deployed.subscriptions
    )
