-- What starts although a budget is spent, each as its scope and its key: 'tag growth'.
alter table budget add column exempt text[] not null default '{}';

-- What was exempt from then on; null for changes from before there was such a thing.
alter table budget_change add column exempt text[];
