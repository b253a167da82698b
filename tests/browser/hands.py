"""What a person does with the page, and what must never be wrong with it."""

from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest

By = pytest.importorskip("selenium.webdriver.common.by", reason="selenium is not installed").By
Keys = pytest.importorskip("selenium.webdriver.common.keys").Keys
Wait = pytest.importorskip("selenium.webdriver.support.wait").WebDriverWait

SIZES = ((390, 844), (360, 780))
NEED = "压铸件加工完总是露出气孔，打压就漏，预算30万以内，半年内要"
PRIVATE_NEED = f"{NEED}，联系人王建国13805741234"

Browser = Any  # selenium is an optional tool of the tests
Open = Callable[[tuple[int, int], bool], Browser]
Picture = Callable[[Browser, str], None]

# Small targets, missing names, sideways scrolling: what a thumb or a screen reader stumbles over.
STUMBLES = """
  const found = [];
  if (document.documentElement.scrollWidth > innerWidth) found.push("scrolls sideways");
  for (const one of document.querySelectorAll("button, textarea, summary, input:not([type=hidden])")) {
    const box = one.getBoundingClientRect();
    if (!one.matches("summary") && one.closest("details:not([open])")) continue;
    if (box.width && (box.height < 44 || box.width < 44)) found.push(`small: ${one.outerHTML}`);
    if (box.width && (box.left < 0 || box.right > innerWidth)) found.push(`cut off: ${one.outerHTML}`);
    const label = (one.labels || [])[0]?.textContent;
    const name = one.getAttribute("aria-label") || one.textContent || label;
    if (!name.trim()) found.push(`nameless: ${one.outerHTML}`);
  }
  const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
  if (new Set(ids).size !== ids.length) found.push("an id twice");
  if (!document.documentElement.lang) found.push("no language");
  return found;
"""
PALE = """
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
AUDIT = """
  const done = arguments[arguments.length - 1];
  axe.run(document, {resultTypes: ["violations"]}).then((audit) => done(audit.violations
    .filter((one) => ["serious", "critical"].includes(one.impact))
    .map((one) => `${one.impact} ${one.id}: ${one.nodes.map((node) => node.html).join(" ")}`)));
"""


def say(browser: Browser, text: str, *, enter: bool = False) -> None:
    box = browser.find_element(By.ID, "text")
    box.send_keys(text)
    if enter:
        box.send_keys(Keys.ENTER)
    else:
        browser.find_element(By.CSS_SELECTOR, ".send").click()


def tap(browser: Browser, label: str) -> None:
    """Tap in the newest answer, the docked question or the head of the page."""
    for button in browser.find_elements(By.CSS_SELECTOR, "#latest button, #question button, header button"):
        if label in (button.get_attribute("aria-label") or button.text):
            browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", button)
            button.click()
            return
    raise AssertionError(f"no button {label} on: {latest(browser)}")


def await_text(browser: Browser, text: str) -> None:
    try:
        Wait(browser, 8).until(lambda _: text in latest(browser))
    except Exception as error:
        raise AssertionError(f"no {text} on: {latest(browser)}") from error


def await_problem(browser: Browser, text: str) -> None:
    """Wait for a sentence above the box, the page loading anew or not."""
    said = "return (document.getElementById('problem') || {}).textContent || ''"
    Wait(browser, 8).until(lambda _: text in browser.execute_script(said))


def latest(browser: Browser) -> str:
    """The newest answer, and what is asked about it."""
    try:
        shown = browser.find_elements(By.CSS_SELECTOR, "#latest, #question")
        return "\n".join(str(one.text) for one in shown)
    except Exception:  # the page is being exchanged
        return ""


def findings(browser: Browser) -> list[str]:
    """Everything wrong with what is on the screen; empty when a person can use it."""
    audit = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
    browser.execute_script(f"if (!window.axe) {{ {audit} }}")
    return [
        *browser.execute_script(STUMBLES),
        *browser.execute_script(PALE),
        *browser.execute_async_script(AUDIT),
    ]
