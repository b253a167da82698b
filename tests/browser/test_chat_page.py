"""The chat page as an owner's thumb finds it."""

from collections.abc import Callable
from typing import Any

import pytest

By = pytest.importorskip("selenium.webdriver.common.by", reason="selenium is not installed").By
Keys = pytest.importorskip("selenium.webdriver.common.keys").Keys
Wait = pytest.importorskip("selenium.webdriver.support.wait").WebDriverWait

SIZES = ((390, 844), (360, 780))
NEED = "压铸件加工完总是露出气孔，打压就漏，气孔率要降到2%以下"

Browser = Any  # selenium is an optional tool of the tests
Open = Callable[[tuple[int, int], bool], Browser]
Picture = Callable[[Browser, str], None]


def say(browser: Browser, text: str, *, enter: bool = False) -> None:
    box = browser.find_element(By.ID, "text")
    box.send_keys(text)
    if enter:
        box.send_keys(Keys.ENTER)
    else:
        browser.find_element(By.CSS_SELECTOR, ".send").click()


def tap(browser: Browser, label: str) -> None:
    for button in browser.find_elements(By.CSS_SELECTOR, "#latest button"):
        if label in (button.get_attribute("aria-label") or button.text):
            browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", button)
            button.click()
            return
    raise AssertionError(f"no button {label}")


def await_text(browser: Browser, text: str) -> None:
    Wait(browser, 5).until(lambda _: text in latest(browser))


def latest(browser: Browser) -> str:
    try:
        return str(browser.find_element(By.ID, "latest").text)
    except Exception:  # the page is being exchanged
        return ""


def findings(browser: Browser) -> list[str]:
    """Small targets, missing names, sideways scrolling: what a thumb or a screen reader stumbles over."""
    found: list[str] = browser.execute_script(
        """
        const found = [];
        if (document.documentElement.scrollWidth > innerWidth) found.push("scrolls sideways");
        for (const one of document.querySelectorAll("button, textarea, summary")) {
          const box = one.getBoundingClientRect();
          if (box.width && (box.height < 44 || box.width < 44)) found.push(`small: ${one.outerHTML}`);
          const label = (one.labels || [])[0]?.textContent;
          const name = one.getAttribute("aria-label") || one.textContent || label;
          if (!name.trim()) found.push(`nameless: ${one.outerHTML}`);
        }
        const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
        if (new Set(ids).size !== ids.length) found.push("an id twice");
        if (!document.documentElement.lang) found.push("no language");
        return found;
        """
    )
    return found


CONTRASTS = """
  const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
  const linear = (c) => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => [r, g, b].map(linear)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (one) => {
    for (; one; one = one.parentElement) {
      const colour = rgb(getComputedStyle(one).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const found = [];
  for (const one of document.querySelectorAll("body *")) {
    const text = [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!text || !one.getClientRects().length || one.closest("script, .unseen")) continue;
    const [a, b] = [light(rgb(getComputedStyle(one).color)), light(behind(one))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) found.push(`${ratio.toFixed(2)} ${one.className} ${one.textContent.slice(0, 20)}`);
  }
  return found;
"""


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_from_a_worry_to_a_match_and_back(
    open_browser: Open, address: str, keep_picture: Picture, size: tuple[int, int], javascript: bool
) -> None:
    browser = open_browser(size, javascript)
    name = f"{size[0]}-{'script' if javascript else 'plain'}"
    browser.get(address)
    keep_picture(browser, f"1-hello-{name}")
    say(browser, NEED)
    await_text(browser, "找到 5 个可能合适的")
    keep_picture(browser, f"2-results-{name}")
    assert "真空压铸气孔控制" in latest(browser)
    tap(browser, "看详情：铝液除气与熔体净化")
    await_text(browser, "得分是下面各项相加")
    keep_picture(browser, f"3-detail-{name}")
    tap(browser, "返回结果")
    await_text(browser, "找到 5 个")
    tap(browser, "是这个：铸造气孔")
    await_text(browser, "找到 2 个")
    tap(browser, "取消确认：铸造气孔")
    await_text(browser, "找到 5 个")
    tap(browser, "更多")
    await_text(browser, "铸造工艺仿真")
    say(browser, "布料掉色")
    await_text(browser, "工作人员会在 11月27日 前看您的需求")
    keep_picture(browser, f"4-nothing-{name}")
    # Closed and opened again, the thread is still there.
    browser.get(address)
    assert NEED in browser.find_element(By.ID, "thread").text


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_too_small_too_pale_or_nameless(
    open_browser: Open, address: str, keep_picture: Picture, size: tuple[int, int], scheme: str
) -> None:
    browser = open_browser(size, True)
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    browser.get(address)
    assert findings(browser) == []
    say(browser, NEED)
    await_text(browser, "找到 5 个")
    keep_picture(browser, f"5-{scheme}-{size[0]}")
    assert findings(browser) == []
    assert browser.execute_script(CONTRASTS) == []
    tap(browser, "看详情")
    await_text(browser, "得分是下面各项相加")
    assert findings(browser) == []
    assert browser.execute_script(CONTRASTS) == []
    assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []


def test_enter_sends_and_the_page_is_not_loaded_anew(open_browser: Open, address: str) -> None:
    browser = open_browser(SIZES[0], True)
    browser.get(address)
    browser.execute_script("window.stillHere = true")
    say(browser, NEED, enter=True)
    await_text(browser, "找到 5 个")
    assert browser.execute_script("return window.stillHere") is True
    assert browser.execute_script("return document.activeElement.id") == "latest"
    assert browser.find_element(By.ID, "text").get_attribute("value") == ""


def test_without_a_network_the_words_stay_in_the_box(open_browser: Open, address: str) -> None:
    browser = open_browser(SIZES[0], True)
    browser.get(address)
    offline = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
    browser.execute_cdp_cmd("Network.enable", {})
    browser.execute_cdp_cmd("Network.emulateNetworkConditions", offline)
    say(browser, NEED)
    Wait(browser, 5).until(lambda _: "网络不通" in browser.find_element(By.ID, "problem").text)
    assert browser.find_element(By.ID, "text").get_attribute("value") == NEED


def test_large_letters_still_fit(open_browser: Open, address: str) -> None:
    browser = open_browser(SIZES[1], True)
    browser.get(address)
    browser.execute_script("document.documentElement.style.fontSize = '200%'")
    say(browser, NEED)
    await_text(browser, "找到 5 个")
    assert browser.execute_script("return document.documentElement.scrollWidth <= innerWidth")
