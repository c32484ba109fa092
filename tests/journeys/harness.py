"""Real Chromium against a running province: what a journey may ask of a page.

`assert_axe` finds what a screen reader or a weak eye would stumble on, `assert_html` what a browser
would quietly mend, `screenshot` keeps a picture in build/screens/ for people to look at.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import html5lib
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Error, Page, Playwright, Request, Response

ROOT = Path(__file__).resolve().parents[2]
SCREENS = ROOT / "build" / "screens"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
WIDTHS = (390, 1280)
DOCUMENTS: WeakKeyDictionary[Page, Response] = WeakKeyDictionary()
AXE_RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    # What passed is told with one element of each rule, which spares the telling of thousands.
    "resultTypes": ["violations"],
    # No page has frames, and elements are told by their source.
    "iframes": False,
    "selectors": False,
}
AXE = Axe()
# What stands around every page; half of what axe has to look at.
FRAME = ("header.ts-header", "footer.ts-footer", "div.ts-side")
# The contrast of a text is that of its computed colours, size and backgrounds: the first and the last of those that have
# all of them in common are looked at, and not each row of a list. Everything else is asked of every element.
AXE_RUN = """async ([rules, left_out]) => {
  const exclude = left_out.filter(one => document.querySelector(one));
  const grounds = new Map([[null, ""]]), kinds = new Map();
  const ground = node => {
    if (!grounds.has(node)) {
      const is = getComputedStyle(node);
      const clear = is.backgroundColor === "rgba(0, 0, 0, 0)" && is.backgroundImage === "none" && is.opacity === "1";
      grounds.set(node, ground(node.parentElement)
        + (clear ? "" : `|${is.backgroundColor} ${is.backgroundImage} ${is.opacity}`));
    }
    return grounds.get(node);
  };
  const told = node => node.matches("input, select, textarea")
    || [...node.childNodes].some(one => one.nodeType === Node.TEXT_NODE && one.data.trim());
  for (const node of document.body.querySelectorAll("*")) {
    if (exclude.some(one => node.closest(one)) || !told(node) || !node.checkVisibility({visibilityProperty: true})) continue;
    const is = getComputedStyle(node);
    const kind = [node.matches("input, select, textarea, :disabled") && node.outerHTML, is.color, is.fontSize,
      is.fontWeight, is.textShadow, is.clipPath, is.position, is.webkitTextStrokeWidth, ground(node)].join(" ");
    kinds.set(kind, [kinds.get(kind)?.[0] ?? node, node]);
  }
  const include = [...new Set([...kinds.values()].flat())];
  const found = [await axe.run({exclude}, {...rules, rules: {"color-contrast": {enabled: false}}})];
  if (include.length) {
    found.push(await axe.run({include, exclude}, {...rules, runOnly: {type: "rule", values: ["color-contrast"]}}));
  }
  return {
    violations: found.flatMap(one => one.violations).map(rule => ({
      id: rule.id, help: rule.help, nodes: rule.nodes.map(node => ({html: node.html}))
    })),
    passes: found[0].passes.length
  };
}"""
# html5lib warns of these though the standard allows them.
HARMLESS = frozenset({"expected-doctype-but-got-chars"})
QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    # No machine of the tests has a graphics card: imitating one costs a tenth of every page.
    "--disable-gpu",
    "--disable-quic",
    "--disable-software-rasterizer",
    "--disable-sync",
    "--metrics-recording-only",
    "--no-first-run",
    "--no-pings",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


def launch(playwright: Playwright) -> Browser:
    """Chromium of the machine, silent towards the net; without its sandbox only when run as root."""
    args = [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else QUIET
    return playwright.chromium.launch(executable_path=CHROMIUM, args=args)


def _axe_run(page: Page, left_out: Sequence[str]) -> Any:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.axe_script)
    return page.evaluate(AXE_RUN, [AXE_RULES, left_out])


def assert_axe(page: Page, *, frame: bool = True) -> None:
    """No violation of WCAG 2.2 A or AA that axe can see; says which rule and which element.

    Without `frame` head, foot and side list are passed over: they were looked at on another page of this visitor.
    """
    left_out = () if frame else FRAME
    try:
        found = _axe_run(page, left_out)
    except Error:
        # The page was still on its way to the next one.
        page.wait_for_load_state()
        found = _axe_run(page, left_out)
    told = [
        f"{rule['id']}: {rule['help']}\n    " + "\n    ".join(node["html"] for node in rule["nodes"][:5])
        for rule in found["violations"]
    ]
    assert not told, f"{page.url}\n" + "\n".join(told)
    assert found["passes"], f"axe looked at nothing on {page.url}"


def html_faults(source: str) -> list[str]:
    """Faults of a page's source: parse errors, doubled ids, labels without a field, skipped headings."""
    parser = html5lib.HTMLParser(
        tree=html5lib.treebuilders.getTreeBuilder("etree"), namespaceHTMLElements=False
    )
    tree = parser.parse(source)
    faults = [f"{where}: {code} {more}" for where, code, more in parser.errors if code not in HARMLESS]
    return faults + _id_faults(tree) + _label_faults(tree) + _heading_faults(tree)


