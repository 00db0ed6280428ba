-- A body's statistics as they were made: a quarter and its editions, of which the last one stands. No person is in
-- them, and no number that rests on fewer than five.
create table sip.statistics (
    quarter  text not null constraint statistics_quarter check (quarter ~ '^[0-9]{4}-Q[1-4]$'),
    edition  integer not null constraint statistics_edition check (edition > 0),
    body     text not null,
    on_day   date not null,
    document jsonb not null,
    at       timestamptz not null default clock_timestamp(),
    primary key (quarter, edition, body)
);
create index statistics_body on sip.statistics (body, quarter);
alter table sip.statistics enable row level security;
alter table sip.statistics force row level security;
grant select on sip.statistics to sip_service;
grant select, insert on sip.statistics to sip_worker;
create policy made on sip.statistics for select to sip_worker using (true);
create policy makes on sip.statistics for insert to sip_worker with check (true);

-- The members of the day read what a body is told; of a body that has named none, the actors of its municipalities.
create function sip.is_member_of(body text) returns boolean language sql stable parallel safe
    return exists (
        select from sip.coordination_body b
         where b.key = is_member_of.body
           and b.version = (select max(v.version) from sip.coordination_body v where v.key = b.key)
           and case when b.members = '[]'
                    then exists (select from sip.actor a where a.id = sip.me()
                                    and a.municipality_code = any (b.municipalities))
                    else exists (select from jsonb_to_recordset(b.members) as m (actor uuid, start date, "end" date)
                                  where m.actor = sip.me() and m.start <= sip.today()
                                    and coalesce(sip.today() <= m."end", true)) end);
grant execute on function sip.is_member_of(text) to sip_service;
create policy members on sip.statistics for select to sip_service using (sip.is_member_of(body));
alter policy members on sip.body_escalation using (sip.is_member_of(body));
