-- What starts although a budget is spent, each as its scope and its key: 'tag growth'.
alter table budget add column exempt text[] not null default '{}';

-- Builds that some budget exempts by name. Each lies in a lane of its own: what holds its like need not hold it.
create table steering_build (build bigint primary key);
alter table lane add column build bigint;

create or replace function lane_of(b build) returns bigint language plpgsql as $$
declare
    steering text[] := array(select tag from steering_tag where tag = any (b.tags) order by tag);
    apart    bigint := (select build from steering_build where build = b.number);
    wanted   uuid   := md5(row (b.pool, b.agent, b.model, b.workspace, b.priority, b.category, b.kind, extract(epoch from b.effort),
        b.minutes_p50, b.minutes_p90, b.cost_p90, b.approval = 'granted', steering)::text || coalesce(' place ' || b.night_place, '')
        || coalesce(' build ' || apart, ''))::uuid;
    known    bigint;
begin
    loop
        select id into known from lane where key = wanted for key share;
        if known is null then
            insert into lane (key, pool, agent, model, workspace, priority, category, kind, effort, minutes_p50, minutes_p90, cost_p90,
                approved, tags, place, build)
            values (wanted, b.pool, b.agent, b.model, b.workspace, b.priority, b.category, b.kind, b.effort, b.minutes_p50,
                b.minutes_p90, b.cost_p90, b.approval = 'granted', steering, b.night_place, apart)
            on conflict (key) do nothing
            returning id into known;
        end if;
        -- Somebody else may have made it meanwhile, and then it is there to be found.
        exit when known is not null;
    end loop;
    return known;
end $$;

drop function reserve(text, bigint, timestamptz, text, text, text[], text[]);

-- Admits an attempt in all budgets that are for it or in none. The budgets are held first, in one order, so that two who reserve
-- neither miss nor deadlock each other: each statement sees what was committed before it. A soft budget counts along and never
-- refuses; nor does a build's own, which stops its attempt instead, nor one from which the attempt is exempt.
create function reserve(of_session text, may_cost bigint, at timestamptz, of_agent text, of_model text, of_builds text[],
    of_tags text[], exempt_from text[]) returns boolean language plpgsql as $$
begin
    perform from budget order by name for update;
    if exists (
        select from budget b
        where hard and scope is distinct from 'build' and name <> all (exempt_from)
            and is_for(b, of_agent, of_model, of_builds, of_tags)
            and case when period_end > at then spent_nanos else 0 end + reserved_nanos + may_cost > limit_nanos) then
        return false;
    end if;
    update budget b set reserved_nanos = reserved_nanos + may_cost where is_for(b, of_agent, of_model, of_builds, of_tags);
    insert into reservation (session, budget, nanos)
    select of_session, name, may_cost from budget b where is_for(b, of_agent, of_model, of_builds, of_tags);
    return true;
end $$;
