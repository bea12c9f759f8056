import { describe, expect, it } from 'vitest';
import { delay, headline, held, hours, lanes, mayRise, piece, share, told, type NightPlan, type Planned } from './plan';

const plan: NightPlan = {
  from: '2026-11-21T22:00:00Z',
  until: '2026-11-22T05:00:00Z',
  now: '2026-11-21T20:00:00Z',
  zone: 'Europe/Berlin',
  policy: 'night',
  minutes: 60,
  mayCost: '1.2',
  slots: 2,
  running: [],
  builds: [
    { build: 'B-1', title: 'Write', priority: 'high', lane: 0, start: '2026-11-21T22:00:00Z', likelyEnd: '2026-11-21T23:00:00Z', latestEnd: '2026-11-22T06:00:00Z' },
    { build: 'B-2', title: 'Test', priority: 'high', lane: 2, start: '2026-11-21T23:00:00Z', likelyEnd: '2026-11-21T23:30:00Z', latestEnd: '2026-11-22T00:00:00Z' },
  ],
  left: [],
  stretches: [],
  meetings: [],
};

describe('the plan of a night', () => {
  it('lies on an axis from its beginning to its end, and what reaches beyond is cut off', () => {
    expect(share(plan, '2026-11-22T01:30:00Z')).toBe(50);
    expect(piece(plan, '2026-11-21T20:00:00Z', '2026-11-22T01:30:00Z')).toEqual({ left: 0, width: 50 });
    expect(piece(plan, '2026-11-22T01:30:00Z', '2026-11-22T09:00:00Z')).toEqual({ left: 50, width: 50 });
    expect(piece(plan, '2026-11-21T18:00:00Z', '2026-11-21T19:00:00Z')).toBeNull();
    expect(piece(plan, null, '2026-11-21T19:00:00Z')).toBeNull();
  });

  it('has the full hours of its zone', () => {
    expect(hours(plan).map((each) => each.word)).toEqual(['23:00', '00:00', '01:00', '02:00', '03:00', '04:00', '05:00', '06:00']);
    expect(hours({ ...plan, zone: 'Asia/Kolkata' })[0]).toMatchObject({ word: '04:00' });
  });

  it('has a line for every slot, used or not', () => {
    expect(lanes(plan).map((each) => each.planned.map((build) => build.build))).toEqual([['B-1'], [], ['B-2']]);
  });

  it('says that nothing fits only where something waits', () => {
    const left = [{ build: 'B-9', title: 'Rewrite', priority: 'low', code: 'window', text: 'Waits: it may take 9 h.', out: false }];
    expect(headline(plan)).toBe('The night: 2 builds');
    expect(headline({ ...plan, builds: [], left })).toBe('Nothing fits the night');
    expect(headline({ ...plan, builds: [], more: 140 })).toBe('Nothing fits the night');
    expect(headline({ ...plan, builds: [], more: 0 })).toBe('Nothing waits to start');
  });

  it('says that all of it is paused, and not that it does not fit', () => {
    const paused = { build: 'B-9', title: 'Rewrite', priority: 'low', code: 'paused', text: 'Waits: paused.', out: false };
    const long = { ...paused, code: 'window' };
    expect(headline({ ...plan, builds: [], left: [paused] })).toBe('Paused: nothing starts');
    expect(headline({ ...plan, builds: [], left: [paused, long] })).toBe('Nothing fits the night');
  });

  it('says a build in words', () => {
    expect(told(plan, plan.builds[1]!)).toBe('B-2 Test, 00:00 to about 00:30, by 01:00 at the latest in nine of ten cases');
  });

  it('counts all that go together, and names them with the one that leads', () => {
    const [first, second] = plan.builds as [Planned, Planned];
    const along = [{ build: 'B-3', title: 'Sign' }, { build: 'B-4', title: 'Ship' }];
    expect(held({ ...plan, builds: [first, { ...second, along }] })).toBe(4);
    expect(told(plan, { ...second, along })).toBe('B-2 Test together with B-3, B-4, 00:00 to about 00:30, by 01:00 at the latest in nine of ten cases');
  });

  it('says how far from the plan a build started', () => {
    expect(delay('2026-11-21T22:00:00Z', '2026-11-21T22:00:40Z')).toBe('as planned');
    expect(delay('2026-11-21T22:00:00Z', '2026-11-21T22:12:00Z')).toBe('12 min later');
    expect(delay('2026-11-21T22:00:00Z', '2026-11-21T20:30:00Z')).toBe('1 h 30 min sooner');
    expect(delay('2026-11-21T22:00:00Z', null)).toBe('');
  });

  it('lets nothing but what is urgent too rise above what is urgent', () => {
    const [first, second] = plan.builds as [Planned, Planned];
    expect(mayRise(plan.builds, 0)).toBe(false);
    expect(mayRise(plan.builds, 1)).toBe(true);
    expect(mayRise([{ ...first, priority: 'urgent' }, { ...second, priority: 'high' }], 1)).toBe(false);
    expect(mayRise([{ ...first, priority: 'urgent' }, { ...second, priority: 'urgent' }], 1)).toBe(true);
    expect(mayRise(plan.builds, plan.builds.length)).toBe(false);
  });
});
