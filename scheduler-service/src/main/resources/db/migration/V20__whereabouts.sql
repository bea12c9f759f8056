-- Where the person is, beside the calendar of the policy: what they said, and when they were last seen.
create table whereabouts (
    one       boolean primary key default true check (one),
    context   text check (context in ('sleeping', 'work', 'gym', 'available', 'unknown')),
    until     timestamptz,
    said_at   timestamptz,
    said_by   text,
    last_seen timestamptz,
    check ((context is null) = (said_at is null) and (context is null) = (said_by is null)),
    check (context is not null or until is null)
);
insert into whereabouts default values;

-- What each policy said before, so that it can say so again; rows are only ever added.
create table policy_version (
    name       text        not null,
    version    int         not null check (version > 0),
    body       text        not null,
    changed_at timestamptz not null,
    changed_by text        not null,
    note       text,
    primary key (name, version)
);
insert into policy_version (name, version, body, changed_at, changed_by)
select name, 1, body, changed_at, changed_by from policy;
