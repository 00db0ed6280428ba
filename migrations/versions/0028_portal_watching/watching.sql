-- What is in a session that has not ended. An open page that asks by itself prolongs nothing: whoever has left it is
-- signed out like anybody else.
create function sip.see_session(the_hash bytea) returns bytea
language sql stable security definer set search_path = sip, pg_temp
begin atomic
    select box from portal_session where hash = the_hash and now() < idle_until;
end;

revoke execute on function sip.see_session(bytea) from public;
grant execute on function sip.see_session(bytea) to sip_service;
