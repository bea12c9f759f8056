import { expect, test } from 'vitest';
import { days, daysOf, joined, meetingsOf, nowIn, withBand, type Policy, type Stretch, type Week } from './policies';

function stretch(localFrom: string, localUntil: string, band: string | null, context = 'work'): Stretch {
  return { from: `${localFrom}Z`, until: `${localUntil}Z`, localFrom, localUntil, band, slots: 1, starts: [], quiet: 'none', context, source: 'calendar' };
}

const week: Week = {
  policy: 'night',
  zone: 'Europe/Berlin',
  from: '2026-11-15T23:00:00Z',
  until: '2026-11-22T23:00:00Z',
  now: '2026-11-18T12:30Z',
  stretches: [
    stretch('2026-11-16T00:00', '2026-11-16T06:00', 'night'),
    stretch('2026-11-16T06:00', '2026-11-18T09:00', 'day'),
    stretch('2026-11-18T09:00', '2026-11-18T12:30', 'work'),
    stretch('2026-11-18T12:30', '2026-11-23T00:00', 'work', 'gym'),
  ],
};

test('a stretch over several days is a part of each of them', () => {
  const parts = daysOf(week);
  expect(parts).toHaveLength(7);
  expect(parts[0]!.map((part) => [part.from, part.to, part.stretch.band])).toEqual([
    [0, 360, 'night'],
    [360, 1440, 'day'],
  ]);
  expect(parts[1]!.map((part) => [part.from, part.to])).toEqual([[0, 1440]]);
  expect(parts[6]!.map((part) => [part.from, part.to])).toEqual([[0, 1440]]);
});

test('neighbours in the same band are one piece of the picture', () => {
  expect(joined(daysOf(week)[2]!).map((part) => [part.from, part.to, part.stretch.band])).toEqual([
    [0, 540, 'day'],
    [540, 1440, 'work'],
  ]);
});

test('a meeting over midnight is a part of both days, and has no title unless it may be known', () => {
  const meetings = meetingsOf({ ...week, meetings: [{ localBegins: '2026-11-16T23:30', localEnds: '2026-11-17T00:30' }] });
  expect(meetings[0]).toEqual([{ from: 1410, to: 1440, title: 'meeting' }]);
  expect(meetings[1]).toEqual([{ from: 0, to: 30, title: 'meeting' }]);
  expect(meetings[2]).toEqual([]);
});

test('now has a day and a minute', () => {
  expect(nowIn(week)).toEqual({ day: 2, minute: 750 });
  expect(nowIn({ ...week, now: '2027-01-01T00:00:00Z' })).toBeNull();
});

test('days are said as people say them', () => {
  expect(days(['monday', 'tuesday', 'wednesday', 'thursday', 'friday'])).toBe('Mon to Fri');
  expect(days(['sunday', 'saturday'])).toBe('Sat, Sun');
  expect(days(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'])).toBe('every day');
});

test('a band is changed, added or taken out, and the rest stays as it was', () => {
  const band = { name: 'a', days: ['monday'], from: '09:00', to: '10:00', slots: 1 };
  const policy: Policy = { name: 'p', zone: 'UTC', bands: [band, { ...band, name: 'b' }], quiet: [], contexts: [1] };
  expect(withBand(policy, 1, { ...band, name: 'c' }).bands.map((each) => each.name)).toEqual(['a', 'c']);
  expect(withBand(policy, null, { ...band, name: 'c' }).bands.map((each) => each.name)).toEqual(['a', 'b', 'c']);
  expect(withBand(policy, 0, null).bands.map((each) => each.name)).toEqual(['b']);
  expect(withBand(policy, 0, null)['contexts']).toEqual([1]);
  expect(policy.bands).toHaveLength(2);
});
