-- What the retry ladder said and says; how it ships stands in no row.
create table ladder_version (
    version    int primary key,
    body       text        not null,
    changed_at timestamptz not null,
    changed_by text        not null,
    note       text
);

-- The last rung that a build took, and the class of the failure after which it did. Before there were columns for it, each
-- failure took the next rung.
alter table build add column rung int not null default 0, add column climbed text;
update build set rung = failures where failures > 0;

-- The rung that an attempt is, 0 for none; copied from its build when it is made, so that what each rung is good for can be told.
alter table attempt add column rung int not null default 0, add column climbed text;
create index attempt_rung on attempt (dispatched_at) where rung > 0;
