-- When a line of the session came in last. Lines are stamped by whoever writes them, with a clock that may be wrong.
alter table session_log add column heard_at timestamptz;
update session_log set heard_at = (
    select at from log_line where log_line.session = session_log.session order by n desc limit 1);
