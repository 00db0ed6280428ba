-- The newest block of the log, for an auditor of any actor, and for nobody else: which it is, when it was sealed and with
-- what, to be held against the copy of the head; and whether something has waited for longer than sealing takes. Of the
-- rows it says nothing, since most of them are of others. No row: nothing has been sealed as yet.
create function sip.seal_status() returns table (block bigint, sealed_at timestamptz, seal bytea, late boolean)
language sql stable security definer set search_path = sip, pg_temp
begin atomic
    select b.block, b.at, b.seal,
           exists (select from audit a
                    where (a.written, a.n) > (b.written, b.n) and a.at < clock_timestamp() - interval '10 minutes')
      from audit_block b
     where me() is not null and said('sip.audits') = 'yes'
     order by b.block desc limit 1;
end;
revoke execute on function sip.seal_status() from public;
grant execute on function sip.seal_status() to sip_service;
