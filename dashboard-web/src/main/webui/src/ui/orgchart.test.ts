import { describe, expect, it } from 'vitest';
import { BuildRow } from '../live/store.svelte';
import type { Build, Session } from '../live/model';
import { chart } from './orgchart';

function row(id: string, state: Build['state'], agent?: string): BuildRow {
  const row = new BuildRow(id);
  row.build = { id, title: id, state, agent };
  return row;
}

const guest: Session = { session: 's-1', agent: 'nightwatch' };

describe('the org chart', () => {
  it('has under each agent the builds that run and the sessions that somebody else started', () => {
    const members = chart([row('B-1', 'running', 'claude'), row('B-2', 'verifying', 'claude'), row('B-3', 'queued', 'claude')], [guest], []);
    expect(members.map((each) => [each.name, each.builds.map((build) => build.id), each.sessions.length])).toEqual([
      ['claude', ['B-1', 'B-2'], 0],
      ['nightwatch', [], 1],
    ]);
  });

  it('has those that do nothing last, and not those that were removed', () => {
    const added = [{ agent: 'atlas', lastSeen: '2026-11-21T22:00:00Z' }, { agent: 'gone', removedAt: '2026-11-21T22:00:00Z' }, { agent: 'nightwatch' }];
    expect(chart([], [guest], added).map((each) => each.name)).toEqual(['nightwatch', 'atlas']);
  });
});
