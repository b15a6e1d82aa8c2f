"""The environment of a function, parsed once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from pydantic import Field, ValidationError

from demarche.errors import PermanentError
from demarche.models import Value

PREFIX = "DEMARCHE_"
Settings = TypeVar("Settings", bound="FunctionSettings")


class FunctionSettings(Value):
    """What every function needs."""

    table: str = Field(min_length=1)
    dead_letter_queue_url: str = Field(min_length=1)


class IngestSettings(FunctionSettings):
    inbox_bucket: str = Field(min_length=1)
    corpus_bucket: str = Field(min_length=1)


class ExtractSettings(FunctionSettings):
    corpus_bucket: str = Field(min_length=1)
    extractor: str = Field(default="demarche.extraction:load_extractor", pattern=r"^[\w.]+:\w+$")
    """Who makes the extractor: ``module:function``. Another one can be put in without touching the pipeline."""


class AlertSettings(FunctionSettings):
    alert_topic_arn: str = Field(min_length=1)


def parse(kind: type[Settings], environment: Mapping[str, str]) -> Settings:
    """Return the settings; raises ``PermanentError`` that names each missing variable."""
    values = {
        name: environment[PREFIX + name.upper()] for name in kind.model_fields if PREFIX + name.upper() in environment
    }
    try:
        return kind(**values)
    except ValidationError as error:
        names = ", ".join(PREFIX + str(problem["loc"][0]).upper() for problem in error.errors())
        raise PermanentError(
            f"Expected the environment variables {names}, found them missing or empty; template.yaml sets them."
        ) from error
