"""Where a rule and its numbers come from, and the texts of law that several rules rest on."""

from dataclasses import dataclass
from typing import Final, Literal

SourceKind = Literal["law", "agreement", "agency", "default"]

# Every reading of law is second-hand until a lawyer has confirmed it, and says so to whoever reads it.
UNCONFIRMED: Final = "ska bekräftas av jurist"


@dataclass(frozen=True, slots=True)
class Source:
    """One ground of a rule: law, an agreement between actors, an agency's report, or our own default."""

    kind: SourceKind
    text: str


@dataclass(frozen=True, slots=True)
class Threshold:
    """A named number of a rule; its source says who decided it, and so who may change it."""

    value: int
    source: SourceKind
    unit: Literal["days", "working days", "years", "times", "actors"] = "days"


SIP_LAW: Final = (
    "2 kap. 7 § SoL (2001:453, lydelse enligt SFS 2009:981) och 16 kap. 4 § HSL, "
    f"överförd till SoL (2025:400); paragrafen {UNCONFIRMED}"
)
EDUCATION_ACT: Final = f"29 kap. 9 § skollagen (2010:800), {UNCONFIRMED}"
