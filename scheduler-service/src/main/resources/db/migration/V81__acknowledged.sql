-- Who has seen an open question, and when it comes up again as if nobody had.
alter table escalation
    add column acknowledged_by text,
    add column snoozed_until   timestamptz;
create index escalation_snoozed on escalation (snoozed_until) where snoozed_until is not null and state = 'acknowledged';
