-- How many builds there are, kept while they change, because counting a million takes a second. Each statement that changes builds adds
-- its differences as rows of their own: writers of one total would wait for each other, and deadlock where they take several in
-- different orders. Now and then the differences are folded into the totals.
create table build_count (
    state    text   not null,
    priority text   not null,
    kind     text   not null,
    builds   bigint not null,
    primary key (state, priority, kind)
);
create table build_count_change (
    id       bigint generated always as identity primary key,
    state    text   not null,
    priority text   not null,
    kind     text   not null,
    builds   bigint not null
);
insert into build_count select state, priority, kind, count(*) from build group by state, priority, kind;

create view build_counted as
    select state, priority, kind, sum(builds)::bigint as builds
    from (select state, priority, kind, builds from build_count union all select state, priority, kind, builds from build_count_change) c
    group by state, priority, kind having sum(builds) <> 0;

create function builds_added() returns trigger language plpgsql as $$
begin
    insert into build_count_change (state, priority, kind, builds)
    select state, priority, kind, count(*) from added group by state, priority, kind;
    return null;
end $$;

create function builds_gone() returns trigger language plpgsql as $$
begin
    insert into build_count_change (state, priority, kind, builds)
    select state, priority, kind, -count(*) from gone group by state, priority, kind;
    return null;
end $$;

create function build_turned() returns trigger language plpgsql as $$
begin
    insert into build_count_change (state, priority, kind, builds)
    values (old.state, old.priority, old.kind, -1), (new.state, new.priority, new.kind, 1);
    return null;
end $$;

create trigger builds_added after insert on build
    referencing new table as added for each statement execute function builds_added();
create trigger builds_gone after delete on build
    referencing old table as gone for each statement execute function builds_gone();
create trigger build_turned after update of state, priority, kind on build for each row
    when ((old.state, old.priority, old.kind) is distinct from (new.state, new.priority, new.kind))
    execute function build_turned();

-- What people filter by, newest first within it. pg_trgm is a trusted extension: who owns the database may add it.
create extension if not exists pg_trgm;
create index build_by_priority on build (priority, number desc);
create index build_by_kind on build (kind, number desc);
create index build_by_agent on build (agent, number desc) where agent is not null;
create index build_by_tag on build using gin (tags);
create index build_by_title on build using gin (title gin_trgm_ops);
