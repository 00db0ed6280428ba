"""What is served of the style sheets: every rule that is written, and every property that some rule reads."""

import re

from app.portal.assets import ASSETS, BUNDLES, COMMENT, bundled, lean

SHEETS = [name for name in BUNDLES if name.endswith(".css")]
SET = re.compile(r"(--[\w-]+)\s*:")


def test_every_property_that_is_read_is_set_as_it_was_written_and_no_rule_is_gone() -> None:
    served = {name: ASSETS[name].body.decode() for name in SHEETS}
    read = set(re.findall(r"var\(\s*(--[\w-]+)", "".join(served.values())))
    for name in SHEETS:
        written = COMMENT.sub("", bundled(name))
        assert {one for one in SET.findall(written) if one in read} <= set(SET.findall(served[name])), name
        assert written.count("{") == served[name].count("{"), name
        assert "/*" not in served[name], name


def test_what_nobody_reads_is_left_out_and_so_is_what_only_that_one_read() -> None:
    sheets = {
        "theme.css": ":root {\n  --a: 1px;\n  --b: var(--a);\n  --c: calc(\n    var(--d)\n  );\n  --d: 2px;\n}\n",
        "page.css": "/* said */ p { margin: var(--c, 0); --e: 1; }\n",
    }
    assert lean(sheets) == {
        "theme.css": ":root {\n--c: calc(\nvar(--d)\n);\n--d: 2px;\n}\n",
        "page.css": " p { margin: var(--c, 0); --e: 1; }\n",
    }
