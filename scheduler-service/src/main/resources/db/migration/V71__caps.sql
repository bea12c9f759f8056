-- Why an attempt is being stopped for what it costs; its runner still says what it has done by then.
alter table attempt add column over_cap text;
