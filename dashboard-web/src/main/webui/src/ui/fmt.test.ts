import { describe, expect, it } from 'vitest';
import { ago, clock, count, effort, elapsed, left, minutes, money, percent, share, span, tokens } from './fmt';

describe('fmt', () => {
  it('shows money with two decimals and never an exponent', () => {
    expect(money('0.42')).toBe('$0.42');
    expect(money('1234567.891')).toBe('$1,234,567.89');
    expect(money('0')).toBe('$0.00');
    expect(money('0.0000002')).toBe('< $0.01');
    expect(money('2e-7')).toBe('< $0.01');
    expect(money('-3')).toBe('-$3.00');
  });

  it('shows unknown money as unknown, not as zero', () => {
    expect(money(null)).toBe('–');
    expect(money('')).toBe('–');
    expect(money('much')).toBe('–');
  });

  it('never shows a negative duration', () => {
    expect(elapsed(-5_000)).toBe('0:00');
    expect(span(-5_000)).toBe('now');
    for (let i = 0; i < 2_000; i++) expect(elapsed(Math.random() * 1e9 - 5e8)).toMatch(/^(\d+:)?\d{1,2}:\d{2}$/);
  });

  it('shows durations in the largest useful unit', () => {
    expect(elapsed(1_082_000)).toBe('18:02');
    expect(elapsed(3_753_000)).toBe('1:02:33');
    expect(span(720_000)).toBe('12 min');
    expect(span(11_400_000)).toBe('3 h 10 min');
    expect(span(187_200_000)).toBe('2 d 4 h');
  });

  it('reads ISO durations and leaves what it cannot read alone', () => {
    expect(effort('PT2H')).toBe('2 h');
    expect(effort('PT1H30M')).toBe('1 h 30 min');
    expect(effort('P1DT2H')).toBe('26 h');
    expect(effort('soon')).toBe('soon');
    expect(effort(null)).toBe('–');
  });

  it('shows an estimate as a range', () => {
    expect(minutes(40, 65)).toBe('40–65 min');
    expect(minutes(30, 30)).toBe('30 min');
    expect(minutes(120, 240)).toBe('2–4 h');
    expect(minutes(null, 3)).toBe('–');
  });

  it('shows the time on the wall, with the day only when it is another one', () => {
    const now = new Date(2026, 10, 21, 12, 0, 0).getTime();
    expect(clock(new Date(2026, 10, 21, 22, 40).toISOString(), now)).toBe('22:40');
    expect(clock(new Date(2026, 10, 22, 6, 0).toISOString(), now)).toBe('Sun 06:00');
    expect(clock(new Date(2026, 11, 3, 6, 0).toISOString(), now)).toBe('3 Dec 06:00');
    expect(clock('not a time', now)).toBe('–');
  });

  it('counts, shortens and clamps', () => {
    expect(count(1, 'build')).toBe('1 build');
    expect(count(0, 'build')).toBe('0 builds');
    expect(tokens(412_300)).toBe('412k');
    expect(tokens(1_240_000)).toBe('1.2M');
    expect(share(140)).toBe(1);
    expect(percent(99.9)).toBe('99%');
    expect(percent(100)).toBe('100%');
    expect(percent(null)).toBe('–');
    expect(share(-3)).toBe(0);
    expect(ago(new Date(1_000).toISOString(), 3_000)).toBe('just now');
  });

  it('say what is left until an end, or how far it is over', () => {
    const now = Date.parse('2026-11-21T22:00:00Z');
    expect(left('2026-11-21T22:12:00Z', now)).toBe('12 min left');
    expect(left('2026-11-21T21:57:00Z', now)).toBe('3 min over');
    expect(left(null, now)).toBe('');
  });
});
