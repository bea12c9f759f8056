-- How many builds wait in each lane, and of those in none what holds them; kept while they change, as the counts of V12 are and for the
-- same reasons. The rules are asked once per lane in which band it could start next, so that a whole queue is counted by band.
create table waiting_count (
    -- null for builds that lie in no lane
    lane   bigint,
    hold   text   not null check (hold in ('none', 'person', 'build', 'time')),
    builds bigint not null,
    unique nulls not distinct (lane, hold)
);
create table waiting_count_change (
    id     bigint generated always as identity primary key,
    lane   bigint,
    hold   text   not null,
    builds bigint not null
);

create view waiting_counted as
    select lane, hold, sum(builds)::bigint as builds
    from (select lane, hold, builds from waiting_count union all select lane, hold, builds from waiting_count_change) c
    group by lane, hold having sum(builds) <> 0;

-- What holds a build that waits: nothing of its own where it lies in a lane, else what the rules ask of first.
create function hold_of(lane bigint, open_dependencies int, approval text, blockers text[], safety text) returns text
language sql immutable as $$
    select case
        when lane is not null then 'none'
        when open_dependencies > 0 then 'build'
        when approval = 'needed' or blockers <> '{}' or safety = 'held' then 'person'
        else 'time' end
$$;

create function waiting_added() returns trigger language plpgsql as $$
begin
    insert into waiting_count_change (lane, hold, builds)
    select a.lane, hold_of(a.lane, a.open_dependencies, a.approval, a.blockers, a.safety), count(*) from added a where a.state in ('queued', 'retrying') group by 1, 2;
    return null;
end $$;

create function waiting_gone() returns trigger language plpgsql as $$
begin
    insert into waiting_count_change (lane, hold, builds)
    select g.lane, hold_of(g.lane, g.open_dependencies, g.approval, g.blockers, g.safety), -count(*) from gone g where g.state in ('queued', 'retrying') group by 1, 2;
    return null;
end $$;

create function waiting_turned() returns trigger language plpgsql as $$
begin
    if old.state in ('queued', 'retrying') then
        insert into waiting_count_change (lane, hold, builds) values (old.lane, hold_of(old.lane, old.open_dependencies, old.approval, old.blockers, old.safety), -1);
    end if;
    if new.state in ('queued', 'retrying') then
        insert into waiting_count_change (lane, hold, builds) values (new.lane, hold_of(new.lane, new.open_dependencies, new.approval, new.blockers, new.safety), 1);
    end if;
    return null;
end $$;

create trigger waiting_added after insert on build
    referencing new table as added for each statement execute function waiting_added();
create trigger waiting_gone after delete on build
    referencing old table as gone for each statement execute function waiting_gone();
create trigger waiting_turned after update on build for each row
    when ((old.state in ('queued', 'retrying') or new.state in ('queued', 'retrying'))
      and (old.state in ('queued', 'retrying'), old.lane, old.open_dependencies > 0, old.approval, old.blockers <> '{}', old.safety)
        is distinct from
          (new.state in ('queued', 'retrying'), new.lane, new.open_dependencies > 0, new.approval, new.blockers <> '{}', new.safety))
    execute function waiting_turned();

insert into waiting_count
select lane, hold_of(b.lane, b.open_dependencies, b.approval, b.blockers, b.safety), count(*) from build b where state in ('queued', 'retrying') group by 1, 2;
