-- A model's budget is for the builds that give it any of these names; cost-service, which knows them, says them with the budget.
alter table budget add column names text[] not null default '{}';
update budget set names = array[key] where scope = 'model';

create or replace function is_for(b budget, of_agent text, of_model text, of_builds text[], of_tags text[]) returns boolean
    language sql immutable as $$
    select b.state <> 'removed' and case b.scope
        when 'agent' then b.key = of_agent
        when 'model' then of_model = any (b.names)
        when 'build' then b.key = any (of_builds)
        when 'tag' then b.key = any (of_tags)
        else true end
$$;
