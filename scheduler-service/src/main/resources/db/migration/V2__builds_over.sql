-- What ended last is read at every change, for the status page; what is over grows without end.
create index build_over on build (ended_at desc, number desc) where state in ('finished', 'failed', 'cancelled', 'rejected');
