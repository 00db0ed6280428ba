"""Walking through a page with the keyboard alone: every stop is reached in the order in which it is read, and seen."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from playwright.async_api import Page

STOPS: Final = """() => {
  const seen = e => e.checkVisibility({visibilityProperty: true}) && !(e.closest("details:not([open])") &&
    !(e.tagName === "SUMMARY" && !e.parentElement.parentElement.closest("details:not([open])")));
  const radios = new Set();
  return [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
    .filter(e => !e.disabled && e.type !== "hidden" && e.tabIndex >= 0 && seen(e)).filter(e => {
      if (e.type !== "radio") return true;
      const group = [...e.form.querySelectorAll("input[type=radio]")].filter(o => o.name === e.name);
      return e === (group.find(o => o.checked) || group[0]); })
    .map((e, n) => { e.dataset.stop = n;
      return (e.textContent || e.ariaLabel || e.name || e.tagName).trim().replace(/\\s+/g, " ").slice(0, 60); });
}"""
"""Marks what the keyboard has to stop at, in the order of the page, and says what each is called."""
LOOK: Final = """() => [...document.querySelectorAll("[data-stop]")].map(e => {
  const look = s => [s.outlineStyle === "none" ? "" : s.outline, s.boxShadow, s.borderColor, s.backgroundColor].join();
  const around = e.closest(".ds-field, li") || e;
  return look(getComputedStyle(e)) + look(getComputedStyle(around)); })"""
PARTS: Final = 5
"""Stops within a field for a day, at the most: its parts, and the calendar."""
HERE: Final = """() => {
  const e = document.activeElement;
  if (!e || e === document.body || e === document.documentElement) return null;
  const look = s => [s.outlineStyle === "none" ? "" : s.outline, s.boxShadow, s.borderColor, s.backgroundColor].join();
  const around = e.closest(".ds-field, li") || e, box = e.getBoundingClientRect();
  return {stop: e.dataset.stop ?? null, tag: e.outerHTML.slice(0, 120),
          parts: e.type === "date" || e.type === "time",
          look: look(getComputedStyle(e)) + look(getComputedStyle(around)),
          inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth}; }"""

OPENED: Final = """() => [...document.querySelectorAll("details[open] > :not(summary)")].every(e =>
  e.parentElement.parentElement.closest("details:not([open])") || e.checkVisibility())"""
"""Whether what is under the open lids is there; a style may let it come slowly."""


@dataclass
class Walk:
    """What the keyboard stopped at, and what was wrong on the way."""

    names: list[str]
    wrong: list[str]


async def walk(page: Page) -> Walk:
    """Tab through the page from its beginning to its end."""
    await page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    names: list[str] = await page.evaluate(STOPS)
    unfocused: list[str] = await page.evaluate(LOOK)
    reached: list[int] = []
    wrong: list[str] = []
    await _begin(page)
    within = await page.locator("input[type=date], input[type=time]").count() * PARTS
    for _ in range(len(names) + within + 5):
        await page.keyboard.press("Tab")
        here: dict[str, Any] | None = await page.evaluate(HERE)
        if here is None:
            break
        if here["stop"] is None:
            wrong.append(f"stops at what is none: {here['tag']}")
            continue
        number = int(here["stop"])
        if reached and number == reached[-1] and here["parts"]:
            continue
        if number in reached:
            if len(reached) < len(names):
                wrong.append(f"comes back to {names[number]} before it has been everywhere")
            break
        reached.append(number)
        if here["look"] == unfocused[number]:
            wrong.append(f"focus is not seen on {names[number]}")
        if not here["inside"]:
            wrong.append(f"focus is out of sight on {names[number]}")
    if missed := [name for number, name in enumerate(names) if number not in reached]:
        wrong.append(f"never reaches {missed}")
    if reached != sorted(reached):
        jump = next(n for n, (a, b) in enumerate(pairwise(reached)) if a > b)
        wrong.append(f"goes from {names[reached[jump]]} to {names[reached[jump + 1]]}, against the order of the page")
    return Walk(names, wrong)


async def _begin(page: Page) -> None:
    """Where a page that has just been opened begins: before all of it."""
    await page.evaluate(
        """() => { const first = document.createElement("a"); first.tabIndex = -1; document.body.prepend(first);
                   first.focus(); first.remove(); }"""
    )


async def lids_that_stay_shut(page: Page) -> list[str]:
    """The lids that neither Enter nor Space opens; those that do stay open."""
    shut: list[str] = []
    for number, lid in enumerate(await page.locator("details:not([open]) > summary").element_handles()):
        if not await lid.is_visible():
            continue
        await lid.focus()
        await page.keyboard.press(("Enter", "Space")[number % 2])
        if not await lid.evaluate("lid => lid.parentElement.open"):
            shut.append((await lid.text_content() or "").strip())
    await page.wait_for_function(OPENED)
    return shut


async def skips(page: Page) -> bool:
    """Whether the first stop leads past the menu, to the content."""
    await _begin(page)
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    inside: bool = await page.evaluate(
        """() => { const main = document.querySelector("main"), at = document.activeElement;
                   return !!main && (at === main || main.contains(at)); }"""
    )
    return inside
