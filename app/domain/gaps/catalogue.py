"""Every rule that the service knows, in the order in which they are launched."""

from collections.abc import Mapping
from typing import Final

from app.domain.gaps.rule import Rule
from app.domain.gaps.rules.activity_ended_no_successor import activity_ended_no_successor
from app.domain.gaps.rules.activity_never_started import activity_never_started
from app.domain.gaps.rules.call_unanswered import call_unanswered
from app.domain.gaps.rules.consent_expired import consent_expired
from app.domain.gaps.rules.followup_missing import followup_missing
from app.domain.gaps.rules.followup_overdue import followup_overdue
from app.domain.gaps.rules.income_support_longterm import income_support_longterm
from app.domain.gaps.rules.need_unowned import need_unowned
from app.domain.gaps.rules.need_without_activity import need_without_activity
from app.domain.gaps.rules.no_main_responsible import no_main_responsible
from app.domain.gaps.rules.plan_stalled import plan_stalled
from app.domain.gaps.rules.referral_rejected_unowned import referral_rejected_unowned
from app.domain.gaps.rules.referral_unanswered import referral_unanswered
from app.domain.gaps.rules.youth_duty_age_out import youth_duty_age_out
from app.domain.gaps.rules.youth_duty_no_activity import youth_duty_no_activity
from app.domain.gaps.rules.zero_between_fk_af import zero_between_fk_af

CATALOGUE: Final[tuple[Rule, ...]] = (
    no_main_responsible,
    need_unowned,
    need_without_activity,
    followup_missing,
    followup_overdue,
    plan_stalled,
    activity_never_started,
    activity_ended_no_successor,
    call_unanswered,
    referral_unanswered,
    referral_rejected_unowned,
    consent_expired,
    youth_duty_no_activity,
    youth_duty_age_out,
    income_support_longterm,
    zero_between_fk_af,
)

RULES: Final[Mapping[str, Rule]] = {rule.id: rule for rule in CATALOGUE}


def lead_of(rule_id: str) -> int:
    """The days of forecast of a rule."""
    return RULES[rule_id].lead
