-- A pause may have an end, from which on builds start again by themselves.
alter table control add column until timestamptz check (until is null or mode <> 'running');
