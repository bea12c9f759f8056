-- The step of a trace that an event follows from, as the W3C header writes it; none where nothing led to it.
alter table outbox add column traceparent text check (length(traceparent) = 55);

create index outbox_refused on outbox (created_at) where refused is not null;
