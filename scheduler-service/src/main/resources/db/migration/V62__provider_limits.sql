-- Until when the provider of an agent lets it do nothing more under its account. A limit ends by itself: what is past holds nothing.
create table provider_limit (
    agent    text primary key,
    until    timestamptz not null,
    -- whether the provider said until when; else it is tried again then
    said     boolean     not null,
    -- in the provider's words
    text     text        not null,
    noted_at timestamptz not null,
    -- whose attempt met it
    build    bigint references build (number) on delete set null
);
