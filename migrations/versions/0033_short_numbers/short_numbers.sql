-- From three digits on, as many as there are in the shortest numbers of all: 112.
alter table sip.actor
    drop constraint actor_phone,
    add constraint actor_phone check (phone ~ '^\+?[0-9]([ -]*[0-9]){2,}$' and length(phone) between 3 and 20);
