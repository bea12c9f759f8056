-- Errors of live sessions, those that differ in numbers alone together, counted while the session stays where it is.
create table session_error (
    session  text             not null,
    alike    text             not null,
    error    text             not null,
    percent  double precision not null,
    times    integer          not null check (times > 0),
    first_at timestamptz      not null,
    last_at  timestamptz      not null,
    primary key (session, alike)
);

-- Up to which line the log was looked through.
create table log_watch (
    one boolean primary key default true check (one),
    n   bigint  not null
);
