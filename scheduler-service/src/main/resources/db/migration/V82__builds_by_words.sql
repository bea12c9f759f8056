-- Tags and titles are looked up by block of builds, newest first: one index for what QueueStore asks. Its number of builds in a block is the
-- same. btree_gin is a trusted extension, as pg_trgm is.
create extension if not exists btree_gin;
create index build_by_words on build using gin ((number / 16384), title gin_trgm_ops, tags);
drop index build_by_tag;
drop index build_by_title;
