"""Filter criteria of event source mappings, as far as the template uses them: exact values at any depth."""

from __future__ import annotations

import json
from typing import Any


def matches(record: dict[str, Any], criteria: dict[str, Any] | None) -> bool:
    """Tell whether ``record`` passes one of the filters; without any, all pass."""
    filters = (criteria or {}).get("Filters", ())
    return not filters or any(_fits(json.loads(f["Pattern"]), record) for f in filters)


def _fits(pattern: Any, value: Any) -> bool:
    if isinstance(pattern, list):
        return any(_is_value(rule, value) for rule in pattern)
    return isinstance(value, dict) and all(name in value and _fits(rule, value[name]) for name, rule in pattern.items())


def _is_value(rule: Any, value: Any) -> bool:
    if isinstance(rule, dict):
        raise NotImplementedError(f"The local runner knows exact values in filter patterns only, not {rule}.")
    return bool(rule == value)
