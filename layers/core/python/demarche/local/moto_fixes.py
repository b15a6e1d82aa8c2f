"""Where moto differs from AWS in ways that the pipeline would notice.

Three differences are evened out, all found by experiment with moto 5.2:

- a transaction copies the whole table for each of its actions, takes no lock, and after a failure puts the
  copies in place, by which it loses what others wrote meanwhile and cuts off open readers of the stream;
- deleting an object of a versioned bucket tells nobody;
- mappings of queues and streams to functions are served by moto itself, in Docker. Here the runner serves them.
"""

from __future__ import annotations

import logging
import threading
import warnings
from typing import Any

_table_lock = threading.RLock()


def apply() -> None:
    """Even out the differences in this process; calling it again changes nothing."""
    from moto.dynamodb.models import DynamoDBBackend
    from moto.s3.models import S3Backend

    # Policies and alarms have nothing to do here; subscriptions are added by hand.
    warnings.filterwarnings("ignore", message=".*not supported by moto's CloudFormation.*")
    logging.getLogger("moto").setLevel(logging.ERROR)
    DynamoDBBackend.transact_write_items = transact_write_items  # type: ignore[method-assign,assignment]
    if S3Backend.delete_object.__name__ != "delete_object_and_tell":
        S3Backend.delete_object = _telling(S3Backend.delete_object)  # type: ignore[method-assign]


def transact_write_items(backend: Any, transact_items: list[dict[str, Any]]) -> None:
    """Check all conditions against the state before, then write all: nothing has ever to be taken back."""
    from moto.dynamodb.exceptions import TooManyTransactionsException, TransactionCanceledException

    if len(transact_items) > 100:
        raise TooManyTransactionsException
    actions = [next(iter(item.items())) for item in transact_items]
    with _table_lock:
        _refuse_repeated_items(backend, actions)
        reasons = [_reason(backend, kind, action) for kind, action in actions]
        if any(code for code, _, _ in reasons):
            raise TransactionCanceledException(reasons)
        for kind, action in actions:
            _write(backend, kind, action)


def _refuse_repeated_items(backend: Any, actions: list[tuple[str, dict[str, Any]]]) -> None:
    from moto.dynamodb.exceptions import MultipleTransactionsException

    seen = [(action["TableName"], str(sorted(_key(backend, kind, action).items()))) for kind, action in actions]
    if len(set(seen)) < len(seen):
        raise MultipleTransactionsException


def _key(backend: Any, kind: str, action: dict[str, Any]) -> dict[str, Any]:
    if kind != "Put":
        key: dict[str, Any] = action["Key"]
        return key
    table = backend.get_table(action["TableName"])
    names = (name for name in (table.hash_key_attr, table.range_key_attr) if name)
    return {name: action["Item"][name] for name in names}


def _reason(backend: Any, kind: str, action: dict[str, Any]) -> tuple[str | None, str | None, Any]:
    from moto.dynamodb.comparisons import get_filter_expression

    expression = action.get("ConditionExpression")
    if expression is None:
        return None, None, None
    current = backend.get_item(action["TableName"], _key(backend, kind, action))
    condition = get_filter_expression(
        expression, action.get("ExpressionAttributeNames"), action.get("ExpressionAttributeValues")
    )
    if condition.expr(current or _nothing()):
        return None, None, None
    return "ConditionalCheckFailed", "The conditional request failed", None


def _nothing() -> Any:
    from moto.dynamodb.models.dynamo_type import Item

    nothing: Any = None
    return Item(hash_key=nothing, range_key=nothing, attrs={})


def _write(backend: Any, kind: str, action: dict[str, Any]) -> None:
    table = action["TableName"]
    if kind == "Put":
        backend.put_item(table, action["Item"])
    elif kind == "Delete":
        backend.delete_item(table, action["Key"])
    elif kind == "Update":
        backend.update_item(
            table,
            action["Key"],
            update_expression=action["UpdateExpression"],
            expression_attribute_names=action.get("ExpressionAttributeNames"),
            expression_attribute_values=action.get("ExpressionAttributeValues"),
        )


def _telling(delete_object: Any) -> Any:
    from moto.s3 import notifications
    from moto.s3.models import FakeDeleteMarker

    def delete_object_and_tell(
        backend: Any, bucket_name: str, key_name: str, version_id: str | None = None, bypass: bool = False
    ) -> Any:
        bucket = backend.get_bucket(bucket_name)
        before = bucket.keys.get(key_name)
        answer = delete_object(backend, bucket_name, key_name, version_id=version_id, bypass=bypass)
        was_there = before is not None and not isinstance(before, FakeDeleteMarker)
        if bucket.is_versioned and version_id is None and was_there:
            event = notifications.S3NotificationEvent.OBJECT_REMOVED_DELETE_MARKER_CREATED_EVENT
            notifications.send_event(backend.account_id, event, bucket, before)
        return answer

    return delete_object_and_tell


def stop_own_delivery(account: str, region: str) -> None:
    """Take the mappings from moto's queues and tables; the Lambda API goes on listing them."""
    from moto.dynamodb.models import dynamodb_backends
    from moto.sqs.models import sqs_backends

    for table in dynamodb_backends[account][region].tables.values():
        table.lambda_event_source_mappings.clear()
    for queue in sqs_backends[account][region].queues.values():
        queue.lambda_event_source_mappings.clear()
