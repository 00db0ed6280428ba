"""The words that people read for every code the service knows, in Swedish and in English."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from app.domain.administration_words import ADMINISTRATION_LISTS
from app.domain.agreement_words import AGREEMENT_LISTS
from app.domain.caseload_words import CASELOAD_LISTS
from app.domain.change_words import CHANGE_LISTS
from app.domain.correction_words import CORRECTION_LISTS
from app.domain.granting_words import GRANTING_LISTS
from app.domain.log_words import LOG_LISTS
from app.domain.merge_words import MERGE_LISTS
from app.domain.offer_words import OFFER_LISTS
from app.domain.outcome_words import OUTCOME_LISTS
from app.domain.plan_words import PLAN_LISTS
from app.domain.protection_words import PROTECTION_LISTS
from app.domain.statistics_words import STATISTICS_LISTS
from app.domain.voice_words import VOICE_LISTS

MONTHS_SV = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)

# One line per code: code | Swedish | English. A list is ordered as life goes: what comes first stands first.
_LISTS = {
    "kind": """
        person | person | person
        status | period i livet | episode in life
        decision | beslut | decision
        assessment | bedömning av arbetsförmåga | assessment of work ability
        contact | kontakt | contact
        agency-plan | myndighetens egen plan | the agency's own plan
        queue | köplats | place in a queue
        sip-need | behov av SIP | need of a shared plan
        consent | samtycke | consent
        pause | paus | pause
        plan | gemensam plan (SIP) | shared plan (SIP)
        main-responsible | huvudansvarig | main responsible
        handler | handläggare | caseworker
        need | behov | need
        ownership | ansvar för behov | responsibility for a need
        activity | insats | activity
        referral | överlämning | referral
        case | öppet ärende | open case
        call | kallelse | call
        meeting | SIP-möte | SIP meeting
        follow-up | uppföljning | follow-up
        goal | mål | goal
        participant | deltagare | participant
        appointment | bokat möte | booked meeting
        minutes | minnesanteckningar | minutes
        task | uppdrag från möte | task from a meeting
        goal-outcome | utfall för mål | outcome of a goal
        ladder-step | steg mot arbete | step towards work
        questionnaire | personens svar | the person's answers
        end-report | slutrapport | end report
        message | meddelande | message
        crisis-plan | krisplan | crisis plan
        voice | personens egna ord | the person's own words
        contact-wish | önskemål om kontakt | wish on how to be reached
        legal-basis | bestämmelse som bryter sekretess | legal basis of a disclosure
        emergency-access | nödöppning | emergency access
        mandate | företrädare | mandate
        assignment | tilldelad handläggare | assigned caseworker
    """,
    "function": """
        social-services | socialtjänsten | social services
        labour-market-unit | arbetsmarknadsenheten | labour market unit
        youth-duty-unit | aktivitetsansvaret (KAA) | youth activity duty unit
        adult-education | vuxenutbildningen | adult education
        school | skolan | school
        primary-care | vårdcentralen | primary care
        psychiatry | psykiatrin | psychiatry
        rehabilitation | rehabiliteringen | rehabilitation
        employment-service | Arbetsförmedlingen | employment service
        social-insurance | Försäkringskassan | social insurance agency
        unemployment-fund | a-kassan | unemployment insurance fund
        student-aid | CSN | student aid board
        prison-probation | Kriminalvården | prison and probation service
        migration | Migrationsverket | migration agency
        employer | arbetsgivare | employer
        association | förening | association
        union | facket | trade union
        person | personen själv | the person
    """,
    "level": """
        municipality | kommun | municipality
        region | region | region
        state | stat | state
        civil-society | civilsamhälle | civil society
        business | näringsliv | business
    """,
    "category": """
        work | arbete | work
        education | utbildning | education
        economy | ekonomi | economy
        health | hälsa | health
        housing | boende | housing
        social | sociala frågor | social matters
        plan | planen i stort | the plan at large
    """,
    "status": """
        work | arbete | work
        study | studier | studies
        parental-leave | föräldraledighet | parental leave
        military-service | värnplikt | military service
        sickness-benefit | sjukpenning | sickness benefit
        rehabilitation-benefit | rehabiliteringspenning | rehabilitation benefit
        sickness-compensation | sjukersättning | sickness compensation
        activity-compensation | aktivitetsersättning | activity compensation
        unemployment-benefit | a-kassa | unemployment benefit
        activity-support | aktivitetsstöd | activity support
        establishment-benefit | etableringsersättning | establishment benefit
        student-aid | studiemedel | student aid
        income-support | ekonomiskt bistånd | income support
        pension | pension | pension
        other-income | annan inkomst | other income
        job-seeker | inskriven arbetssökande | registered job seeker
        job-seeker-obstacle | inskriven med förhinder | registered, temporarily unable
        programme | arbetsmarknadspolitiskt program | labour market programme
        establishment-programme | etableringsprogrammet | introduction programme
        youth-duty | kommunalt aktivitetsansvar (KAA) | municipal youth activity duty
        upper-secondary | gymnasieskola | upper secondary school
        language-course-applied | sökt sfi | applied for Swedish for immigrants
        language-course | sfi | Swedish for immigrants
        inpatient | inskriven i slutenvård | inpatient
        custody | frihetsberövad | in custody
        placement | placering | placement
        residence-permit | uppehållstillstånd | residence permit
        resident | folkbokförd | registered as resident
        abroad | utomlands | abroad
        protected-identity | skyddade personuppgifter | protected identity
    """,
    "income-support-detail": """
        unemployed | arbetslöshet | unemployment
        sick | sjukdom | sickness
        social | sociala skäl | social reasons
        waiting-for-benefit | väntar på ersättning | waiting for a benefit
        top-up | kompletterar inkomst | tops up an income
    """,
    "decision": """
        sickness-benefit-denied | nekad sjukpenning | sickness benefit denied
        benefit-denied | nekad ersättning | benefit denied
        benefit-stopped | ersättning stoppad | benefit stopped
        deregistered-known | avaktualiserad, känd orsak | deregistered, reason known
        deregistered-unknown | avaktualiserad, okänd orsak | deregistered, reason unknown
        left-school | lämnade skolan | left school
        graduated | tog examen | graduated
        discharge-ready | utskrivningsklar | ready for discharge
        discharged | utskriven från slutenvård | discharged
        release-planned | frigivning planerad | release planned
        permit-extension-applied | sökt förlängt tillstånd | applied for a longer permit
        language-right-start | rätt till sfi börjar | right to Swedish for immigrants begins
    """,
    "assessment-outcome": """
        able | kan arbeta | able to work
        partly | kan arbeta delvis | partly able to work
        unable | kan inte arbeta nu | unable to work now
    """,
    "contact-outcome": """
        reached | kontakt | reached
        missed | uteblev | missed
        attempted | försök till kontakt | attempted
        cancelled-by-agency | inställt av myndigheten | cancelled by the agency
    """,
    "agency-plan": """
        action-plan | handlingsplan | action plan
        return-to-work | plan för återgång i arbete | return-to-work plan
        implementation-plan | genomförandeplan | implementation plan
        establishment-plan | etableringsplan | establishment plan
        study-plan | studieplan | study plan
        rehabilitation-plan | rehabiliteringsplan | rehabilitation plan
    """,
    "activity-outcome": """
        completed | fullföljd | completed
        dropout | avhopp | dropped out
        cancelled | inställd | cancelled
        interrupted | bruten | interrupted
    """,
    "activity-state": """
        proposed | föreslagen | proposed
        planned | planerad | planned
        ongoing | pågår | ongoing
        completed | fullföljd | completed
        interrupted | bruten | interrupted
        dropout | avhopp | dropped out
        cancelled | inställd | cancelled
    """,
    **PLAN_LISTS,
    **OFFER_LISTS,
    **OUTCOME_LISTS,
    **VOICE_LISTS,
    **GRANTING_LISTS,
    **CASELOAD_LISTS,
    **PROTECTION_LISTS,
    **CORRECTION_LISTS,
    **MERGE_LISTS,
    **AGREEMENT_LISTS,
    "finding-status": """
        upcoming | väntas | upcoming
        open | öppet | open
        critical | kritiskt | critical
        closed | stängt | closed
        retracted | rättat: har aldrig funnits | corrected: it was never so
    """,
    "finding-state": """
        upcoming | väntas | upcoming
        open | öppet | open
        reopened | öppet igen | open again
        acknowledged | taget | taken on
        snoozed | vilar till en dag | asleep until a day
        resolved | klart | done with
        dismissed | lagt åt sidan | put aside
    """,
    "escalation-step": """
        reminded | påminnelse till den som väntas svara | reminder to whoever is awaited
        manager | chefen har fått veta | the manager has been told
        main-responsible | den huvudansvariga har fått veta | the main responsible has been told
        body | står på samverkansorganets lista | is on the coordination body's list
    """,
    "resolution": """
        fixed | åtgärdat | fixed
        wrong-fact | en uppgift är fel | a fact is wrong
        late-report | var redan gjort, rapporterades sent | had been done, was reported late
        handled-outside | hanteras utanför planen | handled outside the plan
        person-declines | personen vill inte | the person declines
        not-relevant | regeln träffar fel här | the rule is off the mark here
        wrong-recipient | ska till någon annan | for somebody else
    """,
    **STATISTICS_LISTS,
    **CHANGE_LISTS,
    **ADMINISTRATION_LISTS,
    **LOG_LISTS,
}


def _column(number: int) -> Mapping[str, Mapping[str, str]]:
    def read(text: str) -> Mapping[str, str]:
        lines = (line.split("|") for line in text.strip().splitlines())
        return MappingProxyType({cells[0].strip(): cells[number].strip() for cells in lines})

    return MappingProxyType({name: read(text) for name, text in _LISTS.items()})


LABELS_SV = _column(1)
LABELS_EN = _column(2)


def label_sv(code_list: str, code: str | None) -> str:
    """The Swedish word for a code; the code itself when the list lacks it, so that nothing is hidden."""
    return "" if code is None else LABELS_SV[code_list].get(code, code)


def day_sv(day: date) -> str:
    """A day as people write it in Swedish: 14 mars 2026."""
    return f"{day.day} {MONTHS_SV[day.month - 1]} {day.year}"


def days_sv(first: date, last: date) -> str:
    """Two days, both included, without saying the same year or month twice: 11 juli–10 augusti 2026."""
    if first == last:
        return day_sv(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day_sv(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS_SV[first.month - 1]}–{day_sv(last)}"
    return f"{day_sv(first)}–{day_sv(last)}"
