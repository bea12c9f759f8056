-- What planning reads. A build is ready when nothing of its own holds it: no consent, blocker, open dependency or time of its own.
-- Ready builds lie in lanes. A lane is all that the rules ask of a build; those of one lane may start at the same times, so a
-- pass asks the rules once per lane and looks at the heads of the lanes that are let in, however many builds lie behind them.
-- Triggers keep all of it, so that no statement that changes a build can forget to.

-- Tags that some policy names; others say nothing about when a build may start, and ticket numbers would make a lane each.
create table steering_tag (
    tag text primary key,
    -- builds that carry it were put into lanes that know it, up to this number; null when all were
    laned_to bigint default 0
);

create table lane (
    id          bigint generated always as identity primary key,
    key         uuid     not null unique,
    pool        text     not null,
    agent       text,
    model       text,
    workspace   text,
    priority    text     not null,
    category    text     not null,
    kind        text     not null,
    effort      interval not null,
    minutes_p50 int      not null,
    minutes_p90 int      not null,
    cost_p90    bigint   not null,
    approved    boolean  not null,
    tags        text[]   not null
);

alter table build
    -- in which lane it waits; null unless it is ready
    add column lane bigint references lane (id),
    -- the later of earliest_start and retry_at, until a pass finds that the time has come
    add column due_at timestamptz,
    -- how many of its dependencies still hold it
    add column open_dependencies int not null default 0;

create function lane_of(b build) returns bigint language plpgsql as $$
declare
    steering text[] := array(select tag from steering_tag where tag = any (b.tags) order by tag);
    wanted   uuid   := md5(row (b.pool, b.agent, b.model, b.workspace, b.priority, b.category, b.kind, extract(epoch from b.effort),
        b.minutes_p50, b.minutes_p90, b.cost_p90, b.approval = 'granted', steering)::text)::uuid;
    known    bigint;
begin
    select id into known from lane where key = wanted;
    if known is null then
        insert into lane (key, pool, agent, model, workspace, priority, category, kind, effort, minutes_p50, minutes_p90, cost_p90,
            approved, tags)
        values (wanted, b.pool, b.agent, b.model, b.workspace, b.priority, b.category, b.kind, b.effort, b.minutes_p50, b.minutes_p90,
            b.cost_p90, b.approval = 'granted', steering)
        on conflict (key) do nothing
        returning id into known;
    end if;
    if known is null then
        select id into known from lane where key = wanted;
    end if;
    return known;
end $$;

create function build_in_lane() returns trigger language plpgsql as $$
begin
    if new.state not in ('queued', 'retrying') then
        new.lane := null;
        new.due_at := null;
        return new;
    end if;
    -- The time is judged by the pass that finds it has come, so that one clock decides.
    if tg_op = 'INSERT' or old.state not in ('queued', 'retrying') or new.earliest_start is distinct from old.earliest_start
        or new.retry_at is distinct from old.retry_at then
        new.due_at := greatest(new.earliest_start, new.retry_at);
    end if;
    if new.approval <> 'needed' and new.blockers = '{}' and new.open_dependencies = 0 and new.due_at is null then
        new.lane := lane_of(new);
    else
        new.lane := null;
    end if;
    return new;
end $$;

create trigger build_in_lane
    before insert or update of state, approval, blockers, open_dependencies, due_at, earliest_start, retry_at, pool, agent, model,
        workspace, priority, category, kind, effort, minutes_p50, minutes_p90, cost_p90, tags
    on build for each row execute function build_in_lane();

-- Counts again rather than up and down. The rows are held first: of two dependencies that end at once, the later one to count
-- sees the other, because each statement sees what was committed before it.
create function count_open_dependencies(builds bigint[]) returns void language plpgsql as $$
begin
    perform 1 from build where number = any (builds) order by number for update;
    update build b set open_dependencies = d.open
    from (select d.build, count(*) filter (where not (o.state = 'finished'
                 or d.on_failure = 'continue' and o.state in ('failed', 'cancelled', 'rejected'))) as open
          from dependency d join build o on o.number = d.depends_on
          where d.build = any (builds) group by d.build) d
    where b.number = d.build and b.open_dependencies <> d.open;
end $$;

create function dependencies_added() returns trigger language plpgsql as $$
begin
    perform count_open_dependencies(array(select distinct build from added));
    return null;
end $$;

create trigger dependencies_added after insert on dependency
    referencing new table as added for each statement execute function dependencies_added();

create function dependency_turned() returns trigger language plpgsql as $$
declare
    waiting bigint[] := array(select build from dependency where depends_on = new.number);
begin
    if waiting <> '{}' then
        perform count_open_dependencies(waiting);
    end if;
    return null;
end $$;

create trigger dependency_turned after update of state on build for each row
    when ((old.state in ('finished', 'failed', 'cancelled', 'rejected')) or (new.state in ('finished', 'failed', 'cancelled', 'rejected')))
    execute function dependency_turned();

-- Builds that are there already.
update build b set open_dependencies = d.open
from (select d.build, count(*) filter (where not (o.state = 'finished'
             or d.on_failure = 'continue' and o.state in ('failed', 'cancelled', 'rejected'))) as open
      from dependency d join build o on o.number = d.depends_on group by d.build) d
where b.number = d.build;
update build set retry_at = retry_at, due_at = greatest(earliest_start, retry_at) where state in ('queued', 'retrying');

-- The order within a lane: the best score first, then age. The sign is turned so that "ahead of this one" is one range.
create index build_lane on build (lane, (-score), created_at, number) where lane is not null;
create index build_due on build (due_at) where due_at is not null;
