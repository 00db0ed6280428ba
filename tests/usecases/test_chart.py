"""What a person's timeline shows, and how it is laid out."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.usecases.chart import Bar, Chart, Placed, Row, layout, pack
from tests.story_view import TODAY, a_view


def row(chart: Chart, key: str) -> Row:
    return next(row for row in chart.rows if row.key == key)


def bar(chart: Chart, actor: str, key: str) -> Bar:
    return next(bar for bar in row(chart, actor).bars if bar.key == key)


def gaps(chart: Chart, actor: str) -> dict[str, Bar]:
    return {bar.label: bar for bar in row(chart, actor).bars if bar.style == "gap"}


def with_items(*items: dict[str, Any], findings: Sequence[dict[str, Any]] = ()) -> Chart:
    return layout(a_view(items=list(items), findings=list(findings)))


def test_actors_stand_by_level_and_the_person_last() -> None:
    levels = [row.level for row in layout(a_view()).rows]
    assert levels == ["municipality", "municipality", "region", "region", "state", "civil-society", "person"]


def test_the_order_in_which_things_are_given_means_nothing() -> None:
    view = a_view()
    turned = {**view, **{name: view[name][::-1] for name in ("items", "findings", "actors")}}
    one, other = layout(view), layout(turned)
    assert (one.sentence, one.state, one.findings, one.arrows) == (
        *(other.sentence, other.state, other.findings, other.arrows),
    )
    assert [row.key for row in one.rows] == [row.key for row in other.rows]


def test_an_activity_is_solid_until_today_and_expected_after_it() -> None:
    pieces = bar(layout(a_view()), "association", "cafe").pieces
    assert [(piece.first, piece.last, piece.tone) for piece in pieces] == [
        (date(2026, 7, 1), TODAY, "done"),
        (date(2026, 11, 22), date(2026, 12, 15), "ahead"),
    ]


def test_what_has_not_begun_is_planned_and_what_never_began_is_told_so() -> None:
    chart = with_items(
        {"id": "a", "kind": "activity", "owner": "association", "planned_start": "2026-12-01"},
        {
            "id": "b",
            "kind": "activity",
            "owner": "association",
            "planned_start": "2026-10-01",
            "outcome": "cancelled",
        },
    )
    assert bar(chart, "association", "a").style == "planned"
    assert bar(chart, "association", "b").style == "cancelled"


def test_a_bar_that_runs_out_of_the_window_is_cut_with_a_mark() -> None:
    pay = bar(layout(a_view(), first=date(2026, 6, 1), last=date(2026, 12, 1)), "social-insurance", "pay")
    assert (pay.first, pay.last, pay.cut_left, pay.cut_right) == (
        date(2026, 6, 1),
        date(2026, 12, 1),
        True,
        True,
    )
    whole = bar(layout(a_view(), first=date(2024, 6, 1), last=date(2027, 12, 1)), "social-insurance", "pay")
    assert (whole.cut_left, whole.cut_right) == (False, False)
    assert whole.label == "Sjukpenning 50 %"


def test_a_gap_is_drawn_at_its_owner_open_then_critical_then_expected() -> None:
    found = gaps(layout(a_view()), "primary-care")["Överlämning utan svar"]
    assert [(piece.first, piece.tone) for piece in found.pieces] == [
        (date(2026, 10, 31), "open"),
        (date(2026, 11, 14), "critical"),
        (date(2026, 11, 22), "forecast-critical"),
    ]
    assert found.cut_right


def test_a_gap_ends_on_the_day_before_it_closes() -> None:
    found = gaps(layout(a_view()), "adult-education")["SFI-start försenad"]
    assert [(piece.first, piece.last, piece.tone) for piece in found.pieces] == [
        (date(2026, 9, 1), date(2026, 9, 28), "closed")
    ]


def test_a_gap_that_lies_ahead_is_only_expected() -> None:
    found = gaps(layout(a_view()), "social-services")["Försenad uppföljning"]
    assert {piece.tone for piece in found.pieces} == {"forecast"}


def test_a_gap_that_came_back_is_drawn_once_for_each_time() -> None:
    view = a_view()
    spans = [
        {"opens": "2026-08-01", "critical": None, "closes": "2026-08-10"},
        {"opens": "2026-08-20", "critical": None, "closes": None},
    ]
    chart = layout({**view, "findings": [{**view["findings"][0], "spans": spans}]})
    drawn = [bar.pieces[0].tone for bar in row(chart, "primary-care").bars if bar.style == "gap"]
    assert drawn == ["closed", "open"]


def test_a_gap_that_another_explains_is_listed_inside_it_and_not_drawn() -> None:
    chart = layout(a_view())
    assert "Stillastående plan" not in gaps(chart, "social-services")
    listed = next(finding for finding in chart.findings if finding.title == "Stillastående plan")
    assert listed.part_of == ("Behov utan aktivitet",)


def test_an_absence_in_a_partial_view_is_never_drawn_as_certain() -> None:
    view = a_view()
    chart = layout({**view, "findings": [{**view["findings"][0], "unconfirmed": True}]})
    assert list(gaps(chart, "primary-care")) == ["Överlämning utan svar (obekräftat)"]


def test_a_proposed_activity_is_drawn_but_nobody_is_told_to_rely_on_it() -> None:
    proposed = {"id": "a", "kind": "activity", "owner": "association", "planned_start": "2026-12-01"}
    chart = with_items({**proposed, "tentative": True})
    assert "föreslagen" in bar(chart, "association", "a").detail
    assert chart.sentence == "I dag: ingen pågående insats och inget nästa steg som du får se."


def test_what_was_retracted_was_never_so() -> None:
    view = a_view()
    chart = layout({**view, "findings": [{**finding, "status": "retracted"} for finding in view["findings"]]})
    assert chart.findings == ()
    assert not any(bar.style == "gap" for row in chart.rows for bar in row.bars)


def test_findings_are_told_plainly_and_the_most_urgent_first() -> None:
    told = [(finding.status, finding.words) for finding in layout(a_view()).findings]
    assert told[0] == ("critical", "öppet sedan 31 oktober 2026, kritiskt sedan 14 november 2026")
    assert told[1] == (
        "open",
        "öppet sedan 1 november 2026, kritiskt 1 december 2026, upphör 11 januari 2027 om inget ändras",
    )
    assert told[3] == ("upcoming", "väntas 10 december 2026")
    assert told[4] == ("closed", "var öppet 1–28 september 2026")


def test_what_is_foreseen_is_told_with_what_prevents_it_in_the_list_and_at_its_bar() -> None:
    view = a_view()
    words = "Glappet öppnas inte om detta sker senast 10 december 2026: uppföljningen bokas om."
    foreseen = next(finding for finding in view["findings"] if finding["status"] == "upcoming")
    prevented = {**foreseen, "prevent": {"by": foreseen["opens"], "what": words}}
    spans = [{"opens": "2026-08-10", "critical": None, "closes": "2026-09-01"}, *foreseen["spans"]]
    chart = layout({**view, "findings": [{**prevented, "spans": spans}]})

    assert [finding.prevent for finding in chart.findings] == [words]
    before, ahead = (gap.detail for row in chart.rows for gap in row.bars if gap.style == "gap")
    assert words in ahead
    assert words not in before, "what has been can be prevented no more"
    assert all(finding.prevent == "" for finding in layout(a_view()).findings)


def test_a_handover_goes_from_row_to_row_and_waits_for_its_answer() -> None:
    chart = layout(a_view())
    assert [(arrow.sender, arrow.receiver, arrow.answer) for arrow in chart.arrows] == [
        ("social-services", "psychiatry", "no"),
        ("psychiatry", "primary-care", "waiting"),
    ]
    assert bar(chart, "psychiatry", "no").last == date(2026, 8, 20)
    assert bar(chart, "primary-care", "ask").last == TODAY
    assert "inget svar än" in bar(chart, "primary-care", "ask").label


def test_a_handover_that_was_not_taken_says_why() -> None:
    view = a_view()
    items = [{**item, "refusal": "no-capacity"} if item["id"] == "no" else item for item in view["items"]]
    said = bar(layout({**view, "items": items}), "psychiatry", "no")
    assert said.label.endswith("sa nej (kan inte ta emot just nu)")


def test_a_party_that_the_reader_has_no_name_for_gets_a_row_that_says_no_more() -> None:
    view = a_view()
    actors = [actor for actor in view["actors"] if actor["id"] != "psychiatry"]
    other = row(layout({**view, "actors": actors}), "other")
    assert (other.name, other.role) == ("Annan part", "")


def test_marks_stand_on_their_day_and_know_what_is_ahead() -> None:
    marks = {mark.key: mark for mark in row(layout(a_view()), "social-services").marks}
    assert (marks["fu"].shape, marks["fu"].day, marks["fu"].ahead) == ("follow-up", date(2026, 12, 8), True)
    assert (marks["call"].shape, marks["call"].ahead) == ("missed", False)
    person = [(mark.label, mark.day) for mark in row(layout(a_view()), "person").marks]
    assert person == [("Samtycke", date(2026, 6, 1)), ("Samtycket går ut", date(2027, 1, 31))]


def test_a_draft_of_a_consent_marks_nothing() -> None:
    view = a_view()
    items = [{**item, "tentative": True} if item["kind"] == "consent" else item for item in view["items"]]
    assert row(layout({**view, "items": items}), "person").marks == ()


@pytest.mark.parametrize(
    ("items", "said"),
    [
        (
            [("cafe", "2026-07-01", "2026-12-15"), ("sfi", None, "2027-01-11")],
            "I dag: cafe (Förening); till och med 15 december 2026; sedan sfi (Förening) från 11 januari 2027.",
        ),
        ([("cafe", "2026-07-01", None)], "I dag: cafe (Förening); tills vidare, utan bestämt slut."),
        (
            [("cafe", "2026-07-01", "2026-12-15")],
            "I dag: cafe (Förening); till och med 15 december 2026; sedan inget nästa steg som du får se.",
        ),
        ([], "I dag: ingen pågående insats och inget nästa steg som du får se."),
        (
            [("sfi", None, "2027-01-11")],
            "I dag: ingen pågående insats som du får se; till och med 10 januari 2027; "
            "sedan sfi (Förening) från 11 januari 2027.",
        ),
    ],
)
def test_one_sentence_says_who_holds_the_person_until_when_and_what_then(
    items: list[tuple[str, str | None, str | None]], said: str
) -> None:
    made = [
        {"id": key, "kind": "activity", "owner": "association", "title": key, "start": start}
        | ({"planned_end": day} if start else {"planned_start": day})
        for key, start, day in items
    ]
    assert with_items(*made).sentence == said


def test_a_job_holds_the_person_when_no_activity_does() -> None:
    job = {"id": "j", "kind": "status", "owner": "association", "code": "work", "start": "2026-10-01"}
    assert with_items(job).sentence == "I dag: Arbete (Förening); tills vidare, utan bestämt slut."


def test_the_state_counts_each_cause_once() -> None:
    assert layout(a_view()).state == (
        "2 öppna glapp, varav 1 kritiskt. 1 väntas, närmast Försenad uppföljning: 10 december 2026."
    )


def test_the_default_window_shows_the_story_and_stays_readable() -> None:
    chart = layout(a_view())
    assert (chart.first, chart.last) == (date(2026, 5, 1), date(2027, 2, 28))
    old = {"id": "p", "kind": "plan", "owner": "social-services", "start": "2019-01-01", "end": "2031-01-01"}
    assert 200 < with_items(old).days < 600


def test_a_window_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot end"):
        layout(a_view(), first=date(2026, 11, 1), last=date(2026, 10, 1))


def overlapping(lane: Sequence[Placed]) -> bool:
    ordered = sorted((placed.bar for placed in lane), key=lambda bar: bar.first)
    return any(earlier.last >= later.first for earlier, later in pairwise(ordered))


days = st.integers(0, 500).map(lambda n: date.fromordinal(date(2026, 1, 1).toordinal() + n).isoformat())


@settings(deadline=None)  # how busy the machine is says nothing about lanes
@given(st.lists(st.tuples(days, days), max_size=12))
def test_bars_on_one_lane_never_overlap(periods: list[tuple[str, str]]) -> None:
    items = [
        {"id": str(n), "kind": "activity", "owner": "association", "start": min(pair), "end": max(pair)}
        for n, pair in enumerate(periods)
    ]
    chart = layout(a_view(items=items, findings=[]), first=date(2026, 1, 1), last=date(2027, 6, 1))
    bars = [bar for row in chart.rows for bar in row.bars]
    lanes = pack(bars, chart, 100)
    assert sorted(placed.bar.key for lane in lanes for placed in lane) == sorted(bar.key for bar in bars)
    assert not any(overlapping(lane) for lane in lanes)


def test_the_check_for_overlap_sees_one() -> None:
    cafe = bar(layout(a_view()), "association", "cafe")
    assert overlapping([Placed(cafe, "inside"), Placed(cafe, "inside")])


def test_a_reader_without_a_name_is_the_person() -> None:
    view = a_view()
    assert layout({**view, "reader": {**view["reader"], "name": None}}).reader == "personen själv"


def test_a_plan_that_was_closed_today_does_not_go_on() -> None:
    plan = {"id": "p", "kind": "plan", "owner": "association", "start": "2026-09-01", "end": TODAY.isoformat()}
    told = [bar(with_items({**plan, "state": state}), "person", "p").detail for state in ("active", "closed")]
    assert ["pågår" in words for words in told] == [True, False]
