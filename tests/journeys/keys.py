"""A hand at the keyboard and none at the mouse."""

from __future__ import annotations

from playwright.sync_api import Page

# What has the focus, by what a person would call it: its name, its words, its label.
FOCUSED = """() => { const node = document.activeElement;
  if (!node.matches("a, button, input, select, textarea, summary")) return [];
  return [node.name, node.id, node.innerText, node.labels?.[0]?.innerText].filter(Boolean).map((word) => word.trim()) }"""

# A tick's frame is drawn by its label; the first link of a page shows itself.
MARKED = """() => { const node = document.activeElement;
  const drawn = (style) => style.outlineStyle !== "none" || style.boxShadow !== "none";
  return drawn(getComputedStyle(node)) || node.matches(".govuk-skip-link")
    || (node.matches("[type=radio], [type=checkbox]") && drawn(getComputedStyle(node.labels[0], "::before"))) }"""

# Nothing that sticks to an edge of the window lies over it (WCAG 2.2, 2.4.11).
IN_SIGHT = """() => { const node = document.activeElement, box = (node.labels?.[0] ?? node).getBoundingClientRect();
  const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return Boolean(top) && [node, ...(node.labels ?? [])].some((one) => one.contains(top) || top.contains(one)) }"""


class Keys:
    """Every press is counted; a text that is typed counts once for the hand that types it."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0

    def press(self, key: str, times: int = 1) -> None:
        for _each in range(times):
            self.page.keyboard.press(key)
            self.pressed += 1

    def to(self, name: str, most: int = 4) -> None:
        """Tab on until this has the focus: it is on the way, not far off it, and one sees where one is."""
        for _each in range(most + 1):
            if any(name in word for word in self.page.evaluate(FOCUSED)):
                assert self.page.evaluate(MARKED), f"one does not see that {name} has the focus"
                assert self.page.evaluate(IN_SIGHT), f"{name} has the focus behind something else"
                return
            self.press("Tab")
        raise AssertionError(f"{name} is not reached by {most} Tabs, but {self.page.evaluate(FOCUSED)}")

    def walk(self, stops: int) -> None:
        """Tab through so many stops: whatever has the focus is seen."""
        for _each in range(stops):
            self.press("Tab")
            focused = self.page.evaluate(FOCUSED)
            assert not focused or self.page.evaluate(IN_SIGHT), (
                f"{focused} has the focus behind something else"
            )

    def past_the_menu(self) -> None:
        """The first Tab offers to skip what every page begins with."""
        self.to("Đến nội dung chính", 1)
        self.press("Enter")

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def follow(self, key: str, address: str = "**") -> None:
        """A key that leads on, and the page it leads to."""
        with self.page.expect_navigation(url=address):
            self.press(key)
