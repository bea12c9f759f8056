import { afterEach, describe, expect, it } from 'vitest';
import { clock, exact } from './fmt';
import { foreignZone, fromTheWall, nextOnTheWall, sayTimesIn } from './zone.svelte';

const home = Intl.DateTimeFormat().resolvedOptions().timeZone;

afterEach(() => sayTimesIn(home));

describe('zone', () => {
  it('says times as the clocks of the zone show them, over midnight and into another year', () => {
    sayTimesIn('Asia/Kolkata');
    const now = Date.parse('2026-12-31T18:00:00Z');
    expect(clock('2026-12-31T18:25:00Z', now)).toBe('23:55');
    expect(clock('2026-12-31T18:35:00Z', now)).toBe('Fri 00:05');
    expect(exact('2026-12-31T18:35:07Z')).toBe('2027-01-01 00:05:07');
    sayTimesIn('America/Los_Angeles');
    expect(clock('2026-12-31T18:35:00Z', now)).toBe('10:35');
  });

  it('names the zone where it is not the one of the browser', () => {
    sayTimesIn(home);
    expect(foreignZone()).toBeNull();
    sayTimesIn('Pacific/Chatham');
    expect(foreignZone()).toBe('Pacific/Chatham');
    sayTimesIn('Asia/Kolkata');
    expect(foreignZone()).toBe('Asia/Kolkata');
  });

  it('stays where it is when the browser does not know a zone', () => {
    sayTimesIn('Asia/Kolkata');
    sayTimesIn('Nowhere/Atall');
    sayTimesIn(null);
    expect(exact('2026-11-21T12:00:00Z')).toBe('2026-11-21 17:30:00');
  });

  it('reads what is typed as the time of the zone, on both sides of a change of the clocks', () => {
    sayTimesIn('Europe/Berlin');
    expect(fromTheWall('2026-11-21T22:40')).toBe('2026-11-21T21:40:00.000Z');
    expect(fromTheWall('2026-07-01T22:40')).toBe('2026-07-01T20:40:00.000Z');
    expect(fromTheWall('2026-10-25T01:59')).toBe('2026-10-24T23:59:00.000Z');
    expect(fromTheWall('2026-10-25T03:00')).toBe('2026-10-25T02:00:00.000Z');
    expect(fromTheWall('2026-03-29T03:00')).toBe('2026-03-29T01:00:00.000Z');
  });

  it('finds the next moment of a time of day, today or tomorrow, on both sides of a change of the clocks', () => {
    sayTimesIn('Europe/Berlin');
    const next = (now: string) => nextOnTheWall('06:00', Date.parse(now));
    expect(next('2026-11-21T04:59:00Z')).toBe('2026-11-21T05:00:00.000Z');
    expect(next('2026-11-21T05:00:00Z')).toBe('2026-11-22T05:00:00.000Z');
    expect(next('2026-10-24T20:00:00Z')).toBe('2026-10-25T05:00:00.000Z');
    expect(next('2026-10-24T22:30:00Z')).toBe('2026-10-25T05:00:00.000Z');
  });
});
