-- What was said of a window in a session that nobody has spoken of yet: it waits until it is known whose plan that is.
create table window_saying (
    publisher    text             not null,
    session      text             not null,
    name         text             not null,
    used_percent double precision not null,
    resets_at    timestamptz      not null,
    said_at      timestamptz      not null,
    heard_at     timestamptz      not null,
    primary key (publisher, session, name)
);

-- When a growing sum was reported last; one that nobody reports any more is forgotten.
alter table usage_mark add column used_at timestamptz not null default now();
