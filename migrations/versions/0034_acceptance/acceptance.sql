-- As before, but that the person agrees to an activity that is proposed, whosever it is, and changes nothing else in it.
do $$
declare
    answers constant text := 'answers text[] := answers_of(new.kind);';
    amended text := pg_get_functiondef('sip.admit()'::regprocedure);
begin
    amended := replace(amended, answers, answers || $new$
    accepts boolean := coalesce(new.person_id = any (mine()), false) and new.kind = 'activity' and not new.tentative
        and not new.fields ?| array['start', 'outcome'] and coalesce((new.fields ->> 'end')::date > today(), true);$new$);
    amended := replace(amended, 'new.tentative <> held.tentative', 'new.tentative <> held.tentative and not accepts');
    if (select count(*) from regexp_matches(amended, '\maccepts\M', 'g')) <> 2 then
        raise exception 'sip.admit() is not as this migration knows it';
    end if;
    execute amended;
end $$;
