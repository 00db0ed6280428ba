"""Every frequency that the simulated world rests on, with the public source it is to be calibrated on.

None of these is a measurement. They were set to be plausible; before anybody leans on a figure that comes out,
each has to be confirmed against its source. Shares are percent.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Assumption:
    """A number, what it says in Swedish, and the public source it is calibrated on, to be confirmed."""

    value: int
    sv: str
    source: str


_SOCIALSTYRELSEN = "Socialstyrelsen, statistik om ekonomiskt bistånd"
_FK = "Försäkringskassan, statistik om pågående sjukfall"
_AF = "Arbetsförmedlingen, månadsstatistik"
_SKOLVERKET = "Skolverket, uppföljning av kommunernas aktivitetsansvar"
_SKR = "SKR och uppdragpsykiskhalsa.se, om samordnad individuell plan"
_IAF = "IAF, granskningar av handlingsplaner"
_RIR = "Riksrevisionen, RiR 2015:4 och RiR 2025:20"
_ISF = "ISF 2023:4 och 2023:15"
_VG = "SKR, väntetider i vården (vårdgarantin)"
_OWN = "eget antagande; ingen offentlig källa funnen"

GROUPS: Final[Mapping[str, Assumption]] = {
    "income-support": Assumption(27, "långvarigt ekonomiskt bistånd", _SOCIALSTYRELSEN),
    "sick-leave": Assumption(25, "sjukskrivning som går mot sitt slut", _FK),
    "unemployed": Assumption(22, "långvarig arbetslöshet", _AF),
    "youth-duty": Assumption(10, "ungdomar i kommunens aktivitetsansvar", _SKOLVERKET),
    "newly-arrived": Assumption(8, "nyanlända i etablering", _AF),
    "many-agencies": Assumption(8, "plan med flera aktörer och överlämningar mellan dem", _SKR),
}
"""Which target group a person of the target groups belongs to."""

SHARES: Final[Mapping[str, Assumption]] = {
    "shared-plan": Assumption(25, "i övriga målgrupper har en gemensam plan", _SKR),
    "sip-never-called": Assumption(15, "av konstaterade SIP-behov blir liggande utan kallelse", _SKR),
    "call-late-answer": Assumption(15, "av kallelserna besvaras sent", _SKR),
    "need-left-over": Assumption(15, "av behoven i en ny plan tas inte av någon", _SKR),
    "plan-not-linked": Assumption(30, "av myndigheternas egna planer kopplas inte till den gemensamma", _RIR),
    "unbooked": Assumption(40, "av de försenade insatserna fanns aldrig inbokade", _OWN),
    "registered-late": Assumption(20, "av avbrotten i gymnasiet når aktivitetsansvaret sent", _SKOLVERKET),
    "staff-leaves": Assumption(30, "av planerna förlorar sin ansvariga handläggare", _OWN),
    "vacancy": Assumption(45, "av dem som slutar ersätts inte genast", _OWN),
    "departure-reported": Assumption(75, "av avgångarna rapporteras", _OWN),
    "start-dropped": Assumption(20, "av de planerade insatserna börjar inte i tid", _IAF),
    "next-dropped": Assumption(30, "av insatserna följs inte av någon nästa, fast en var tänkt", _RIR),
    "need-met": Assumption(35, "av insatserna räcker, så att behovet är mött", _OWN),
    "dropout": Assumption(18, "av insatserna slutar med att personen avbryter", _AF),
    "dropout-not-called": Assumption(40, "av avbrotten ringer ingen om", _RIR),
    "only-on-paper": Assumption(6, "av insatserna pågår bara på pappret den sista tiden", _OWN),
    "referral": Assumption(45, "av hälsobehoven går via en överlämning", _OWN),
    "referral-dropped": Assumption(25, "av överlämningarna blir liggande utan svar", _VG),
    "referral-rejected": Assumption(18, "av överlämningarna avvisas", _OWN),
    "rejected-dropped": Assumption(60, "av de avvisade tar ingen hand om behovet", _RIR),
    "follow-up-rebooked": Assumption(10, "av uppföljningarna bokas om", _IAF),
    "follow-up-forgotten": Assumption(18, "av uppföljningarna glöms", _IAF),
    "consent-lapses": Assumption(22, "av samtyckena förnyas inte i tid", _SKR),
    "own-follow-up-held": Assumption(85, "av en ensam myndighets egna uppföljningar blir av", _IAF),
    "nobody-plans": Assumption(40, "av dem som behöver en planering får den inte i tid", _RIR),
    "income-gap": Assumption(25, "av dem vars ersättning tar slut står utan inkomst en tid", _ISF),
    "income-unseen": Assumption(15, "av dem försörjs utan att tjänsten får veta det", _OWN),
    "denied": Assumption(20, "av sjukskrivningarna slutar med avslag", _ISF),
    "contact-dropped": Assumption(30, "av ungdomarna tappas ur sikte en tid", _SKOLVERKET),
    "no-receiver": Assumption(40, "har ingen mottagare när en åldersgräns eller ett program tar slut", _SKOLVERKET),
    "report-late": Assumption(30, "av rapporterna kommer senare än dagen", _OWN),
    "report-very-late": Assumption(6, "av rapporterna kommer en till två månader sent", _OWN),
    "report-twice": Assumption(3, "av rapporterna kommer två gånger", _OWN),
    "report-corrected": Assumption(4, "av rapporterna har först fel datum", _OWN),
    "report-mistaken": Assumption(3, "av personerna får en annans uppgift, som sedan tas bort", _OWN),
}
"""How often things happen and are dropped."""
