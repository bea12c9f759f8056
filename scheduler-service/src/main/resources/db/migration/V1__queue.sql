create sequence fence;

create table build (
    number         bigint generated always as identity primary key,
    key            text unique,
    title          text        not null,
    prompt         text        not null,
    priority       text        not null check (priority in ('urgent', 'high', 'medium', 'low')),
    category       text        not null,
    kind           text        not null,
    impact         int         not null check (impact between 1 and 10),
    effort         interval    not null check (effort > interval '0'),
    tags           text[]      not null default '{}',
    blockers       text[]      not null default '{}',
    agent          text,
    model          text,
    workspace      text,
    accept         text,
    cap            numeric check (cap >= 0),
    deadline       timestamptz,
    earliest_start timestamptz,
    pool           text        not null default 'default',
    approval       text        not null check (approval in ('not-needed', 'needed', 'granted')),
    state          text        not null default 'queued' check (state in
        ('queued', 'dispatched', 'running', 'verifying', 'retrying', 'escalated', 'finished', 'failed', 'cancelled', 'rejected')),
    score          bigint      not null,
    created_at     timestamptz not null,
    created_by     text        not null,
    started_at     timestamptz,
    ended_at       timestamptz,
    retry_at       timestamptz,
    -- attempts made, and those of them that count for the retry ladder
    attempts       int         not null default 0,
    failures       int         not null default 0,
    -- what the next attempt is told of the earlier ones, and the session it may take up again
    evidence       text,
    resume         text,
    minutes_p50    int         not null,
    minutes_p90    int         not null,
    cost_p50       bigint      not null,
    cost_p90       bigint      not null,
    estimate_source text       not null,
    version        bigint      not null default 1,
    check (state not in ('finished', 'failed', 'cancelled', 'rejected') or ended_at is not null)
);
-- The queue in its order: planning reads from its head, however long it is.
create index build_waiting on build (score desc, created_at, number) where state in ('queued', 'retrying');
create index build_live on build (number) where state in ('dispatched', 'running', 'verifying');
-- The same work asked for twice while it waits is one build.
create unique index build_same on build (kind, title) where state = 'queued';
create index build_by_state on build (state, number desc);

create table dependency (
    build      bigint not null references build (number) on delete cascade,
    depends_on bigint not null references build (number),
    on_failure text   not null check (on_failure in ('block', 'continue')),
    primary key (build, depends_on),
    check (build <> depends_on)
);
create index dependency_reverse on dependency (depends_on);

create table attempt (
    build         bigint      not null references build (number) on delete cascade,
    number        int         not null,
    session       text        not null unique,
    state         text        not null check (state in
        ('dispatched', 'running', 'verifying', 'succeeded', 'failed', 'lost', 'cancelled')),
    -- every message about the attempt carries it; a lease is judged by the clock of this database alone
    fence         bigint      not null unique,
    lease_until   timestamptz not null,
    pool          text        not null,
    runner        text,
    agent         text        not null,
    model         text,
    workspace     text,
    dispatched_at timestamptz not null,
    started_at    timestamptz,
    ended_at      timestamptz,
    failure_class text,
    failure_text  text,
    evidence      text,
    summary       text,
    branch        text,
    commits       text[]      not null default '{}',
    late_result   text,
    primary key (build, number),
    check ((state in ('dispatched', 'running', 'verifying')) = (ended_at is null))
);
-- At most one live attempt at a build.
create unique index attempt_live on attempt (build) where state in ('dispatched', 'running', 'verifying');
create index attempt_lease on attempt (lease_until) where state in ('dispatched', 'running', 'verifying');

create table build_event (
    id    bigint generated always as identity primary key,
    build bigint      not null references build (number) on delete cascade,
    at    timestamptz not null,
    type  text        not null,
    text  text        not null
);
create index build_event_of on build_event (build, id);

create table control (
    one    boolean primary key default true check (one),
    mode   text        not null check (mode in ('running', 'paused', 'draining', 'stopped')),
    since  timestamptz not null default now(),
    by     text        not null,
    note   text,
    policy text        not null
);
insert into control (mode, by, policy) values ('running', 'default', 'night');

create table policy (
    name       text primary key,
    body       text        not null,
    changed_at timestamptz not null default now(),
    changed_by text        not null
);

-- What cost-service last said of each budget.
create table budget (
    name         text primary key,
    version      bigint      not null,
    limit_nanos  bigint      not null,
    spent_nanos  bigint      not null,
    hard         boolean     not null,
    state        text        not null,
    period_start timestamptz not null,
    period_end   timestamptz not null
);

create table escalation (
    number         bigint generated always as identity primary key,
    kind           text        not null,
    severity       text        not null check (severity in ('low', 'medium', 'high', 'urgent')),
    title          text        not null,
    question       text,
    options        text[]      not null default '{}',
    default_option text,
    deadline       timestamptz,
    build          bigint references build (number) on delete cascade,
    agent          text,
    session        text,
    evidence       text,
    state          text        not null default 'open' check (state in ('open', 'acknowledged', 'answered', 'expired')),
    raised_at      timestamptz not null,
    answered_at    timestamptz,
    answered_by    text,
    answer         text,
    note           text
);
create index escalation_open on escalation (number) where state in ('open', 'acknowledged');
-- One open question of a kind per build: asked twice it is the same one.
create unique index escalation_same on escalation (build, kind) where state in ('open', 'acknowledged') and build is not null;

create table agent (
    name       text primary key,
    public_key text        not null,
    added_at   timestamptz not null,
    removed_at timestamptz
);

create table runner (
    name      text primary key,
    pool      text        not null,
    slots     int         not null,
    used      int         not null,
    state     text        not null,
    profiles  text[]      not null default '{}',
    last_seen timestamptz not null
);

-- Who did what, when and why; rows are only ever added.
create table audit (
    id     bigint generated always as identity primary key,
    at     timestamptz not null,
    who    text        not null,
    what   text        not null,
    target text        not null,
    why    text,
    result text        not null
);
