"""What the local runner can't do it says, with the file and the remedy."""

from __future__ import annotations

import pytest

from demarche.errors import UnsupportedTemplate
from demarche.local.filters import matches


def test_a_filter_of_exact_values_passes_and_holds_back() -> None:
    criteria = {"Filters": [{"Pattern": '{"eventName": ["INSERT"]}'}]}
    assert matches({"eventName": "INSERT"}, criteria)
    assert not matches({"eventName": "REMOVE"}, criteria)


def test_a_filter_rule_beyond_exact_values_is_refused_by_name() -> None:
    criteria = {"Filters": [{"Pattern": '{"severity": [{"numeric": [">", 5]}]}'}]}
    with pytest.raises(UnsupportedTemplate, match=r"template\.yaml: .*numeric.*filters\.py"):
        matches({"severity": 6}, criteria)
