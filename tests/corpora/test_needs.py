"""The labelled needs: every label is of the vocabulary and stands in its text."""

import json
from collections import Counter
from datetime import date
from importlib.resources import files
from typing import Any

import pytest

from matcher.domain.need import Comparator, Confidentiality
from matcher.domain.taxonomy import CooperationMode, Route
from matcher.service.taxonomy import load_taxonomy

FIELDS = {
    "indicators", "budget", "deadline", "region_code", "modes", "route", "pillar",
    "confidentiality", "contacts", "tried", "constraints",
}  # fmt: skip


@pytest.fixture(scope="module")
def needs() -> list[dict[str, Any]]:
    text = (files("corpora") / "needs" / "labelled.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_there_are_a_hundred_in_two_halves_and_three_groups(needs: list[dict[str, Any]]) -> None:
    assert len({need["id"] for need in needs}) == len({need["text"] for need in needs}) == 100
    assert Counter(need["group"] for need in needs) == {"everyday": 50, "formal": 25, "english": 25}
    assert {need["half"] for need in needs} == {"dev", "held"}
    assert all(set(need["labels"]) == FIELDS for need in needs)


def test_every_quote_stands_in_its_text(needs: list[dict[str, Any]]) -> None:
    for need in needs:
        labels = need["labels"]
        contacts = [contact["quote"] for contact in labels["contacts"]]
        for quote in (*labels["tried"], *labels["constraints"], *contacts):
            assert quote in need["text"], need["id"]


def test_every_code_is_of_its_vocabulary(needs: list[dict[str, Any]]) -> None:
    taxonomy = load_taxonomy(files("corpora") / "taxonomy")
    for need in needs:
        labels = need["labels"]
        assert labels["region_code"] in {"", *taxonomy.regions}, need["id"]
        assert labels["pillar"] in {"", *map(taxonomy.pillar_of, taxonomy.industries)}, need["id"]
        assert set(labels["modes"]) <= set(CooperationMode), need["id"]
        assert labels["route"] in set(Route), need["id"]
        assert labels["confidentiality"] in set(Confidentiality), need["id"]
        assert labels["deadline"] is None or date.fromisoformat(labels["deadline"]) > date(2026, 12, 1)


def test_every_range_goes_upwards(needs: list[dict[str, Any]]) -> None:
    for need in needs:
        budget = need["labels"]["budget"]
        assert budget is None or budget["low"] <= budget["high"], need["id"]
        for indicator in need["labels"]["indicators"]:
            assert indicator["comparator"] in set(Comparator), need["id"]
            assert indicator["upper"] is None or indicator["target"] < indicator["upper"], need["id"]
