"""For whom somebody acts, as that one reads it: a person each, with the mandates that hold today."""

from collections.abc import Mapping
from typing import Final

# The persons are told of it as of any reading by a proxy; whoever acts for nobody has read that.
REPRESENTED_VIEWS: Final[Mapping[str, str]] = {
    "represented": """
        with held as materialized (select * from sip.represented()),
             told as materialized (
                 select h.person_id, min(h.mandate::text) as mandate,
                        jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
                            'mandate', h.mandate, 'power', h.power, 'start', lower(h.days),
                            'end', upper(h.days) - 1)) order by h.power, h.mandate) as powers
                   from held h group by h.person_id),
             logged as (
                 insert into audit (request_id, client, "user", actor, person_id, action, outcome, items)
                 select %(request_id)s, %(client)s, coalesce('proxy-' || mandate, %(user)s), sip.me(), person_id,
                        %(action)s, 'read', items
                   from (select person_id, mandate, jsonb_build_array(jsonb_build_object(
                                    'id', person_id, 'category', 'plan', 'basis', mandate)) as items from told
                          union all
                         select sip.myself(), null, '[]' where not exists (select from told)) as disclosed)
        select jsonb_build_object(
                   'persons', (select coalesce(jsonb_agg(jsonb_build_object(
                                   'person_id', t.person_id, 'powers', t.powers) order by t.person_id), '[]')
                                 from told t)) as document,
               (select coalesce(jsonb_object_agg(person_id, encode(details, 'hex')), '{}')
                  from (select distinct person_id, details from held where details is not null) d) as details""",
}
