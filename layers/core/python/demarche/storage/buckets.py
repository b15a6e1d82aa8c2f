"""The S3 buckets as inbox and corpus."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from botocore.exceptions import ClientError
from pydantic import ValidationError

from demarche.errors import PermanentError
from demarche.models import Article, ArticleId, RejectedArticle
from demarche.pipeline.ports import RejectionId, Upload
from demarche.storage.aws_errors import code_of, translated

ARTICLES = "articles/"
QUARANTINE = "quarantine/"
MISSING = frozenset({"NoSuchKey", "404"})


class S3Inbox:
    """``Inbox`` on a bucket."""

    def __init__(self, client: Any, bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def read(self, key: str, *, max_bytes: int) -> Upload | None:
        answer = _get(self._client, self._bucket, key)
        if answer is None:
            return None
        size = int(answer["ContentLength"])
        with translated(f"reading upload {key}"), answer["Body"] as body:
            data = None if size > max_bytes else body.read(max_bytes + 1)
        return Upload(key=key, size=size, data=data, metadata=_metadata(answer))


class S3Corpus:
    """``Corpus`` on a bucket: articles and, beside them, the notes on what was rejected."""

    def __init__(self, client: Any, bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def put(self, article: Article, *, replace: bool) -> bool:
        condition = {} if replace else {"IfNoneMatch": "*"}
        try:
            self._put(f"{ARTICLES}{article.article_id}.json", canonical_bytes(article), **condition)
        except ClientError as error:
            if code_of(error) != "PreconditionFailed":
                raise
            return False
        return True

    def get(self, article_id: ArticleId) -> Article | None:
        answer = _get(self._client, self._bucket, f"{ARTICLES}{article_id}.json")
        if answer is None:
            return None
        with translated(f"reading article {article_id}"), answer["Body"] as body:
            data = body.read()
        try:
            return Article.model_validate_json(data)
        except ValidationError as error:
            raise PermanentError(
                f"Expected a canonical article in {ARTICLES}{article_id}.json, got {error.error_count()} wrong fields; "
                "upload the article again."
            ) from error

    def delete(self, article_id: ArticleId) -> None:
        self._delete(f"{ARTICLES}{article_id}.json")

    def quarantine(self, rejection_id: RejectionId, rejected: RejectedArticle) -> None:
        self._put(f"{QUARANTINE}{rejection_id}.json", rejected.model_dump_json(indent=1).encode())

    def release(self, rejection_id: RejectionId) -> None:
        self._delete(f"{QUARANTINE}{rejection_id}.json")

    def article_ids(self, prefix: str = "") -> Iterator[ArticleId]:
        for key in self._keys(ARTICLES + prefix):
            yield ArticleId(key.removeprefix(ARTICLES).removesuffix(".json"))

    def rejections(self) -> Iterator[RejectedArticle]:
        for key in self._keys(QUARANTINE):
            answer = _get(self._client, self._bucket, key)
            if answer is not None:
                yield RejectedArticle.model_validate_json(answer["Body"].read())

    def _put(self, key: str, data: bytes, **condition: str) -> None:
        with translated(f"writing {key}"):
            self._client.put_object(
                Bucket=self._bucket, Key=key, Body=data, ContentType="application/json", **condition
            )

    def _delete(self, key: str) -> None:
        with translated(f"deleting {key}"):
            self._client.delete_object(Bucket=self._bucket, Key=key)

    def _keys(self, prefix: str) -> Iterator[str]:
        pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=prefix)
        for page in pages:
            yield from (entry["Key"] for entry in page.get("Contents", ()))


def canonical_bytes(article: Article) -> bytes:
    """The same article always gives the same bytes: fields in the order of the model, no white space, UTF-8."""
    return article.model_dump_json().encode()


def article_id_of(key: str) -> ArticleId:
    """Return the id in the key of a corpus object; raises ``PermanentError`` for any other key."""
    name = key.removeprefix(ARTICLES)
    if name == key or "/" in name or not name.endswith(".json"):
        raise PermanentError(f"Expected a key like {ARTICLES}<article_id>.json, got {key!r}; only ingest writes there.")
    return ArticleId(name.removesuffix(".json"))


def _get(client: Any, bucket: str, key: str) -> Any:
    try:
        with translated(f"reading {key}"):
            return client.get_object(Bucket=bucket, Key=key)
    except ClientError as error:
        if code_of(error) not in MISSING:
            raise
        return None


def _metadata(answer: Any) -> dict[str, str]:
    """User metadata, and what the upload says of its kind, which S3 keeps apart."""
    found = dict(answer.get("Metadata", {}))
    for header, name in (("ContentType", "content-type"), ("ContentEncoding", "content-encoding")):
        if answer.get(header):
            found.setdefault(name, answer[header])
    return found
