-- What is reserved for a batch is reserved under the session of the member that leads, and is given back when the last of its attempts
-- has ended: the agent goes on while one of them is wanted. Two that end at once wait for each other at the budgets, and the later one
-- sees that it is the last.
create or replace function attempt_over() returns trigger language plpgsql as $$
begin
    if old.batch is null then
        perform release(old.session);
    else
        perform from budget order by name for update;
        perform release(b.session) from batch b
        where b.number = old.batch
            and not exists (select from attempt a where a.batch = b.number and a.ended_at is null);
    end if;
    return null;
end $$;
