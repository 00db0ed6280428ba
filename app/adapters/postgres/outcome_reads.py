"""What is read of a plan's outcome: its goals, and what was told of them, of the way to work, and by the person."""

from collections.abc import Mapping
from typing import Final

from app.adapters.postgres.disclosing import ACTORS, OF_A_PLAN, item, logged, visible
from app.adapters.postgres.plan_reads import ITEMS_LOGGED, ITS_PERSON
from app.domain.self_sufficiency import STATUSES

CODES: Final = ", ".join(f"'{code}'" for code in STATUSES)
# What an outcome is told of has to be seen too, and what was withdrawn is told no more.
TOLD: Final = """
    case s.kind when 'goal-outcome' then exists (select from visible g where g.kind = 'goal'
                                                                        and g.id::text = s.fields ->> 'goal')
                else s.kind in ('plan', 'person', 'status', 'goal', 'ladder-step', 'questionnaire') end
    and not s.fields ? 'withdrawn_on'"""
ABOUT: Final = f"""fact f where f.current and not f.void and f.person_id = {ITS_PERSON}
                     and (f.plan_id = %(plan_id)s or f.kind in ('person', 'consent')
                          or f.kind = 'status' and f.fields ->> 'code' in ({CODES}))"""
OF_THE_PLAN: Final = item("visible")

OUTCOME_VIEWS: Final[Mapping[str, str]] = {
    # Beside what is told, all that is visible of the plan: it says how far the reader sees.
    "plan-outcome": f"""
        with visible as materialized ({visible(ABOUT)}),
             seen as materialized (select * from visible s where {TOLD}),
             found as (select null::uuid as owner where false),
             {logged(f"{ITEMS_LOGGED} where exists ({OF_A_PLAN})")}
        select jsonb_build_object(
                   'plan_id', %(plan_id)s::text, 'person_id', (select person_id from seen limit 1),
                   'items', jsonb_agg({OF_THE_PLAN} order by s.fields ->> 'on', s.id), 'actors', {ACTORS},
                   'visible', (select jsonb_agg({OF_THE_PLAN} order by s.id) from visible s
                                where s.plan_id = %(plan_id)s or s.kind = 'consent')) as document
          from seen s having exists ({OF_A_PLAN})""",  # noqa: S608 - only its own literals
}
