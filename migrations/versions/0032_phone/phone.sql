-- The number that persons call, as the actor has chosen to write it: told to everybody, as its name is.
alter table sip.actor
    add column phone text
        constraint actor_phone check (phone ~ '^\+?[0-9][0-9 -]*[0-9]$' and length(phone) between 5 and 20);
