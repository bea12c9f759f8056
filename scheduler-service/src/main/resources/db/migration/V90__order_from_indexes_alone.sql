-- The order of the queue and of each lane is read from an index alone, whatever the builds are like: what goes before a build is counted
-- without reading one. An index on a negated score must be told of the score as well to say what it is.
drop index build_lane;
create index build_lane on build (lane, (-score), created_at, number) include (score) where lane is not null;
drop index build_waiting;
create index build_waiting on build (score desc, created_at, number) include (lane) where state in ('queued', 'retrying');
