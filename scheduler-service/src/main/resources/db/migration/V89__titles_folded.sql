-- Whoever looks for a title means it in any case. To fold each title as it is read took longer than all else about a search.
alter table build add column title_folded text generated always as (lower(title)) stored;
drop index build_by_title;
create index build_by_title on build using gin (title_folded gin_trgm_ops);
