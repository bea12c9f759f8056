-- Agents that are parked because they send more than their rate. From first to last their messages were passed over by the consumer of
-- all and acknowledged there; they are applied through a consumer of their own, and are so up to done.
create table parked_agent (
    consumer     text        not null,
    agent        text        not null,
    first        bigint      not null,
    last         bigint      not null,
    done         bigint      not null,
    waiting      bigint      not null default 0,
    since        timestamptz not null default now(),
    -- What it sends is passed over no more; what was is still to be applied.
    coming_back  boolean     not null default false,
    worker       uuid,
    leased_until timestamptz not null default '-infinity',
    primary key (consumer, agent),
    check (first <= last)
);
