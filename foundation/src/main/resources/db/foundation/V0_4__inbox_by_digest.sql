-- An event is known by a digest of its consumer, its publisher and the publisher's id: ids come in no order, so that each is written somewhere
-- else in the index, and a third as much of it is touched.
set local statement_timeout = 0;
create table applied (
    digest      uuid        primary key,
    hash        bigint      not null,
    received_at timestamptz not null default now()
);
insert into applied (digest, hash, received_at)
select encode(substring(sha256(convert_to(consumer || '/' || source || '/' || event_id, 'UTF8')) for 16), 'hex')::uuid,
    hash, received_at
from inbox;
drop table inbox;
alter table applied rename to inbox;
alter index applied_pkey rename to inbox_pkey;
create index inbox_received on inbox (received_at);
