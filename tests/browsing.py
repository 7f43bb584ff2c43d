"""A headless Chromium for the tests of pages: opened pages, what they logged and asked the network for."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.remote.webelement import WebElement

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
DRIVER = shutil.which("chromedriver")
# Ignored by git; made to be looked at.
SCREENSHOTS = Path(__file__).parent / "screenshots"
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class Browser:
    """One browser for many pages."""

    def __init__(self, profile: Path, downloads: Path) -> None:
        if CHROMIUM is None or DRIVER is None:
            pytest.skip("chromium and chromedriver are not installed; .ci/run installs them")
        self.downloads = downloads
        options = webdriver.ChromeOptions()
        options.binary_location = CHROMIUM
        for flag in (*_FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        options.add_experimental_option("prefs", {"download.default_directory": str(downloads)})
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(service=Service(DRIVER), options=options)
        self.driver.set_script_timeout(60)

    def open(
        self,
        page: str,
        folder: Path,
        *,
        width: int = 1400,
        height: int = 900,
        dark: bool = False,
        script: bool = True,
    ) -> None:
        """Show the HTML text *page* from a file in *folder*."""
        path = folder / "页面.html"
        path.write_text(page, encoding="utf-8")
        self.driver.get("about:blank")
        self._command(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 600,
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        still = {"name": "prefers-reduced-motion", "value": "reduce"}
        self._command("Emulation.setEmulatedMedia", media="", features=[scheme, still])
        self._command("Emulation.setScriptExecutionDisabled", value=not script)
        self.driver.get_log("performance")
        self.driver.get_log("browser")
        self.driver.get(path.as_uri())

    def _command(self, name: str, **parameters: Any) -> None:
        self.driver.execute_cdp_cmd(name, parameters)

    def print_media(self) -> None:
        """Lay the page out as for paper."""
        self._command("Emulation.setEmulatedMedia", media="print", features=[])

    def run(self, script: str, *arguments: Any) -> Any:
        """Result of the JavaScript function body *script*."""
        return self.driver.execute_script(script, *arguments)

    def all(self, selector: str) -> list[WebElement]:
        """Elements of the page."""
        return list(self.driver.find_elements("css selector", selector))

    def one(self, selector: str) -> WebElement:
        """The first such element."""
        return self.driver.find_element("css selector", selector)

    def click(self, selector: str, place: int = 0) -> None:
        """Click the *place*-th such element with a real mouse event after bringing it into the window."""
        element = self.all(selector)[place]
        self.run("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element)
        element.click()
        # What a link sets off (hashchange) comes after the click has returned.
        self.driver.execute_async_script("requestAnimationFrame(() => setTimeout(arguments[0], 50))")

    def press(self, *keys: str) -> None:
        """Type *keys* where the focus is."""
        from selenium.webdriver.common.action_chains import ActionChains

        for key in keys:
            ActionChains(self.driver).send_keys(key).perform()

    def choose(self, selector: str, value: str) -> None:
        """Set a field and tell the page."""
        self.run(
            "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('input', {bubbles: true}))",
            self.one(selector),
            value,
        )

    def shown(self, selector: str) -> list[str]:
        """Texts of the elements that take up room."""
        return list(
            self.run(
                "return [...document.querySelectorAll(arguments[0])].filter((e) => e.getClientRects().length)"
                ".map((e) => e.textContent)",
                selector,
            )
        )

    def is_in_window(self, selector: str) -> bool:
        """Whether the element's middle is inside the window."""
        return bool(
            self.run(
                "const r = document.querySelector(arguments[0]).getBoundingClientRect();"
                "const y = (r.top + r.bottom) / 2; return r.height > 0 && y > 0 && y < innerHeight",
                selector,
            )
        )

    def log(self) -> list[str]:
        """What the page wrote to the console since it was opened: errors, refused loads, broken policy."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self) -> list[str]:
        """Addresses asked for since the page was opened."""
        messages = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        return [
            message["params"]["request"]["url"]
            for message in messages
            if message["method"] == "Network.requestWillBeSent"
        ]

    def picture(self, name: str) -> None:
        """Save what the window shows."""
        SCREENSHOTS.mkdir(exist_ok=True)
        self.driver.save_screenshot(str(SCREENSHOTS / f"{name}.png"))

    def close(self) -> None:
        """End the browser."""
        self.driver.quit()
