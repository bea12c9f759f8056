-- How full a runner's host is, as its last report said; null from a runner that does not measure it.
alter table runner
    add column disk_percent   int,
    add column memory_percent int,
    add column load_percent   int,
    -- why it takes nothing more, and since when; null while it takes work
    add column full_of        text,
    add column full_since     timestamptz,
    -- since when every report said more than attempts may stay with; null when the last one did not
    add column over_since     timestamptz,
    -- when a report was last held against that limit
    add column pressed_at     timestamptz,
    -- when an attempt was last stopped for it
    add column relieved_at    timestamptz;
