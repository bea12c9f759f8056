-- Runners lost with a build in a row. They count for nothing until they are too many to be chance.
alter table build add column losses int not null default 0;
