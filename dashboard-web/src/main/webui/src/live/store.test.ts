import { beforeEach, describe, expect, it } from 'vitest';
import { LiveStore } from './store.svelte';

let store: LiveStore;
let version: number;

beforeEach(() => {
  store = new LiveStore((run) => run());
  version = 0;
  store.opened();
  store.fold({ kind: 'snapshot', pv: 1, e: 'a', t: 0, now: '', part: 1, parts: 1, topics: {}, up: {} });
});

/** Sets rows in one frame, as the server does. */
function put(rows: [topic: string, id: string, row: object][]): void {
  const from = version;
  const u: Record<string, [string, number, unknown][]> = {};
  for (const [topic, id, row] of rows) (u[topic] ??= []).push([id, ++version, row]);
  store.fold({ kind: 'delta', pv: 1, e: 'a', f: from, t: version, now: '', u });
}

const build = (id: string, session?: string): [string, string, object] => ['builds', id, { id, title: id, state: 'running', session }];

const session = (id: string, build: string | undefined, percent: number, updatedAt: string): [string, string, object] => [
  'progress',
  id,
  { session: id, build, percent, updatedAt },
];

describe('the store', () => {
  it('shows how far the own attempt of a build is, whatever other sessions name the build', () => {
    put([build('B-1', 's-own'), session('s-own', 'B-1', 40, '22:00')]);
    put([session('s-other', 'B-1', 5, '22:01')]);
    expect(store.row('B-1')?.percent).toBe(40);
    put([session('s-own', 'B-1', 50, '22:02')]);
    expect(store.row('B-1')?.percent).toBe(50);
  });

  it('finds the own attempt of a build whichever was told of first', () => {
    put([session('s-own', 'B-1', 40, '22:00'), session('s-other', 'B-1', 5, '22:01')]);
    put([build('B-1', 's-own')]);
    expect(store.row('B-1')?.percent).toBe(40);
  });

  it('shows the session that changed last of a build without an attempt', () => {
    put([build('B-1'), session('s-a', 'B-1', 40, '22:00'), session('s-b', 'B-1', 5, '22:01')]);
    expect(store.row('B-1')?.percent).toBe(5);
  });

  const guests = () => store.guests.map((each) => each.session);

  it('has as guests the sessions that no build in sight shows as its own, until they end', () => {
    put([build('B-1', 's-own'), session('s-own', 'B-1', 40, '22:00')]);
    put([session('s-free', undefined, 5, '22:00'), session('s-other', 'B-1', 5, '22:01'), session('s-lost', 'B-9', 5, '22:01')]);
    expect(guests()).toEqual(['s-free', 's-other', 's-lost']);
    put([['progress', 's-lost', { session: 's-lost', build: 'B-9', ended: true }]]);
    expect(guests()).toEqual(['s-free', 's-other']);
  });

  it('has no guest any more once its build is told of', () => {
    put([session('s-1', undefined, 5, '22:00'), session('s-2', 'B-2', 5, '22:00')]);
    put([build('B-1', 's-1'), session('s-1', 'B-1', 6, '22:01')]);
    expect(guests()).toEqual(['s-2']);
    put([build('B-2', 's-2')]);
    expect(guests()).toEqual([]);
  });

  it('has the sessions of a build that went out of sight as guests', () => {
    put([build('B-1', 's-1'), session('s-1', 'B-1', 5, '22:00')]);
    store.fold({ kind: 'delta', pv: 1, e: 'a', f: version, t: ++version, now: '', d: { builds: [['B-1', version]] } });
    expect(guests()).toEqual(['s-1']);
  });

  it('keeps the list of guests as it is while they do not change', () => {
    put([build('B-1', 's-1'), session('s-free', undefined, 5, '22:00')]);
    const before = store.guests;
    put([session('s-1', 'B-1', 6, '22:01')]);
    expect(store.guests).toBe(before);
  });

  it('has no row of a build that is gone with its cost', () => {
    put([build('B-1'), ['costs', 'B-1', { cost: '0.10' }]]);
    store.fold({ kind: 'delta', pv: 1, e: 'a', f: version, t: ++version, now: '', d: { builds: [['B-1', version]], costs: [['B-1', version]] } });
    expect(store.row('B-1')).toBeUndefined();
  });
});
