-- Which caseworkers have asked for a letter in the morning. `box` is the address, sealed with the service's key: the
-- database alone does not tell it. No person that a plan is about is in it. Whoever has asked reaches the own row and no
-- other; the worker takes them all, settles each once a day, and forgets whoever has not signed in for long.
create table sip.digest (
    actor_id   uuid not null references sip.actor,
    "user"     text not null,
    client     text not null,  -- by which she signed in: one that is stopped gets her no letter
    box        bytea not null,
    until      date not null,  -- the last day on which it is kept
    settled_on date,           -- the day of which it is decided whether there is a letter
    refused_on date,           -- the last day on which the mail server would not take one for that address
    primary key (actor_id, "user")
);
alter table sip.digest enable row level security;
alter table sip.digest force row level security;
grant select, insert, delete on sip.digest to sip_service;
grant select, update (settled_on, refused_on), delete on sip.digest to sip_worker;
create policy ones_own on sip.digest to sip_service
    using (actor_id = sip.me() and "user" = sip.said('sip.user'))
    with check (actor_id = sip.me() and "user" = sip.said('sip.user') and until <= sip.today() + 90);
create policy mornings on sip.digest to sip_worker using (true) with check (true);
