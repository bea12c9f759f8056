-- What was said last of what the queue should cost and when, as it was published; whoever looks again holds the row.
create table queue_expected (
    one   boolean primary key default true check (one),
    event jsonb
);
insert into queue_expected default values;
