"""The chat page as an owner's thumb finds it."""

from pathlib import Path

import pytest

from tests.browser.hands import (
    NEED,
    PRIVATE_NEED,
    SIZES,
    Browser,
    By,
    Open,
    Picture,
    await_problem,
    await_text,
    findings,
    latest,
    say,
    tap,
)

# Of the screen's height, with letters of any size.
LARGEST_QUESTION = 0.35
LARGEST_DOCK = 0.6


def name_of(size: tuple[int, int]) -> str:
    return f"{size[0]}x{size[1]}"


@pytest.mark.parametrize("size", SIZES, ids=name_of)
@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_from_a_worry_to_a_kept_need_and_away_again(
    open_browser: Open, address: str, keep_picture: Picture, size: tuple[int, int], javascript: bool
) -> None:
    browser = open_browser(size, javascript)

    def picture(step: str) -> None:
        keep_picture(browser, f"{step}-{size[0]}-{'script' if javascript else 'plain'}")

    browser.get(address)
    picture("1-hello")
    say(browser, NEED)
    await_text(browser, "找到 5 个可能合适的")
    await_text(browser, "跳过")
    picture("2-results")
    tap(browser, "不问了，看需求卡")
    await_text(browser, "同意并保存")
    picture("3-card")
    tap(browser, "改预算")
    await_text(browser, "打算花多少钱")
    picture("4-editor")
    say(browser, "30万以内")
    await_text(browser, "30万")
    tap(browser, "同意并保存")
    await_text(browser, "已保存")
    picture("5-kept")
    tap(browser, "看结果")
    await_text(browser, "找到 5 个")
    tap(browser, "看详情：铝液除气与熔体净化")
    await_text(browser, "得分是下面各项相加")
    picture("6-detail")
    tap(browser, "感兴趣")
    await_text(browser, "记下了您感兴趣")
    tap(browser, "我的需求")
    await_text(browser, "您有 1 条需求")
    picture("7-needs")
    say(browser, "删除我的数据")
    await_text(browser, "全部删除，不可恢复")
    picture("8-sure")
    tap(browser, "全部删除，不可恢复")
    await_text(browser, "已经全部删除")
    picture("9-forgotten")
    assert NEED not in browser.page_source
    # Closed and opened again, it is still gone.
    browser.get(address)
    assert NEED not in browser.page_source


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_a_form_in_a_file_becomes_a_need(
    open_browser: Open, address: str, keep_picture: Picture, tmp_path: Path, javascript: bool
) -> None:
    sheet = tmp_path / "需求表.txt"
    sheet.write_text("技术需求：压铸件有气孔，气孔率要降到2%以下\n", "utf-8")
    browser = open_browser(SIZES[1], javascript)
    browser.get(address)
    if not javascript:
        browser.find_element(By.CSS_SELECTOR, "#attach summary").click()
        keep_picture(browser, "file-plain")
    browser.find_element(By.ID, "file").send_keys(str(sheet))
    if not javascript:
        browser.find_element(By.CSS_SELECTOR, "#sheet button").click()
    await_text(browser, "读出 1 条需求")
    await_text(browser, "找到 5 个")
    assert "需求表.txt" in browser.find_element(By.ID, "thread").text
    keep_picture(browser, f"file-{'script' if javascript else 'done-plain'}")


@pytest.mark.parametrize("size", SIZES, ids=name_of)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_too_small_too_pale_or_nameless(
    open_browser: Open, address: str, keep_picture: Picture, size: tuple[int, int], scheme: str
) -> None:
    browser = open_browser(size, True)
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    browser.get(address)
    assert findings(browser) == []
    say(browser, PRIVATE_NEED)
    await_text(browser, "要隐去吗")
    for step, label, text in (
        ("results", "跳过", "同意并保存"),
        ("card", "改行业", "点一个行业"),
        ("editor", "不改了", "同意并保存"),
        ("card-again", "同意并保存", "已保存"),
        ("kept", "看结果", "找到 5 个"),
        ("results-kept", "看详情", "得分是下面各项相加"),
        ("detail", "不合适", "哪里不合适"),
        ("why", "我的需求", "您有 1 条需求"),
    ):
        keep_picture(browser, f"{scheme}-{step}-{size[0]}")
        assert findings(browser) == [], step
        tap(browser, label)
        await_text(browser, text)
    keep_picture(browser, f"{scheme}-needs-{size[0]}")
    assert findings(browser) == []
    say(browser, "删除我的数据")
    await_text(browser, "不可恢复")
    assert findings(browser) == []
    tap(browser, "全部删除，不可恢复")
    await_text(browser, "已经全部删除")
    assert findings(browser) == []
    assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []


