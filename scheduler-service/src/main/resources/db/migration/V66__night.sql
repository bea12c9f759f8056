-- What a person asked of builds for one night: to be left out of its plan, or to go before what nobody asked for.
alter table build
    -- the end of the night; nothing is asked from then on
    add column night_until timestamptz,
    -- its place among those that go first; null for one that was taken out
    add column night_place int check (night_place > 0),
    add constraint night_place_of_a_night check (night_place is null or night_until is not null);
create index build_night on build (night_until) where night_until is not null;

-- A build with a place lies in a lane of its own, so that it can go before others of its like.
alter table lane add column place int;

create or replace function lane_of(b build) returns bigint language plpgsql as $$
declare
    steering text[] := array(select tag from steering_tag where tag = any (b.tags) order by tag);
    wanted   uuid   := md5(row (b.pool, b.agent, b.model, b.workspace, b.priority, b.category, b.kind, extract(epoch from b.effort),
        b.minutes_p50, b.minutes_p90, b.cost_p90, b.approval = 'granted', steering)::text || coalesce(' place ' || b.night_place, ''))::uuid;
    known    bigint;
begin
    select id into known from lane where key = wanted;
    if known is null then
        insert into lane (key, pool, agent, model, workspace, priority, category, kind, effort, minutes_p50, minutes_p90, cost_p90,
            approved, tags, place)
        values (wanted, b.pool, b.agent, b.model, b.workspace, b.priority, b.category, b.kind, b.effort, b.minutes_p50, b.minutes_p90,
            b.cost_p90, b.approval = 'granted', steering, b.night_place)
        on conflict (key) do nothing
        returning id into known;
    end if;
    if known is null then
        select id into known from lane where key = wanted;
    end if;
    return known;
end $$;

-- As before, and the end of a night that a build was taken out of is a time of its own like the others.
create or replace function build_in_lane() returns trigger language plpgsql as $$
begin
    if new.state not in ('queued', 'retrying') then
        new.lane := null;
        new.due_at := null;
        return new;
    end if;
    if tg_op = 'INSERT' or old.state not in ('queued', 'retrying') or new.earliest_start is distinct from old.earliest_start
        or new.retry_at is distinct from old.retry_at or new.night_until is distinct from old.night_until
        or new.night_place is distinct from old.night_place then
        new.due_at := greatest(new.earliest_start, new.retry_at, case when new.night_place is null then new.night_until end);
    end if;
    if new.approval <> 'needed' and new.blockers = '{}' and new.open_dependencies = 0 and new.due_at is null then
        new.lane := lane_of(new);
    else
        new.lane := null;
    end if;
    return new;
end $$;

drop trigger build_in_lane on build;
create trigger build_in_lane
    before insert or update of state, approval, blockers, open_dependencies, due_at, earliest_start, retry_at, pool, agent, model,
        workspace, priority, category, kind, effort, minutes_p50, minutes_p90, cost_p90, tags, night_until, night_place
    on build for each row execute function build_in_lane();

-- Each change of what is asked, with what was asked before it, so that it can be taken back.
create table night_change (
    number      bigint generated always as identity primary key,
    night_until timestamptz not null,
    said        text        not null,
    at          timestamptz not null,
    by          text        not null,
    -- by number; those that went first in their order
    first       bigint[]    not null,
    out         bigint[]    not null,
    undone_at   timestamptz,
    undone_by   text
);
create index night_change_open on night_change (night_until, number) where undone_at is null;
