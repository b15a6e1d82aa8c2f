"""Subscriptions to alerts: a queue of its own for each subscriber, with the subscriber's filter."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from demarche.errors import PermanentError
from demarche.models import EventType
from demarche.pipeline.ports import Subscription, Subscriptions
from demarche.storage.aws_errors import translated

RETENTION_SECONDS = "1209600"


def filter_policy(
    *,
    countries: list[str] | None = None,
    dyads: list[str] | None = None,
    types: list[EventType] | None = None,
    min_severity: int | None = None,
    conflict_only: bool = False,
) -> str:
    """Return the SNS filter policy (JSON) for the given wishes; all of them have to be met."""
    policy: dict[str, list[Any]] = {}
    for attribute, wanted in (("countries", countries), ("dyad", dyads), ("event_type", types)):
        if wanted:
            policy[attribute] = list(wanted)
    if min_severity is not None:
        policy["severity"] = [{"numeric": [">=", min_severity]}]
    if conflict_only:
        policy["quad_class"] = [{"numeric": [">=", 3]}]
    return json.dumps(policy)


def checked(policy: str) -> str:
    """Return ``policy`` if it is an object of lists, as SNS wants it; raises ``PermanentError`` if not."""
    try:
        parsed = json.loads(policy)
    except ValueError as error:
        raise PermanentError(f"Expected a filter policy in JSON, got {policy!r}: {error}.") from error
    if not isinstance(parsed, dict) or not all(isinstance(rules, list) for rules in parsed.values()):
        raise PermanentError(f'Expected a filter policy like {{"countries": ["FRA"]}}, got {policy!r}.')
    return policy


def subscribe(
    name: str,
    policy: str,
    *,
    sqs: Any,
    sns: Any,
    topic_arn: str,
    subscriptions: Subscriptions,
    prefix: str,
    now: datetime,
) -> Subscription:
    """Make a queue ``<prefix>-alerts-<name>`` with its dead-letter queue and subscribe it to the topic.

    Done twice it changes nothing but the filter.
    """
    with translated(f"subscribing {name}"):
        dead_url = sqs.create_queue(
            QueueName=f"{prefix}-alerts-{name}-dead",
            Attributes={"MessageRetentionPeriod": RETENTION_SECONDS, "SqsManagedSseEnabled": "true"},
        )["QueueUrl"]
        dead_arn = _arn(sqs, dead_url)
        redrive = json.dumps({"deadLetterTargetArn": dead_arn, "maxReceiveCount": 10})
        url = sqs.create_queue(
            QueueName=f"{prefix}-alerts-{name}",
            Attributes={
                "MessageRetentionPeriod": RETENTION_SECONDS,
                "SqsManagedSseEnabled": "true",
                "RedrivePolicy": redrive,
            },
        )["QueueUrl"]
        arn = _arn(sqs, url)
        for queue_url, queue_arn in ((url, arn), (dead_url, dead_arn)):
            attributes = {"Policy": _delivery_policy(queue_arn, topic_arn)}
            sqs.set_queue_attributes(QueueUrl=queue_url, Attributes=attributes)
        made = sns.subscribe(
            TopicArn=topic_arn,
            Protocol="sqs",
            Endpoint=arn,
            ReturnSubscriptionArn=True,
            Attributes={"RawMessageDelivery": "true"},
        )["SubscriptionArn"]
        # Set apart from the rest: subscribing again with other attributes is refused, setting them anew is not.
        for attribute, value in (
            ("FilterPolicy", policy),
            ("RedrivePolicy", json.dumps({"deadLetterTargetArn": dead_arn})),
        ):
            sns.set_subscription_attributes(SubscriptionArn=made, AttributeName=attribute, AttributeValue=value)
    subscription = Subscription(name=name, queue_url=url, subscription_arn=made, filter_policy=policy, created=now)
    subscriptions.add(subscription)
    return subscription


def unsubscribe(subscription: Subscription, *, sns: Any, subscriptions: Subscriptions) -> None:
    """End the subscription; the queues stay, with what is in them."""
    with translated(f"ending the subscription {subscription.name}"):
        sns.unsubscribe(SubscriptionArn=subscription.subscription_arn)
    subscriptions.remove(subscription.name)


def _arn(sqs: Any, url: str) -> str:
    arn: str = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    return arn


def _delivery_policy(queue_arn: str, topic_arn: str) -> str:
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "sns.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": queue_arn,
        "Condition": {"ArnEquals": {"aws:SourceArn": topic_arn}},
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})
