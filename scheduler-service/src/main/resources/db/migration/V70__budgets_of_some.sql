-- A budget may be for one agent, tag, model or build, and then only their attempts reserve in it.
alter table budget
    add column period text,
    add column scope  text,
    add column key    text;

-- A removed budget stays for the sake of its version, and is for nobody.
create function is_for(b budget, of_agent text, of_model text, of_builds text[], of_tags text[]) returns boolean
    language sql immutable as $$
    select b.state <> 'removed' and case b.scope
        when 'agent' then b.key = of_agent
        when 'model' then b.key = of_model
        when 'build' then b.key = any (of_builds)
        when 'tag' then b.key = any (of_tags)
        else true end
$$;

drop function reserve(text, bigint, timestamptz);

-- Admits an attempt in all budgets that are for it or in none. The budgets are held first, in one order, so that two who reserve
-- neither miss nor deadlock each other: each statement sees what was committed before it. A soft budget counts along and never
-- refuses; nor does a build's own, which stops its attempt instead.
create function reserve(of_session text, may_cost bigint, at timestamptz, of_agent text, of_model text, of_builds text[],
    of_tags text[]) returns boolean language plpgsql as $$
begin
    perform from budget order by name for update;
    if exists (
        select from budget b
        where hard and scope is distinct from 'build' and is_for(b, of_agent, of_model, of_builds, of_tags)
            and case when period_end > at then spent_nanos else 0 end + reserved_nanos + may_cost > limit_nanos) then
        return false;
    end if;
    update budget b set reserved_nanos = reserved_nanos + may_cost where is_for(b, of_agent, of_model, of_builds, of_tags);
    insert into reservation (session, budget, nanos)
    select of_session, name, may_cost from budget b where is_for(b, of_agent, of_model, of_builds, of_tags);
    return true;
end $$;
