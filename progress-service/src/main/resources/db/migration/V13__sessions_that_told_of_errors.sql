-- Sessions of which a report may have told of an error, so that who looks for errors reads nothing of the others. Of those that are
-- live already it is not known, and they are looked at.
create table session_erring (
    session text primary key
);
insert into session_erring select id from session where ended_at is null;
