"""Filter criteria of event source mappings, as far as the template uses them: exact values at any depth."""

from __future__ import annotations

import json
from typing import Any

from demarche.errors import UnsupportedTemplate


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
        raise UnsupportedTemplate(
            f"template.yaml: the local runner expects exact values in filter patterns, got {rule}; "
            "write out the values, or teach it the rule in demarche/local/filters.py"
        )
    return bool(rule == value)
