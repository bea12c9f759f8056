-- What people change of budgets is published, and stands in the scheduler's audit trail.
drop table budget_change;
