"""The colours of a timeline in light and in dark: text at least 4.5:1 against its ground, what is drawn 3:1."""

import re

# Tint under a period, line around it, solid for an activity, and the text on that solid.
_LIGHT = {
    "municipality": ("#dceaf7", "#2f6ea5", "#1d5a8c", "#ffffff"),
    "region": ("#d6efeb", "#1f7d73", "#0b655d", "#ffffff"),
    "state": ("#ece2f5", "#7a4a9e", "#653a8a", "#ffffff"),
    "civil-society": ("#f8ead0", "#946312", "#7d5208", "#ffffff"),
    "business": ("#e6e8eb", "#5d6873", "#49535e", "#ffffff"),
    "other": ("#eceef0", "#66717c", "#55606b", "#ffffff"),
    "person": ("#e4e8ee", "#3d4c5c", "#2c3a49", "#ffffff"),
}
_DARK = {
    "municipality": ("#17324b", "#6ba8dc", "#7db8ea", "#0b1117"),
    "region": ("#123a36", "#58bfb2", "#6fd0c3", "#0b1117"),
    "state": ("#33224a", "#b48fdc", "#c9a5ee", "#0b1117"),
    "civil-society": ("#43300c", "#d3a04a", "#e6b566", "#0b1117"),
    "business": ("#2b323a", "#98a3ae", "#b3bcc5", "#0b1117"),
    "other": ("#262c33", "#8b96a1", "#a9b2bb", "#0b1117"),
    "person": ("#27313c", "#9fb0c0", "#c3cfda", "#0b1117"),
}
_BASE = """
.sip-timeline text{font-family:system-ui,"Segoe UI","Noto Sans","DejaVu Sans",sans-serif}
.sip-timeline .title{font-size:22px;font-weight:700}
.sip-timeline .lead{font-size:15px;font-weight:600}
.sip-timeline .state{font-size:13px}
.sip-timeline .name{font-size:13px;font-weight:600}
.sip-timeline .small{font-size:11px}
.sip-timeline .month{font-size:12px}
.sip-timeline .label{font-size:11.5px}
.sip-timeline .strong{font-weight:700}
.sip-timeline .none{fill:none}
.sip-timeline .thin{stroke-width:1}
.sip-timeline .thick{stroke-width:2}
.sip-timeline .dash{stroke-dasharray:5 3}
.sip-timeline .beat{stroke-dasharray:9 3 2 3}
.sip-timeline .dots{stroke-dasharray:1.5 3.5;stroke-linecap:round;stroke-width:2}
.sip-timeline .struck{stroke-dasharray:2 3}
.sip-timeline .halo{paint-order:stroke;stroke-width:4px;stroke-linejoin:round}
"""


def _rules(
    paper: str,
    ink: str,
    muted: str,
    grid: str,
    band: str,
    gap: str,
    critical: str,
    old: str,
    levels: dict[str, tuple[str, str, str, str]],
) -> str:
    """The rules of one scheme; `gap`, `critical` and `old` are 'tint line' pairs."""
    root = ".sip-timeline"
    rules = [
        f"{root} .paper{{fill:{paper}}}{root} .ink{{fill:{ink}}}{root} .muted{{fill:{muted}}}",
        f"{root} .grid{{stroke:{grid}}}{root} .band{{fill:{band}}}",
        f"{root} .line{{stroke:{ink}}}{root} .way{{stroke:{muted}}}",
        f"{root} .panel{{fill:{band};stroke:{grid}}}",
        f"{root} .halo{{stroke:{paper}}}{root} .onink{{fill:{paper}}}{root} .edge{{stroke:{paper}}}",
    ]
    for name, pair in (("gap", gap), ("critical", critical), ("old", old)):
        tint, line = pair.split()
        rules.append(f"{root} .{name}-tint{{fill:{tint}}}{root} .{name}-line{{stroke:{line}}}")
        rules.append(f"{root} .{name}-text{{fill:{line}}}")
    for level, (tint, line, solid, text) in levels.items():
        row = f"{root} .{level}"
        rules.append(f"{row} .tint{{fill:{tint}}}{row} .outline{{stroke:{line}}}")
        rules.append(f"{row} .solid{{fill:{solid}}}{row} .onsolid{{fill:{text}}}")
    return "\n".join(rules)


_IN_LIGHT = _BASE + _rules(
    paper="#ffffff",
    ink="#16212c",
    muted="#4b5a68",
    grid="#dde3e9",
    band="#f4f7f9",
    gap="#fdeceb #b3261e",
    critical="#f6c6c1 #7d0f0a",
    old="#f3eeee #7b6462",
    levels=_LIGHT,
)
STYLE = (
    _IN_LIGHT
    + "\n@media (prefers-color-scheme:dark){\n"
    + _rules(
        paper="#10161c",
        ink="#e9eef3",
        muted="#aab6c2",
        grid="#2b3540",
        band="#182028",
        gap="#3a1a1b #ff8f86",
        critical="#5e1712 #ffb3ac",
        old="#262020 #b59c99",
        levels=_DARK,
    )
    + "\n}\n"
)
"""For a picture by itself, and for the style sheet of a page that pictures stand inside."""
ON_PAPER = re.sub(r"\.sip-timeline \.halo\{[^}]*\}", "", _IN_LIGHT)
"""Without the light edge around labels, which not everything that sets paper can draw behind the letters."""
