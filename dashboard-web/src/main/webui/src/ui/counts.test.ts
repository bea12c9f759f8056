import { describe, expect, it } from 'vitest';
import { byReason, tallied } from './counts';

describe('counts', () => {
  it('stand in the order that is given, what it does not name behind it, and nothing that is not there', () => {
    expect(tallied({ low: 1, odd: 3, urgent: 4, high: 0, strange: 3 }, ['urgent', 'high', 'low'])).toEqual([
      { name: 'urgent', count: 4, share: 1 },
      { name: 'low', count: 1, share: 0.25 },
      { name: 'odd', count: 3, share: 0.75 },
      { name: 'strange', count: 3, share: 0.75 },
    ]);
    expect(tallied(undefined)).toEqual([]);
  });

  it('of reasons begin with the one that holds most', () => {
    const of = (code: string) => ({ verdict: { code, text: '' } });
    expect(byReason([of('slots'), of('budget'), of('slots'), {}]).map((each) => `${each.name} ${each.count}`)).toEqual(['slots 2', 'budget 1']);
  });
});
