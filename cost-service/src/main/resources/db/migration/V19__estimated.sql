-- What could be read of a run that was ended is a lower bound, told apart from what was computed. Rows that are there satisfy the
-- narrower check that there was, so they are not read again.
alter table usage drop constraint usage_basis_check;
alter table usage_rest drop constraint if exists usage_basis_check;
alter table usage add constraint usage_basis_check check (
    basis in ('reported', 'self-reported', 'computed', 'aggregate', 'estimated', 'subscription', 'unknown')) not valid;
alter table usage_priced
    drop constraint usage_priced_basis_check,
    add constraint usage_priced_basis_check check (basis in ('computed', 'aggregate', 'estimated'));
