import { describe, expect, it } from 'vitest';
import { inOrder, readView, tablePath, writeView, type CostRow } from './cost';

const row = (key: string | null, cost: string | null, more: Partial<CostRow> = {}): CostRow => ({
  key,
  cost,
  calls: 1,
  unknownCalls: cost === null ? 1 : 0,
  inputTokens: 0,
  outputTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  cacheWrite1hTokens: 0,
  ...more,
});

describe('the Cost page', () => {
  it('shows this week by model, the dearest first, unless its address says otherwise', () => {
    expect(readView('')).toEqual({ range: 'week', from: '', to: '', by: 'model', sort: 'cost', rising: false });
    expect(readView('?range=decade&by=colour&sort=size&from=today')).toEqual(readView(''));
  });

  it('writes what it shows into its address and reads it back', () => {
    for (const search of ['', '?range=today', '?range=month&by=tag&sort=calls', '?from=2026-11-01&to=2026-11-21&by=day&sort=key', '?from=2026-11-01', '?order=rising'])
      expect(writeView(readView(search))).toBe(search);
  });

  it('reads a named range and a range of days at their own paths, as a table and as CSV', () => {
    expect(tablePath(readView('?range=today&by=agent'))).toBe('/api/costs/today?by=agent');
    expect(tablePath(readView('?from=2026-11-01&to=2026-11-21'))).toBe('/api/costs/range?by=model&from=2026-11-01&to=2026-11-21');
    expect(tablePath(readView('?range=month'), true)).toBe('/api/costs/month/csv?by=model');
  });

  it('puts the dearest first and what is unknown last', () => {
    const rows = [row('free', '0'), row('unknown', null), row('dear', '10.5'), row('cheap', '9')];
    expect(inOrder(rows, 'cost', false).map((each) => each.key)).toEqual(['dear', 'cheap', 'free', 'unknown']);
    expect(inOrder(rows, 'cost', true).map((each) => each.key)).toEqual(['unknown', 'free', 'cheap', 'dear']);
    expect(inOrder(rows, 'key', false).map((each) => each.key)).toEqual(['cheap', 'dear', 'free', 'unknown']);
  });

  it('counts both kinds of cache writes as one', () => {
    const rows = [row('five', '1', { cacheWriteTokens: 10 }), row('hour', '1', { cacheWriteTokens: 1, cacheWrite1hTokens: 20 })];
    expect(inOrder(rows, 'cacheWriteTokens', false).map((each) => each.key)).toEqual(['hour', 'five']);
  });
});
