"""The handbook of rules: a page per rule in two languages, its examples as pictures, and an index."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app.domain.days import Day, WorkingDays
from app.domain.facts import Fact
from app.domain.gaps.engine import Gap, evaluate
from app.domain.gaps.rule import Rule
from app.domain.gaps.words import SEVERITY_SV, WAVES
from app.domain.law import UNCONFIRMED
from app.domain.locale import SWEDISH as IN_SWEDISH
from app.domain.locale import Locale
from app.domain.timeline import Timeline
from app.usecases.chart import layout
from app.usecases.chart_shapes import Chart
from app.usecases.example_view import example_view
from app.usecases.handbook_words import ENGLISH, SWEDISH, Language

EXAMPLES = (("fires", "fires"), ("near_miss", "near-miss"))


@dataclass(frozen=True, slots=True)
class Handbook:
    """The rules that it tells of, and what it takes: a reader of examples, the working days, a pen."""

    rules: Sequence[Rule]
    read: Callable[[str], tuple[Fact, ...]]
    calendar: WorkingDays
    draw: Callable[[Chart], str]

    def pages(self) -> Mapping[str, str]:
        """Every file of the handbook by its path in it: Markdown, and SVG pictures."""
        return {name: text.rstrip() + "\n" for name, text in self._pages()}

    def _pages(self) -> Iterator[tuple[str, str]]:
        for folder, language in (("", SWEDISH), ("en/", ENGLISH)):
            yield f"{folder}README.md", "\n".join(self._index(language))
            for rule in self.rules:
                yield f"{folder}{rule.id}.md", "\n".join(self._page(rule, language))
        for rule in self.rules:
            for name, picture in self._pictures(rule):
                yield f"pictures/{rule.id}-{name}.svg", picture

    def _index(self, language: Language) -> Iterator[str]:
        heading = language.heading
        yield from (f"# {heading['index']}", "", heading["intro"], "", f"[{heading['other']}]({language.up}/README.md)")
        for number, wave in enumerate(WAVES, start=1):
            yield from ("", f"## {heading['wave']} {number}", "")
            yield f"| {heading['rule']} | {heading['severity']} | {heading['owner']} |"
            yield "|---|---|---|"
            for rule in (rule for rule in wave if rule in self.rules):
                yield f"| {_link(rule, language)} | {language.severity(rule.severity)} | {language.owner(rule)} |"
        yield from ("", f"## {heading['by_severity']}", "")
        for severity in reversed(SEVERITY_SV):
            found = [rule for rule in self.rules if rule.severity == severity]
            yield f"* **{language.severity(severity)}**: {_links(found, language)}"
        yield from ("", f"## {heading['by_owner']}", "")
        for owner in dict.fromkeys(map(language.owner, self.rules)):
            found = [rule for rule in self.rules if language.owner(rule) == owner]
            yield f"* **{owner}**: {_links(found, language)}"

    def _page(self, rule: Rule, language: Language) -> Iterator[str]:
        heading = language.heading
        yield from (f"# {language.title(rule)}", "", f"`{rule.id}` · [{heading['other']}]({language.up}/{rule.id}.md)")
        yield from ("", language.explanation(rule), "")
        yield from (f"**{heading['closes']}.** {language.remedy(rule)}", "")
        yield from (
            f"**{heading['prevents']}.** {language.prevention(rule)}",
            "",
            f"## {heading['facts']}",
            "",
            "| | |",
        )
        yield "|---|---|"
        for name, told in (
            ("severity", language.severity(rule.severity)),
            ("owner", language.owner(rule)),
            ("lead", language.days(rule.lead)),
            ("critical", language.critical(rule)),
            ("reads", _reads(rule, language)),
            ("inhibited", self._inhibited(rule, language)),
            ("inhibits", self._inhibits(rule, language)),
        ):
            yield f"| {heading[name]} | {told} |"
        yield from ("", f"## {heading['thresholds']}", "", *_thresholds(rule, language))
        yield from ("", f"## {heading['sources']}", "", *_sources(rule, language))
        yield from ("", f"## {heading['examples']}")
        for field, name in EXAMPLES:
            picture = f"{language.pictures}/{rule.id}-{name}.svg"
            yield from ("", f"### {heading[field]}", "", f"![{heading[field]}: {language.title(rule)}]({picture})", "")
            yield from (f"<details><summary>{heading['as_file']}</summary>", "", "```yaml")
            yield from (str(getattr(rule, field)).strip(), "```", "", "</details>")

    def _inhibited(self, rule: Rule, language: Language) -> str:
        known = {other.id: other for other in self.rules}
        told = [_caused(known[by.rule], by.same, language) for by in rule.inhibited_by if by.rule in known]
        return ", ".join(told) or language.heading["nothing"]

    def _inhibits(self, rule: Rule, language: Language) -> str:
        pairs = ((other, by) for other in self.rules for by in other.inhibited_by if by.rule == rule.id)
        return ", ".join(_caused(other, by.same, language) for other, by in pairs) or language.heading["nothing"]

    def charts(self, rule: Rule, locale: Locale = IN_SWEDISH) -> Iterator[tuple[str, Chart]]:
        """The two examples on the same day, so that what differs is what the rule looks at."""
        told = {field: self._told(rule, getattr(rule, field)) for field, _ in EXAMPLES}
        today = _telling_day(told["fires"][1][0])
        for field, (facts, gaps) in told.items():
            yield field, layout(example_view(rule, facts, gaps, today, locale), locale=locale)

    def _pictures(self, rule: Rule) -> Iterator[tuple[str, str]]:
        names = dict(EXAMPLES)
        for field, chart in self.charts(rule):
            yield names[field], self.draw(replace(chart, title=rule.title_sv))

    def _told(self, rule: Rule, example: str) -> tuple[Sequence[Fact], list[Gap]]:
        facts = self.read(example)
        return facts, evaluate(Timeline(facts, calendar=self.calendar), (rule,))


def _telling_day(gap: Gap) -> Day:
    """The last day of the gap, so that the whole of it is seen; without an end, two weeks after what is worst."""
    return gap.closes - 1 if gap.closes is not None else (gap.critical or gap.opens) + 13


def _link(rule: Rule, language: Language) -> str:
    return f"[{language.title(rule)}]({rule.id}.md)"


def _links(rules: Sequence[Rule], language: Language) -> str:
    return ", ".join(_link(rule, language) for rule in rules)


def _caused(other: Rule, same: str | None, language: Language) -> str:
    return _link(other, language) + (f" ({language.heading[same]})" if same else "")


def _reads(rule: Rule, language: Language) -> str:
    codes = ", ".join(language.labels["status"].get(code, code) for code in rule.statuses)
    kinds = ((kind.kind, language.labels["kind"][kind.kind]) for kind in rule.reads)
    return "; ".join(f"{word} ({codes})" if kind == "status" and codes else word for kind, word in kinds)


def _thresholds(rule: Rule, language: Language) -> Iterator[str]:
    heading = language.heading
    if not rule.thresholds:
        yield heading["unwritten"]
        return
    yield f"| {heading['threshold']} | {heading['value']} | {heading['source']} | {heading['name']} |"
    yield "|---|---|---|---|"
    for name, threshold in rule.thresholds.items():
        told = (language.threshold(name), language.amount(threshold), language.grounds[threshold.source], f"`{name}`")
        yield f"| {' | '.join(told)} |"


def _sources(rule: Rule, language: Language) -> Iterator[str]:
    for source in rule.sources:
        yield f"* *{language.grounds[source.kind]}*: {source.told_of_all()}"
    if any(UNCONFIRMED in source.told_of_all() for source in rule.sources):
        yield from ("", language.heading["unconfirmed"])
    if language.heading["all_sources"]:
        yield from ("", language.heading["all_sources"])
