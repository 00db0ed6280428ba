-- Who is signed in to the portal. `hash` is that of the cookie's random text, and `box` is sealed with a key that is
-- made of that text and of the service's own: neither the database nor the key store opens it alone. No role may read
-- or write the table, and nobody lists it: the functions below take one session by its hash.
create table sip.portal_session (
    hash       bytea primary key,
    box        bytea not null,
    idle       integer not null,  -- seconds
    idle_until timestamptz not null,
    ends       timestamptz not null
);
create index portal_session_idle on sip.portal_session (idle_until);
alter table sip.portal_session enable row level security;
alter table sip.portal_session force row level security;
create policy portal on sip.portal_session to sip_owner using (true) with check (true);

-- What is over is swept away when others sign in, a few at a time, so that the table is as large as a day is busy.
create function sip.open_session(the_hash bytea, the_box bytea, idle_seconds integer, seconds integer) returns void
language plpgsql security definer set search_path = sip, pg_temp as $$
declare
    ending timestamptz := now() + make_interval(secs => seconds);
begin
    delete from portal_session where hash in (
        select hash from portal_session where idle_until < now() order by idle_until limit 8 for update skip locked);
    insert into portal_session
    values (the_hash, the_box, idle_seconds, least(now() + make_interval(secs => idle_seconds), ending), ending);
end $$;

-- What is in it, if it has not ended. It is noted as used once a minute at most: most pages then write nothing.
create function sip.use_session(the_hash bytea) returns bytea
language plpgsql security definer set search_path = sip, pg_temp as $$
declare
    found_box bytea;
    noted timestamptz;
    rests interval;
begin
    select box, idle_until, make_interval(secs => idle) into found_box, noted, rests
      from portal_session where hash = the_hash and now() < idle_until;
    if found_box is not null and noted < now() + rests - interval '1 minute' then
        update portal_session set idle_until = least(now() + rests, ends) where hash = the_hash and idle_until < ends;
    end if;
    return found_box;
end $$;

create function sip.end_session(the_hash bytea) returns void
language sql security definer set search_path = sip, pg_temp
begin atomic
    delete from portal_session where hash = the_hash;
end;

revoke execute on function sip.open_session(bytea, bytea, integer, integer), sip.use_session(bytea),
                           sip.end_session(bytea) from public;
grant execute on function sip.open_session(bytea, bytea, integer, integer), sip.use_session(bytea),
                          sip.end_session(bytea) to sip_service;
