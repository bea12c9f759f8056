import { expect, it } from 'vitest';
import { fullHours, wall } from './hours';

it('says the time on the clocks of a zone', () => {
  expect(wall('2026-11-21T22:05:00Z', 'Europe/Berlin')).toBe('23:05');
  expect(wall(null, 'Europe/Berlin')).toBe('–');
});

it('has the full hours of a zone that differs by a quarter', () => {
  expect(fullHours('2026-11-21T00:00:00Z', '2026-11-21T02:00:00Z', 'Asia/Kathmandu')).toEqual([
    { at: 12.5, word: '06:00' },
    { at: 62.5, word: '07:00' },
  ]);
  expect(fullHours('2026-11-21T02:00:00Z', '2026-11-21T00:00:00Z', 'UTC')).toEqual([]);
});
