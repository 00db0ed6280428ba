"""The words that people read for what a rule is made of: its thresholds, who owns its gaps, its grounds and waves."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from app.domain.gaps.catalogue import CATALOGUE
from app.domain.gaps.rule import Rule
from app.domain.gaps.sources import SourceKind

WAVES: Final[tuple[tuple[Rule, ...], ...]] = (CATALOGUE[:16], CATALOGUE[16:36], CATALOGUE[36:])
"""The rules in the three waves in which they are launched."""

# One line per threshold: name | Swedish | English.
_THRESHOLDS: Final = """
    handover | tid utan huvudansvarig | time without a main responsible
    settling | tid utan ansvarig aktör | time without a responsible actor
    idle | tid utan att något pågår | time with nothing going on
    booked_within | så nära ska något vara bokat för att räknas | how near a booking has to be to count
    unbooked | tid utan bokad uppföljning | time without a booked follow-up
    grace | respit efter dagen | grace after the day
    quiet | tid utan att något hörs eller antecknas | time without anything heard or recorded
    answer_within | tid att svara | time to answer
    new_path_within | tid att hitta en annan väg | time to find another way
    age_limit | åldersgräns | age limit
    before | så långt före slutdagen börjar glappet | how long before the end the gap begins
    after | så länge efter slutdagen bevakas det | how long after the end it is watched
    taken_over_within | så tidigt får någon ha tagit över för att räknas | how early a takeover may be to count
    days_of_support | dagar med försörjningsstöd | days with income support
    out_of | så långt tillbaka räknas de | the stretch of days in which they are counted
    without_income | tid utan ersättning eller inkomst | time without a benefit or income
    denial_counts | så länge räknas ett avslag | how long a denial counts
    called_within | tid att kalla | time to call
    taken_within | tid för någon annan att ta behovet | time for somebody else to take the need
    written_within | tid att skriva in planen | time to write the plan
    named_within | tid att namnge en ny handläggare | time to name another caseworker
    alone | tid med insatser från bara en aktör | time with activities of one actor only
    beside | tid vid sidan av den gemensamma planen | time beside the shared plan
    contact_within | tid att nå personen | time to reach the person
    missed | kontakter som inte blev av | contacts that did not happen
    by | aktörer som försökte | actors that tried
    within | tidsrymden som räknas | the stretch of days that counts
    handovers | överlämningar | referrals
    lasting | så länge ska en insats ha varat för att räknas | how long an activity has to last to count
    waiting | tid i väntan på beslut | time of waiting for a decision
    out_of_touch | tid utan kontakt | time out of touch
    registered_within | tid att bli inskriven | time to become registered
    start_within | tid att få börja | time to be let to begin
    start_within_establishment | tid att få börja inom etableringen | time to begin within the establishment programme
    right_for | så länge gäller rätten | how long the right lasts
    planned_before | så tidigt får planeringen ha börjat för att räknas | how early planning may have begun to count
    watched | så länge bevakas det efter slutet | how long it is watched after the end
    handed_over_within | tid att lämna över planen | time to hand over the plan
    unsettled | tid med olika bedömningar | time with differing judgements
    met_within | så länge räknas ett möte | how long a meeting counts
    expected | så lång väntas sjukskrivningen bli | how long the sick leave is expected to be
    planned_within | tid att göra planen | time to make the plan
    decision_counts | så länge räknas beslutet | how long the decision counts
    registered_for | tid som inskriven | time of being registered
"""

_OWNERS: Final = """
    own_actor | den aktör som rapporterade det som glappet handlar om | the actor that reported what the gap is about
    recipient | den aktör som fick frågan | the actor that was asked
    plan_owner | planens huvudansvariga, annars den som gjorde planen | the plan's main responsible, else its maker
    owner_of_its_plan | huvudansvarig för planen med det behov som kallelsen gällde | the main responsible of the need's plan
    need_owner | den som tagit på sig behovet, annars planens huvudansvariga | whoever took on the need, else the plan's main responsible
    person_owner | huvudansvarig för den öppna plan som började först | the main responsible of the open plan begun first
    _who_pays | den aktör som betalar försörjningsstödet | the actor that pays the income support
    _assessed_last | den aktör som bedömde senast | the actor that judged last
    _owner | huvudansvarig för planen som följde med i flytten | the main responsible of the plan brought along in the move
    _employer | arbetsgivaren, annars den som betalar ersättningen | the employer, else the actor that pays the benefit
    owner | den aktör som personen är inskriven hos | the actor that the person is registered with
"""  # noqa: E501 - a table of words

SOURCES_SV: Final[Mapping[SourceKind, str]] = {
    "law": "lag",
    "agreement": "överenskommelse",
    "agency": "myndighet eller kunskapsstöd",
    "default": "tjänstens eget förslag",
}
SOURCES_EN: Final[Mapping[SourceKind, str]] = {
    "law": "law",
    "agreement": "agreement",
    "agency": "agency or guideline",
    "default": "the service's own default",
}
UNITS_SV: Final = {
    "days": "dagar",
    "working days": "arbetsdagar",
    "years": "år",
    "times": "gånger",
    "actors": "aktörer",
}
SEVERITY_SV: Final = {"low": "låg", "medium": "medel", "high": "hög", "critical": "akut"}


def _column(table: str, number: int) -> Mapping[str, str]:
    lines = ([cell.strip() for cell in line.split("|")] for line in table.strip().splitlines())
    return MappingProxyType({cells[0]: cells[number] for cells in lines})


THRESHOLDS_SV, THRESHOLDS_EN = _column(_THRESHOLDS, 1), _column(_THRESHOLDS, 2)
_OWNERS_SV, _OWNERS_EN = _column(_OWNERS, 1), _column(_OWNERS, 2)


def owner_words(rule: Rule) -> tuple[str, str]:
    """Who owns a gap of this rule, in Swedish and in English; where nobody fits it is the municipality."""
    name = rule.owner.__name__
    return _OWNERS_SV[name], _OWNERS_EN[name]