@pytest.mark.parametrize("letters", ["100%", "200%"])
def test_the_question_leaves_room_for_the_results(
    open_browser: Open, address: str, keep_picture: Picture, letters: str
) -> None:
    browser = open_browser(SIZES[1], True)
    browser.get(address)
    browser.execute_script(f"document.documentElement.style.fontSize = '{letters}'")
    say(browser, NEED)
    await_text(browser, "找到 5 个")
    keep_picture(browser, f"letters-{letters[:-1]}")
    question, dock = (browser.find_element(By.ID, name).size["height"] for name in ("question", "dock"))
    assert question <= LARGEST_QUESTION * SIZES[1][1]
    assert dock <= LARGEST_DOCK * SIZES[1][1]
    assert browser.execute_script("return document.documentElement.scrollWidth <= innerWidth")


def test_enter_sends_and_the_page_is_not_loaded_anew(open_browser: Open, address: str) -> None:
    browser = open_browser(SIZES[0], True)
    browser.get(address)
    browser.execute_script("window.stillHere = true")
    say(browser, NEED, enter=True)
    await_text(browser, "找到 5 个")
    assert browser.execute_script("return window.stillHere") is True
    assert browser.execute_script("return document.activeElement.id") == "latest"
    assert browser.find_element(By.ID, "text").get_attribute("value") == ""


def test_by_keyboard_alone_a_focused_button_is_never_behind_the_dock(
    open_browser: Open, address: str
) -> None:
    browser = open_browser(SIZES[1], True)
    browser.get(address)
    say(browser, NEED, enter=True)
    await_text(browser, "找到 5 个")
    hidden = browser.execute_script(
        """
        const top = document.getElementById("dock").getBoundingClientRect().top;
        return [...document.querySelectorAll("#latest button")].filter((one) => {
          one.focus();
          return one.getBoundingClientRect().bottom > top;
        }).map((one) => one.textContent);
        """
    )
    assert hidden == []


def test_without_a_network_the_words_stay_in_the_box(open_browser: Open, address: str) -> None:
    browser = open_browser(SIZES[0], True)
    browser.get(address)
    cut_off(browser)
    say(browser, NEED)
    await_problem(browser, "网络不通")
    assert browser.find_element(By.ID, "text").get_attribute("value") == NEED


def cut_off(browser: Browser) -> None:
    offline = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
    browser.execute_cdp_cmd("Network.enable", {})
    browser.execute_cdp_cmd("Network.emulateNetworkConditions", offline)


def test_a_file_beyond_the_limit_is_refused_before_it_is_sent(
    open_browser: Open, address: str, tmp_path: Path
) -> None:
    large = tmp_path / "large.txt"
    large.write_bytes(b"x" * (5 * 1024 * 1024 + 1))
    browser = open_browser(SIZES[0], True)
    browser.get(address)
    cut_off(browser)
    browser.find_element(By.ID, "file").send_keys(str(large))
    await_problem(browser, "5 MB")


def test_a_browser_without_scripts_hears_of_a_file_beyond_the_limit(
    open_browser: Open, address: str, tmp_path: Path
) -> None:
    large = tmp_path / "large.txt"
    large.write_bytes(b"x" * (8 * 1024 * 1024))
    browser = open_browser(SIZES[0], False)
    browser.get(address)
    browser.find_element(By.CSS_SELECTOR, "#attach summary").click()
    browser.find_element(By.ID, "file").send_keys(str(large))
    browser.find_element(By.CSS_SELECTOR, "#sheet button").click()
    await_problem(browser, "5 MB")
    assert "您好" in latest(browser)
