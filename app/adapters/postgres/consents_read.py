"""What is read of a person's consents: each as it stands, and every version of it."""

from collections.abc import Mapping
from typing import Final

from app.adapters.postgres.disclosing import ACTORS, ITEM, logged, seen

# A ledger with nothing in it for the reader has been read all the same.
TOLD: Final = """select person_id, id, category, basis from seen
    union all select person_id, person_id, 'plan', 'view' from person
     where person_id = %(person_id)s and not exists (select from seen)"""

CONSENT_VIEWS: Final[Mapping[str, str]] = {
    "consents": f"""
        with {seen("f.person_id = any (sip.records(%(person_id)s)) and f.kind = 'consent'")},
             versions as materialized (
                 select f.id, f.source_version, f.revision,
                        jsonb_build_object(
                            'version', f.source_version || '.' || f.revision, 'at', f.recorded, 'type', e.type,
                            'actor', case when e.id is not null then coalesce(e.actor, sip.the_person()) end,
                            'by_proxy', case when e.actor is null and e."user" like 'proxy-%%' then true end,
                            'user', case when e.actor = sip.me() then e."user" end, 'reason', f.reason) as told
                   from seen s join fact f on f.person_id = s.person_id and f.id = s.id
                   left join event e on e.person_id = f.person_id and e.item_id = f.id
                                    and e.version = f.source_version || '.' || f.revision),
             found as (select (told ->> 'actor')::uuid as owner from versions),
             {logged(TOLD)}
        select jsonb_build_object(
                   'person_id', p.person_id,
                   'consents', (select coalesce(jsonb_agg({ITEM} || jsonb_build_object('history', (
                            select jsonb_agg(v.told order by v.source_version, v.revision)
                              from versions v where v.id = s.id)) order by s.recorded, s.id), '[]') from seen s),
                   'actors', {ACTORS}) as document
          from person p where p.person_id = %(person_id)s""",  # noqa: S608 - only its own literals
}
