"""Settings: defaults, and one sentence for each wrong value."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import OFFICIAL_BOT_API, read_settings
from matcher.errors import SettingError

NAMES = (
    "HOST",
    "PORT",
    "PUBLIC_URL",
    "TELEGRAM_TOKEN",
    "TELEGRAM_BASE_URL",
    "TELEGRAM_WEBHOOK_SECRET",
    "SECRET",
    "TIMEZONE",
)


def test_nothing_needs_to_be_set() -> None:
    settings = read_settings({})
    assert (settings.host, settings.port) == ("127.0.0.1", 8080)
    assert settings.home == Path("var")
    assert settings.telegram_base_url == OFFICIAL_BOT_API
    assert settings.timezone.key == "Asia/Shanghai"
    assert not settings.uses_webhook


def test_blank_values_are_no_values() -> None:
    assert read_settings({"QIANXIAN_PORT": " ", "QIANXIAN_TIMEZONE": ""}) == read_settings({})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "http"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "８０８０"),
        ("HOST", "my host"),
        ("PUBLIC_URL", "example.cn"),
        ("PUBLIC_URL", "ftp://example.cn"),
        ("PUBLIC_URL", "https://"),
        ("PUBLIC_URL", "http://[x"),
        ("TELEGRAM_TOKEN", "abc"),
        ("TELEGRAM_BASE_URL", "localhost:9000"),
        ("TELEGRAM_WEBHOOK_SECRET", "short"),
        ("TELEGRAM_WEBHOOK_SECRET", "with spaces in it"),
        ("SECRET", "short"),
        ("TIMEZONE", "Mars/Base"),
        ("TIMEZONE", "../../etc/passwd"),
    ],
)
def test_a_wrong_value_names_its_setting(name: str, value: str) -> None:
    with pytest.raises(SettingError, match=f"QIANXIAN_{name}"):
        read_settings({f"QIANXIAN_{name}": value})


def test_no_secret_is_repeated() -> None:
    environ = {
        "QIANXIAN_TELEGRAM_TOKEN": "1:tokentoken",
        "QIANXIAN_TELEGRAM_WEBHOOK_SECRET": "hookhookhook",
        "QIANXIAN_SECRET": "cookiecookiecookie",
    }
    text = repr(read_settings(environ))
    assert not any(value in text for value in environ.values())
    with pytest.raises(SettingError) as caught:
        read_settings({"QIANXIAN_TELEGRAM_TOKEN": "mistyped-token"})
    assert "mistyped-token" not in str(caught.value)


@given(st.dictionaries(st.sampled_from([f"QIANXIAN_{name}" for name in NAMES]), st.text(max_size=20)))
def test_any_text_is_a_setting_or_a_sentence(environ: dict[str, str]) -> None:
    sentence = ""
    try:
        read_settings(environ)
    except SettingError as error:
        sentence = str(error)
    assert not sentence or "QIANXIAN_" in sentence
