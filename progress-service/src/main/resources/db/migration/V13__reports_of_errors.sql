-- Whether a report's message tells of an error, so that who looks for errors reads nothing of sessions that told of none.
alter table session_update add column error boolean not null default false;
create index session_update_error on session_update (session) where error;
