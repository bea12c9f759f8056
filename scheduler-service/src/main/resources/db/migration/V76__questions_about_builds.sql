-- The scheduler asks one question of a kind about a build at a time. What agents and people ask is the same question only under the same
-- title: two of them about one build are two questions.
drop index escalation_same;
create unique index escalation_same on escalation (build, kind)
    where state in ('open', 'acknowledged') and build is not null
      and kind in ('approval', 'blocker', 'failure', 'retry', 'budget', 'safety');
create index escalation_asked on escalation (title) where state in ('open', 'acknowledged');
