-- Beside day, week and month for all that is spent, a budget may be for one agent, tag, model or build, under a name of its own.
alter table budget drop constraint budget_name_check;
alter table budget
    add column period     text not null default 'always' check (period in ('day', 'week', 'month', 'always')),
    add column scope      text check (scope in ('agent', 'tag', 'model', 'build')),
    add column key        text,
    -- a removed one stays, so that its versions go on rising when it comes again
    add column removed_at timestamptz;
update budget set period = name;
alter table budget
    alter column period drop default,
    add check (name ~ '^[a-z0-9-]{1,40}$'),
    add check ((scope is null) = (key is null)),
    -- the three that are for everything, and only those
    add check (case when name in ('day', 'week', 'month') then scope is null and period = name and removed_at is null
                    else scope is not null end);

-- Set for the first time it had no limit before, removed it has none any more.
alter table budget_change alter column old_limit_nanos drop not null, alter column new_limit_nanos drop not null;

-- Which builds a tag's cost is of.
create index build_of_tag on build using gin (tags);
