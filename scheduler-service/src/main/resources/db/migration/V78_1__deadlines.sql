-- Of which deadline of a build the person was told that it cannot be kept; told again only of another one.
alter table build add column deadline_told timestamptz;
create index build_deadline on build (deadline)
    where deadline is not null and deadline_told is distinct from deadline and state in ('queued', 'retrying');

-- One question about its deadline per build; and those that are open are looked through whenever builds end.
drop index escalation_same;
create unique index escalation_same on escalation (build, kind)
    where state in ('open', 'acknowledged') and build is not null
      and kind in ('approval', 'blocker', 'failure', 'retry', 'budget', 'safety', 'deadline');
create index escalation_deadline on escalation (number) where kind = 'deadline' and state in ('open', 'acknowledged');
