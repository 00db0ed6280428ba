"""Every rule that the service knows, in the order in which they are launched."""

from collections.abc import Mapping
from typing import Final

from app.domain.gaps.rule import Rule
from app.domain.gaps.rules.action_plan_missing import action_plan_missing
from app.domain.gaps.rules.activity_compensation_age_limit import activity_compensation_age_limit
from app.domain.gaps.rules.activity_ended_no_successor import activity_ended_no_successor
from app.domain.gaps.rules.activity_never_started import activity_never_started
from app.domain.gaps.rules.benefit_ending import benefit_ending
from app.domain.gaps.rules.benefit_stopped import benefit_stopped
from app.domain.gaps.rules.call_declined_uncovered import call_declined_uncovered
from app.domain.gaps.rules.call_unanswered import call_unanswered
from app.domain.gaps.rules.closed_before_handover import closed_before_handover
from app.domain.gaps.rules.conflicting_workability import conflicting_workability
from app.domain.gaps.rules.consent_expired import consent_expired
from app.domain.gaps.rules.consent_withdrawn import consent_withdrawn
from app.domain.gaps.rules.denied_not_registered import denied_not_registered
from app.domain.gaps.rules.deregistered_unknown import deregistered_unknown
from app.domain.gaps.rules.discharge_without_call import discharge_without_call
from app.domain.gaps.rules.dropout_unhandled import dropout_unhandled
from app.domain.gaps.rules.establishment_ending import establishment_ending
from app.domain.gaps.rules.followup_missing import followup_missing
from app.domain.gaps.rules.followup_overdue import followup_overdue
from app.domain.gaps.rules.income_support_bridging import income_support_bridging
from app.domain.gaps.rules.income_support_longterm import income_support_longterm
from app.domain.gaps.rules.language_course_delay import language_course_delay
from app.domain.gaps.rules.language_right_expiring import language_right_expiring
from app.domain.gaps.rules.longterm_unemployed_idle import longterm_unemployed_idle
from app.domain.gaps.rules.meeting_without_plan import meeting_without_plan
from app.domain.gaps.rules.moved_mid_plan import moved_mid_plan
from app.domain.gaps.rules.need_unowned import need_unowned
from app.domain.gaps.rules.need_without_activity import need_without_activity
from app.domain.gaps.rules.no_main_responsible import no_main_responsible
from app.domain.gaps.rules.parallel_plans import parallel_plans
from app.domain.gaps.rules.permit_expiring import permit_expiring
from app.domain.gaps.rules.person_silent import person_silent
from app.domain.gaps.rules.placement_ending import placement_ending
from app.domain.gaps.rules.plan_stalled import plan_stalled
from app.domain.gaps.rules.referral_pingpong import referral_pingpong
from app.domain.gaps.rules.referral_rejected_unowned import referral_rejected_unowned
from app.domain.gaps.rules.referral_unanswered import referral_unanswered
from app.domain.gaps.rules.release_without_plan import release_without_plan
from app.domain.gaps.rules.responsible_left import responsible_left
from app.domain.gaps.rules.return_to_work_plan_missing import return_to_work_plan_missing
from app.domain.gaps.rules.sickleave_ending import sickleave_ending
from app.domain.gaps.rules.single_actor_plan import single_actor_plan
from app.domain.gaps.rules.sip_not_started import sip_not_started
from app.domain.gaps.rules.student_aid_ending import student_aid_ending
from app.domain.gaps.rules.waitlist_stall import waitlist_stall
from app.domain.gaps.rules.youth_duty_age_out import youth_duty_age_out
from app.domain.gaps.rules.youth_duty_late_registration import youth_duty_late_registration
from app.domain.gaps.rules.youth_duty_no_activity import youth_duty_no_activity
from app.domain.gaps.rules.youth_duty_no_contact import youth_duty_no_contact
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
    sip_not_started,
    call_declined_uncovered,
    meeting_without_plan,
    responsible_left,
    single_actor_plan,
    parallel_plans,
    dropout_unhandled,
    person_silent,
    referral_pingpong,
    closed_before_handover,
    waitlist_stall,
    income_support_bridging,
    youth_duty_no_contact,
    youth_duty_late_registration,
    language_course_delay,
    language_right_expiring,
    discharge_without_call,
    placement_ending,
    moved_mid_plan,
    consent_withdrawn,
    denied_not_registered,
    conflicting_workability,
    sickleave_ending,
    return_to_work_plan_missing,
    benefit_ending,
    benefit_stopped,
    action_plan_missing,
    longterm_unemployed_idle,
    deregistered_unknown,
    establishment_ending,
    student_aid_ending,
    permit_expiring,
    release_without_plan,
    activity_compensation_age_limit,
)

RULES: Final[Mapping[str, Rule]] = {rule.id: rule for rule in CATALOGUE}


def lead_of(rule_id: str) -> int:
    """The days of forecast of a rule."""
    return RULES[rule_id].lead
