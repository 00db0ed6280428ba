"""A table as a file: withheld numbers said as such, in the manner of programs or of a spreadsheet."""

from typing import Any

from app.usecases.statistics_csv import Manner, written

CALLS: dict[str, Any] = {
    "columns": [{"column": "unanswered"}, {"column": "share"}],
    "rows": [
        {"row": "a", "label": "Region; syd", "values": {"unanswered": 7, "share": 12.5}},
        {"row": "b", "label": "=1+1", "values": {"unanswered": None, "share": None}},
    ],
}


def test_a_program_reads_codes_points_and_what_is_withheld() -> None:
    assert written(CALLS).split("\r\n") == [
        "row,label,unanswered,share",
        "a,Region; syd,7,12.5",
        "b,'=1+1,withheld,withheld",
        "",
    ]


def test_a_spreadsheet_reads_words_semicolons_and_commas() -> None:
    manner = Manner(";", ",", "visas inte", {"unanswered": "utan svar i tid", "row": "Kod"})

    assert written(CALLS, manner).split("\r\n")[:3] == [
        "Kod;label;utan svar i tid;share",
        'a;"Region; syd";7;12,5',
        "b;'=1+1;visas inte;visas inte",
    ]


def test_a_table_by_place_says_which() -> None:
    row = {"row": "x", "label": "X", "place": {"kind": "county", "code": "06"}, "values": {"opened": 5}}

    text = written({"columns": [{"column": "opened"}], "rows": [row]})

    assert text == "row,label,place_kind,place_code,opened\r\nx,X,county,06,5\r\n"
