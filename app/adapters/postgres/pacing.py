"""The pace of a worklist in PostgreSQL: the one statement that lets cards in, and what tells which of them wait.

The rule is that of app/domain/pace.py, told in SQL so that it is decided for everybody at once; a test holds the two
against each other.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from app.domain.days import Day
from app.domain.pace import SEVERE, week_of

_A_CARD: Final = "g.status in ('open', 'critical') and g.inhibited_by = '{}' and g.holder is null"
_NEVER_WAITS: Final = "(g.rule = any(%(severe)s) or g.status = 'critical' and g.critical >= p.start_on)"
_LET_IN_BEFORE: Final = "exists (select from admission a where a.person_id = g.person_id and a.finding_id = g.id)"

PACED: Final = "left join pace p on p.actor_id = g.reader"
WAITS: Final = f"""
    (p.actor_id is not null and {_A_CARD} and w.acts = 0 and not {_NEVER_WAITS} and not {_LET_IN_BEFORE})"""
"""Whether a card `g`, with its acts `w` and the pace `p` of its reader, is not in the worklist yet. What somebody
has done something with is in it, and what never waits, whether or not a worker has come by."""

ONE_AT_A_TIME: Final = "select pg_advisory_xact_lock(hashtextextended('admission', 2))"
"""A statement of its own: what it waited for has to be seen by the next one."""
LET_IN: Final = f"""
    with taken as (
        insert into admission (person_id, finding_id, reader, on_day)
        select w.person_id, w.finding_id, w.reader, min(w.on_day)
          from finding_work w join pace p on p.actor_id = w.reader
         where w.on_day >= %(week)s
           and not exists (select from finding_work b where b.person_id = w.person_id
                              and b.finding_id = w.finding_id and b.on_day < %(week)s)
           and not exists (select from admission a where a.person_id = w.person_id and a.finding_id = w.finding_id)
         group by w.person_id, w.finding_id, w.reader
        returning reader),
    used as (
        select reader, count(*) as cards
          from (select reader from admission where on_day >= %(week)s union all select reader from taken) a
         group by reader),
    placed as (
        select g.person_id, g.id, g.reader, {_NEVER_WAITS} as at_once,
               p.cards_per_caseworker * p.caseworkers - coalesce(u.cards, 0) as room,
               row_number() over (
                   partition by g.reader
                   order by not {_NEVER_WAITS}, g.opens < p.start_on, g.rule <> all (%(severe)s), g.critical nulls last,
                            g.opens, g.id) as place
          from finding g join pace p on p.actor_id = g.reader left join used u on u.reader = g.reader
         where {_A_CARD} and coalesce(g.valid_until > %(today)s, true) and not {_LET_IN_BEFORE}
           and not exists (select from finding_work w where w.person_id = g.person_id and w.finding_id = g.id))
    insert into admission (person_id, finding_id, reader, on_day)
    select person_id, id, reader, %(today)s from placed where at_once or place <= room"""
"""For every reader with a pace: what was taken in by hand counts on the day that it was; the rest of the week's
budget is given out."""

_MONDAY: Final = "date_trunc('week', sip.today())::date"
WEEK: Final = f"""
    (select jsonb_build_object(
                'budget', p.cards_per_caseworker * p.caseworkers, 'next_week_on', {_MONDAY} + 7,
                'let_in_this_week', (select count(*) from admission a
                                      where a.reader = p.actor_id and a.on_day >= {_MONDAY}))
       from pace p where p.actor_id = sip.me())"""
HELD_BACK: Final = f"""
    (select jsonb_build_object(
                'count', count(*), 'critical', count(*) filter (where c.status = 'critical'),
                'by_rule', (select coalesce(jsonb_object_agg(r.rule, r.cards), '{{}}')
                              from (select rule, count(*) as cards from card where waits group by rule) r)) || {WEEK}
       from card c where c.waits)"""
"""Of the cards in `card`: how many wait, and when the next come in; null without a pace."""

PACE_VIEWS: Final[Mapping[str, str]] = {
    "pace": f"""
        with logged as (
            insert into audit (request_id, client, "user", actor, action, outcome)
            values (%(request_id)s, %(client)s, %(user)s, sip.me(), %(action)s, 'read'))
        select jsonb_build_object('start_on', p.start_on, 'cards_per_caseworker', p.cards_per_caseworker,
                                  'caseworkers', p.caseworkers) || {WEEK} as document
          from pace p where p.actor_id = sip.me()""",
}


def parameters(today: Day) -> Mapping[str, Any]:
    """What LET_IN is told of the day."""
    return {"severe": list(SEVERE), "today": date.fromordinal(today), "week": date.fromordinal(week_of(today))}
