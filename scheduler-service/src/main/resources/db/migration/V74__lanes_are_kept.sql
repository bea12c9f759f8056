-- A lane in which no build waits is removed now and then. A build that comes to it at that moment keeps it from being removed,
-- or makes it anew; it was refused before, because the lane that it had found was gone when it was stored.
create or replace function lane_of(b build) returns bigint language plpgsql as $$
declare
    steering text[] := array(select tag from steering_tag where tag = any (b.tags) order by tag);
    wanted   uuid   := md5(row (b.pool, b.agent, b.model, b.workspace, b.priority, b.category, b.kind, extract(epoch from b.effort),
        b.minutes_p50, b.minutes_p90, b.cost_p90, b.approval = 'granted', steering)::text || coalesce(' place ' || b.night_place, ''))::uuid;
    known    bigint;
begin
    loop
        select id into known from lane where key = wanted for key share;
        if known is null then
            insert into lane (key, pool, agent, model, workspace, priority, category, kind, effort, minutes_p50, minutes_p90, cost_p90,
                approved, tags, place)
            values (wanted, b.pool, b.agent, b.model, b.workspace, b.priority, b.category, b.kind, b.effort, b.minutes_p50,
                b.minutes_p90, b.cost_p90, b.approval = 'granted', steering, b.night_place)
            on conflict (key) do nothing
            returning id into known;
        end if;
        -- Somebody else may have made it meanwhile, and then it is there to be found.
        exit when known is not null;
    end loop;
    return known;
end $$;