def _id_faults(tree: Any) -> list[str]:
    count = Counter(node.get("id") for node in tree.iter() if node.get("id"))
    return [f"id {name!r} is there {times} times" for name, times in count.items() if times > 1]


def _label_faults(tree: Any) -> list[str]:
    ids = {node.get("id") for node in tree.iter() if node.get("id")}
    faults = []
    for node in tree.iter():
        named = [node.get("for")] if node.tag == "label" and node.get("for") else []
        for attribute in ("aria-describedby", "aria-labelledby", "aria-controls"):
            named += (node.get(attribute) or "").split()
        faults += [f"<{node.tag}> points to #{name}, which is not there" for name in named if name not in ids]
    return faults


def _heading_faults(tree: Any) -> list[str]:
    levels = [
        int(n.tag[1])
        for n in tree.iter()
        if isinstance(n.tag, str) and n.tag in {f"h{i}" for i in range(1, 7)}
    ]
    faults = [] if levels.count(1) == 1 else [f"there are {levels.count(1)} <h1>, not one"]
    main = tree.findall(".//main")
    inside = [
        int(n.tag[1]) for n in (main[0].iter() if main else []) if n.tag in {f"h{i}" for i in range(1, 7)}
    ]
    faults += [f"h{a} is followed by h{b}" for a, b in pairwise(inside) if b > a + 1]
    return faults


def remember(page: Page) -> None:
    """Keep what each navigation of this window brought, until a script of the page asks for more."""

    def answered(response: Response) -> None:
        if response.request.is_navigation_request():
            DOCUMENTS[page] = response

    def asked(request: Request) -> None:
        if request.resource_type in ("xhr", "fetch"):
            DOCUMENTS.pop(page, None)

    page.on("response", answered)
    page.on("request", asked)


def _source(page: Page) -> str:
    """The page as it came; asked for again where a button or a script brought it."""
    document = DOCUMENTS.get(page)
    if document is not None and document.request.method == "GET" and document.url == page.url.split("#")[0]:
        with suppress(Error):
            return document.text()
    return page.request.get(page.url).text()


def assert_html(page: Page) -> None:
    """The source as the server sent it is well-formed HTML, with sound ids, labels and headings."""
    faults = html_faults(_source(page))
    assert not faults, f"{page.url}\n" + "\n".join(faults)


SPILLING = """[...document.querySelectorAll("body *")]
  .filter((node) => node.getBoundingClientRect().right > window.innerWidth + 1 && !node.closest(".ts-scroll"))
  .map((node) => node.outerHTML.slice(0, 160)).slice(0, 5)"""


def assert_fits(page: Page) -> None:
    """Nothing makes the page scroll sideways; names what does."""
    wide, window = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    spilling = page.evaluate(SPILLING) if wide > window else []
    assert wide <= window, f"{page.url} is {wide} px wide in a window of {window} px\n" + "\n".join(spilling)


def check(page: Page) -> None:
    """All of the above: what every page of the product must pass."""
    assert_axe(page)
    assert_html(page)
    assert_fits(page)


def look(page: Page, name: str, *, posted: bool = False) -> None:
    """The page on a telephone, where all is checked, and on a desk, where it must fit; a picture of each.

    On a desk's width the walk of every page (test_every_page) asks the rest. `{width}` in the name is filled in.
    `posted`: the page answers a button, so its source cannot be asked for again.
    """
    before = page.viewport_size
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if width == WIDTHS[0]:
            assert_axe(page)
            if not posted:
                assert_html(page)
        assert_fits(page)
        screenshot(page, name.replace("{width}", str(width)))
    page.set_viewport_size(before)


def looks(page: Page, name: str) -> list[str]:
    """`look` that goes on: the faults as text, none when the page is sound."""
    try:
        look(page, name)
    except AssertionError as fault:
        return [f"{name}: {fault}"]
    return []


def sign_in(page: Page, address: str, account: Any) -> None:
    """Open the window as an account, without walking through the login form."""
    client = Client()
    client.force_login(account)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address, "httpOnly": True}])


def wait_until(page: Page, expression: str, seconds: float = 5) -> None:
    """Wait for a JavaScript expression to be true; the content policy forbids Playwright's own way."""
    end = time.monotonic() + seconds
    while not page.evaluate(expression):
        assert time.monotonic() < end, f"after {seconds} s still not true on {page.url}: {expression}"
        page.wait_for_timeout(50)


def screenshot(page: Page, name: str) -> Path:
    """The whole page as build/screens/<name>.png; none where nobody is to look at it."""
    path = SCREENS / f"{name}.png"
    if os.environ.get("TINHSO_PICTURES", "1") == "0":
        return path
    SCREENS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(path), full_page=True)
    return path
