"""Looking profiles up and revoking providers."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from matcher.domain.profile_row import ProfileRow
from matcher.domain.provider import is_eligible
from matcher.domain.taxonomy import CapabilityKind, ProviderKind
from matcher.errors import NotFoundError
from matcher.service.profiles import (
    delete_capabilities,
    get_capabilities,
    get_capability,
    list_providers,
    revoke_provider,
)
from matcher.store import Store, open_store

TODAY = date(2026, 11, 24)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'qianxian.db'}") as opened:
        with opened.begin() as unit:
            unit.capabilities.upsert_many(
                [
                    ProfileRow(
                        "东华大学", ProviderKind.RESEARCH, "一", CapabilityKind.RESULT, external_id="1"
                    ),
                    ProfileRow(
                        "东华大学", ProviderKind.RESEARCH, "二", CapabilityKind.RESULT, external_id="2"
                    ),
                    ProfileRow(
                        "某公司", ProviderKind.ENTERPRISE, "三", CapabilityKind.RESULT, external_id="3"
                    ),
                ],
                TODAY,
            )
        yield opened


def test_capabilities_are_found_by_id(store: Store) -> None:
    assert get_capability(store, 1).title == "一"
    assert [capability.title for capability in get_capabilities(store, [3, 99, 1]).values()] == ["三", "一"]
    with pytest.raises(NotFoundError):
        get_capability(store, 99)


def test_a_revoked_providers_capabilities_are_no_longer_eligible(store: Store) -> None:
    university = list_providers(store)[0]
    assert revoke_provider(store, university.id, TODAY) == [1, 2]
    assert [is_eligible(get_capability(store, id), TODAY) for id in (1, 2, 3)] == [False, False, True]
    with store.read() as unit:
        assert [row.revoked for row in unit.capabilities.eligibility_rows()] == [True, True, False]
    assert revoke_provider(store, university.id, TODAY) == []


def test_revoking_an_unknown_provider_says_so(store: Store) -> None:
    with pytest.raises(NotFoundError, match="99"):
        revoke_provider(store, 99, TODAY)


def test_deleted_capabilities_are_gone(store: Store) -> None:
    assert delete_capabilities(store, [1, 99]) == 1
    assert list(get_capabilities(store, [1, 2])) == [2]
