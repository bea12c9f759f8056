-- Events to publish, in the order of seq; kept for seven days after publishing, so that a lost stream can be rebuilt.
create table outbox (
    seq        bigint generated always as identity primary key,
    id         uuid        not null unique,
    subject    text        not null,
    type       text        not null,
    payload    text       not null,
    created_at timestamptz not null default clock_timestamp(),
    sent_at    timestamptz,
    refused    text,
    check (sent_at is null or refused is null)
);
create index outbox_waiting on outbox (seq) where sent_at is null and refused is null;
create index outbox_sent on outbox (sent_at) where sent_at is not null;

-- Events applied, by consumer, publisher and the publisher's id.
create table inbox (
    consumer    text        not null,
    source      text        not null,
    event_id    text        not null,
    hash        bigint      not null,
    received_at timestamptz not null default now(),
    primary key (consumer, source, event_id)
);
create index inbox_received on inbox (received_at);

-- Messages that could not be read or applied, each once per place in its stream.
create table quarantine (
    id          bigint generated always as identity primary key,
    added_at    timestamptz not null default now(),
    stream      text        not null,
    sequence    bigint      not null,
    consumer    text        not null,
    subject     text        not null,
    reason      text        not null,
    payload     bytea       not null,
    deliveries  bigint      not null,
    received_at timestamptz not null,
    replayed_at timestamptz,
    unique (stream, sequence, consumer)
);
