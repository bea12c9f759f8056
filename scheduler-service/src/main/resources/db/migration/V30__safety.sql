-- What the safety checks saw in a build's text. A held build waits for a person; fine is one that a person let go.
alter table build add column safety text not null default 'clear' check (safety in ('clear', 'held', 'fine'));

create table safety_finding (
    build    bigint not null references build (number) on delete cascade,
    position int    not null,
    check_id text   not null check (check_id in ('unclear', 'destructive', 'external')),
    words    text[] not null,
    primary key (build, position)
);

-- What a person said is always fine. A rule that was withdrawn stays, so that it can be told why a build started.
create table safety_rule (
    number     bigint generated always as identity primary key,
    check_id   text        not null check (check_id in ('unclear', 'destructive', 'external')),
    kind       text        not null,
    -- the words as they were seen, lower case; whatever was seen where it is null
    phrase     text,
    added_at   timestamptz not null,
    added_by   text        not null,
    note       text,
    revoked_at timestamptz,
    revoked_by text
);
create unique index safety_rule_same on safety_rule (check_id, kind, coalesce(phrase, '')) where revoked_at is null;

-- A held build lies in no lane. Comes after build_in_lane, which puts it there; triggers fire in the order of their names.
create function build_safety() returns trigger language plpgsql as $$
begin
    new.lane := null;
    return new;
end $$;

create trigger build_safety before insert or update on build for each row
    when (new.safety = 'held') execute function build_safety();
