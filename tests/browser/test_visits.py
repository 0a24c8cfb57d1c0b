import asyncio
import re

import pytest

from tests.browser.visits import assert_accessible


def test_a_request_to_another_host_is_stopped_and_told(browser):
    page = browser.open("/")
    page.evaluate("fetch('http://example.org/spy').catch(() => 0)")
    page.wait_for_timeout(100)
    assert any("example.org" in fault for fault in browser.faults)
    browser.expect("example.org|CSP|Failed")


def test_an_inline_style_is_refused_by_the_policy_and_told(browser):
    page = browser.open("/")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')")
    page.wait_for_timeout(100)
    assert any(re.search("style-src|inline style", fault) for fault in browser.faults)
    browser.expect(".*")


def test_a_page_with_a_fault_is_not_accessible(browser):
    page = browser.open("/")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=\"data:,\">')")
    with pytest.raises(AssertionError, match="image-alt"):
        assert_accessible(page)


def test_the_loop_of_the_browser_is_not_taken_for_ours(browser):
    browser.open("/").wait_for_timeout(1)
    with pytest.raises(RuntimeError, match="no running event loop"):
        asyncio.get_running_loop()
