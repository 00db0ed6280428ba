"""The handbook that is kept beside the code is what the rules say, and tells whoever reads it where it comes from."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap.handbook import handbook
from app.domain.gaps.catalogue import CATALOGUE, RULES
from app.domain.gaps.rule import Rule
from app.domain.gaps.sources import Threshold
from app.domain.gaps.words import WAVES, owner_words

KEPT = Path(__file__).parents[2] / "docs" / "reference" / "rules"
PAGES = handbook().pages()
RULE = RULES["followup-overdue"]


def differing(pages: Mapping[str, str], kept: Path = KEPT) -> list[str]:
    """The files that are not as the rules say, those that are missing, and those that no rule writes."""
    there = {file.relative_to(kept).as_posix() for file in kept.rglob("*.*")}
    stale = there - set(pages)
    return sorted(stale | {n for n in pages if n not in there or (kept / n).read_text(encoding="utf-8") != pages[n]})


def changed(**parts: Any) -> dict[str, str]:
    """The pages as they would be if one rule said something else."""
    book = handbook()
    rules = [replace(rule, **parts) if rule is RULE else rule for rule in book.rules]
    return {**replace(book, rules=rules).pages()}


def test_the_kept_handbook_is_the_one_that_the_rules_write() -> None:
    assert differing(PAGES) == [], "write it anew with sip rules handbook --out docs/reference/rules"


@pytest.mark.parametrize(
    ("parts", "files"),
    [
        ({"explanation_sv": "Något annat."}, {"followup-overdue.md"}),
        ({"explanation_en": "Something else."}, {"en/followup-overdue.md"}),
        ({"remedy_sv": "Något annat."}, {"followup-overdue.md"}),
        ({"thresholds": {"grace": Threshold(21, "agency")}}, {"followup-overdue.md", "en/followup-overdue.md"}),
        ({"critical_after": 10}, {"followup-overdue.md", "en/followup-overdue.md"}),
        ({"lead": 3}, {"followup-overdue.md", "en/followup-overdue.md"}),
        (
            {"inhibited_by": ()},
            {f"{folder}{rule}.md" for folder in ("", "en/") for rule in ("followup-overdue", "no-main-responsible")},
        ),
        ({"fires": RULE.fires.replace("due: 2027-05-03", "due: 2027-05-10")}, {"pictures/followup-overdue-fires.svg"}),
    ],
)
def test_a_rule_that_says_something_else_is_noticed(parts: dict[str, object], files: set[str]) -> None:
    assert files <= set(differing(changed(**parts)))


def test_a_page_that_no_rule_writes_any_longer_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "gone.md").write_text("# Gone", encoding="utf-8")

    assert "gone.md" in differing(PAGES, tmp_path)


@pytest.mark.parametrize("rule", CATALOGUE, ids=lambda rule: rule.id)
@pytest.mark.parametrize("folder", ["", "en/"])
def test_a_page_says_everything_that_a_rule_is_made_of(rule: Rule, folder: str) -> None:
    page = PAGES[f"{folder}{rule.id}.md"]
    said = [*(source.text for source in rule.sources), *(f"`{name}`" for name in rule.thresholds)]
    said += [rule.fires.strip(), rule.near_miss.strip(), owner_words(rule)[1 if folder else 0]]
    said += [rule.title_en, rule.explanation_en, rule.remedy_en] if folder else [rule.explanation_sv, rule.remedy_sv]

    assert [one for one in said if one not in page] == []


def test_who_explains_whom_stands_on_both_pages() -> None:
    cause, explained = "[Ingen huvudansvarig](no-main-responsible.md)", "[Försenad uppföljning](followup-overdue.md)"

    assert f"{cause} (gäller samma plan)" in PAGES["followup-overdue.md"]
    assert f"{explained} (gäller samma plan)" in PAGES["no-main-responsible.md"]


@pytest.mark.parametrize("rule", CATALOGUE, ids=lambda rule: rule.id)
def test_one_picture_shows_a_gap_and_the_other_none(rule: Rule) -> None:
    fires, near_miss = (PAGES[f"pictures/{rule.id}-{name}.svg"] for name in ("fires", "near-miss"))

    assert 'fill="url(#' in fires
    assert 'fill="url(#' not in near_miss
    assert "Inget öppet glapp" in near_miss


def test_the_index_has_every_rule_by_wave_by_severity_and_by_owner() -> None:
    assert [len(wave) for wave in WAVES] == [16, 20, 14]
    for index in (PAGES["README.md"], PAGES["en/README.md"]):
        assert all(index.count(f"({rule.id}.md)") == 3 for rule in CATALOGUE)
