"""AWS errors to ours, by code, never by text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from botocore.exceptions import ClientError, ConnectionError, HTTPClientError

from demarche.errors import DemarcheError, PermanentError, RetryableError
from demarche.pipeline.ports import Conflict

ERRORS: dict[str, type[DemarcheError]] = {
    "ConditionalCheckFailedException": Conflict,
    "TransactionCanceledException": Conflict,
    "TransactionConflictException": Conflict,
    "TransactionInProgressException": Conflict,
    "ProvisionedThroughputExceededException": RetryableError,
    "RequestLimitExceeded": RetryableError,
    "ThrottlingException": RetryableError,
    "Throttling": RetryableError,
    "Throttled": RetryableError,
    "TooManyRequestsException": RetryableError,
    "SlowDown": RetryableError,
    "RequestTimeout": RetryableError,
    "InternalServerError": RetryableError,
    "InternalError": RetryableError,
    "InternalFailure": RetryableError,
    "ServiceUnavailable": RetryableError,
    "KMSThrottling": RetryableError,
    "ConditionalRequestConflict": RetryableError,
    "ValidationException": PermanentError,
    "ItemCollectionSizeLimitExceededException": PermanentError,
    "InvalidParameter": PermanentError,
    "InvalidParameterValue": PermanentError,
    "EntityTooLarge": PermanentError,
    "KeyTooLongError": PermanentError,
}
"""Codes that are not here (AccessDenied, ResourceNotFoundException ...) are faults of the deployment: they pass as
they are, fail the message and end in the dead-letter queue."""

RETRYABLE_REASONS = frozenset({"None", "ConditionalCheckFailed", "TransactionConflict"})
THROTTLED_REASONS = frozenset({"ThrottlingError", "ProvisionedThroughputExceeded"})


@contextmanager
def translated(action: str) -> Iterator[None]:
    """Raise our errors for what AWS answers to ``action`` (for the message, e.g. "writing event 12ab")."""
    try:
        yield
    except (ConnectionError, HTTPClientError) as error:
        raise RetryableError(f"No answer from AWS while {action} ({type(error).__name__}); try again later.") from error
    except ClientError as error:
        kind = kind_of(error)
        if kind is None:
            raise
        raise kind(f"AWS answered {code_of(error)} while {action}.") from error


def code_of(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", ""))


def kind_of(error: ClientError) -> type[DemarcheError] | None:
    code = code_of(error)
    if code == "TransactionCanceledException":
        return _kind_of_cancellation(error.response)
    return ERRORS.get(code)


def _kind_of_cancellation(response: Any) -> type[DemarcheError]:
    codes = {reason.get("Code") or "None" for reason in response.get("CancellationReasons", [])}
    if codes <= RETRYABLE_REASONS:
        return Conflict
    if codes <= RETRYABLE_REASONS | THROTTLED_REASONS:
        return RetryableError
    return PermanentError
