-- Money is reserved before it is spent: what an attempt may cost (p90) counts against every budget from its start to its end.
alter table budget
    -- what live attempts may still cost
    add column reserved_nanos bigint not null default 0 check (reserved_nanos >= 0),
    -- as of when the spending was counted
    add column counted_at timestamptz not null default '-infinity';

create table reservation (
    session     text   not null,
    budget      text   not null references budget (name) on delete cascade,
    nanos       bigint not null check (nanos >= 0),
    -- what the session is known to have cost, and since when
    recorded    bigint not null default 0,
    recorded_at timestamptz not null default 'infinity',
    -- so much of it is part of what the budget counts as spent, and no longer reserved
    counted     bigint not null default 0 check (counted between 0 and nanos),
    primary key (session, budget)
);
create index reservation_of on reservation (budget);

-- Admits an attempt in all budgets or in none. The budgets are held first, in one order, so that two who reserve neither miss nor
-- deadlock each other: each statement sees what was committed before it. A soft budget counts along and never refuses.
create function reserve(of_session text, may_cost bigint, at timestamptz) returns boolean language plpgsql as $$
begin
    perform from budget order by name for update;
    update budget set reserved_nanos = reserved_nanos + may_cost
    where not exists (
        select from budget
        where hard and case when period_end > at then spent_nanos else 0 end + reserved_nanos + may_cost > limit_nanos);
    if not found and exists (select from budget) then
        return false;
    end if;
    insert into reservation (session, budget, nanos) select of_session, name, may_cost from budget;
    return true;
end $$;

-- Gives back what is still reserved for a session; a second time there is nothing to give back.
create function release(of_session text) returns void language plpgsql as $$
begin
    perform from budget order by name for update;
    with gone as (delete from reservation where session = of_session returning budget, nanos - counted as nanos)
    update budget b set reserved_nanos = b.reserved_nanos - gone.nanos from gone where b.name = gone.budget;
end $$;

-- What a session cost and its budget counts as spent is no longer reserved beside it.
create function count_as_spent() returns void language plpgsql as $$
begin
    perform from budget order by name for update;
    with moved as (
        update reservation r set counted = least(r.nanos, r.recorded) from budget b
        where r.budget = b.name and r.recorded_at <= b.counted_at and r.counted < least(r.nanos, r.recorded)
        returning r.budget, new.counted - old.counted as nanos)
    update budget b set reserved_nanos = b.reserved_nanos - m.nanos
    from (select budget, sum(nanos) as nanos from moved group by budget) m where b.name = m.budget;
end $$;

-- An attempt that ends, however it ends, gives back what it did not use; its lease is what lets a reservation expire.
create function attempt_over() returns trigger language plpgsql as $$
begin
    perform release(old.session);
    return null;
end $$;

create trigger attempt_over after update of ended_at on attempt for each row
    when (old.ended_at is null and new.ended_at is not null) execute function attempt_over();
create trigger attempt_gone after delete on attempt for each row execute function attempt_over();
