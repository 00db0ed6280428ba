"""Statistics as the members of a body read them; they bear no person."""

from collections.abc import Mapping
from typing import Final

STATISTICS_VIEWS: Final[Mapping[str, str]] = {
    "statistics": """
        with made as (
            select distinct on (s.quarter) s.quarter, s.edition, s.on_day, s.document
              from statistics s where s.body = %(body)s order by s.quarter desc, s.edition desc),
        logged as (
            insert into audit (request_id, client, "user", actor, action, outcome)
            values (%(request_id)s, %(client)s, %(user)s, sip.me(), %(action)s, 'read'))
        select jsonb_build_object(
                   'shown', (select m.document || jsonb_build_object('edition', m.edition, 'made_on', m.on_day)
                               from made m
                              where m.quarter = coalesce(%(quarter)s, (select max(quarter) from made))),
                   'quarters', (select coalesce(jsonb_agg(jsonb_build_object(
                        'quarter', m.quarter, 'edition', m.edition, 'made_on', m.on_day) order by m.quarter desc), '[]')
                                  from made m)) as document""",
}
