-- How much of each window of each agent's subscription is used, as its provider said last, and how much of it the person keeps.
create table subscription_window (
    agent           text             not null,
    name            text             not null,
    used_percent    double precision not null check (used_percent >= 0),
    reserve_percent int              not null check (reserve_percent between 0 and 100),
    resets_at       timestamptz      not null,
    said_at         timestamptz      not null,
    primary key (agent, name)
);
