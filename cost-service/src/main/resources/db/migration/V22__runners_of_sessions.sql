-- The runner whose reports count for a session of the scheduler's; absent where none has taken it, or before this was kept.
alter table session add column runner text;
