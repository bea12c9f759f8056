-- A session as it stands. The facts are the whole of it; the columns beside them are what is searched, ordered and cleaned
-- up by. Rows are rewritten often, so pages keep room for it and no index is on a column that changes with every report.
create table session (
    id                text        primary key,
    agent             text,
    build             text,
    started_at        timestamptz not null,
    updated_at        timestamptz not null,
    ended_at          timestamptz,
    version           bigint      not null,
    published_version bigint      not null default 0,
    published_at      timestamptz,
    facts             jsonb       not null,
    check (version >= 0 and published_version between 0 and version)
) with (fillfactor = 50);
create index session_build on session (build) where build is not null;
create index session_agent on session (agent);
create index session_ended on session (ended_at) where ended_at is not null;

-- Every report of a session, in the order of its moment.
create table session_update (
    session     text             not null,
    at          timestamptz      not null,
    sequence    bigint           not null,
    received_at timestamptz      not null,
    percent     double precision check (percent between 0 and 100),
    state       text             not null,
    message     text,
    step        text,
    mark        text             check (mark in ('late', 'out-of-order', 'foreign'))
);
create index session_update_moment on session_update (session, at, sequence);

-- What was cleaned up, so that a late report of it does not bring it back as new.
create table session_gone (
    id       text        primary key,
    ended_at timestamptz not null,
    gone_at  timestamptz not null
);

-- Reports that came over HTTP under a key.
create table keyed_report (
    key     text        primary key,
    report  jsonb       not null,
    session text        not null,
    at      timestamptz not null
);

-- Lines of sessions; n rises in the order in which they were stored, over all sessions.
create table log_line (
    n       bigint generated always as identity primary key,
    session text        not null,
    at      timestamptz not null,
    stream  text        not null,
    text    text        not null
);
create index log_line_session on log_line (session, n);

-- How many lines a session wrote, and how many of them are left out in the middle.
create table session_log (
    session  text   primary key,
    lines    bigint not null,
    left_out bigint not null default 0,
    check (left_out between 0 and lines)
);
