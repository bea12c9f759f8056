-- A verdict says what becomes of the question about its build, so that those about a page of builds are asked for whenever somebody looks.
create index escalation_about on escalation (build) where build is not null and state in ('open', 'acknowledged');
