import { describe, expect, it } from 'vitest';
import { against, told, type Batch } from './batches';

const batch = (more: Partial<Batch>): Batch => ({
  id: 'G-3',
  kind: 'page',
  state: 'ended',
  saving: { minutes: 12, cost: '0.40' },
  members: [
    { id: 'B-1', title: 'One', estimate: { source: 'history: 24 builds of page' } },
    { id: 'B-2', title: 'Two', estimate: { source: 'history: 24 builds of page' } },
  ],
  ...more,
});

describe('a batch', () => {
  it('says what it should save until it ended, and what it did save after', () => {
    expect(told(batch({ state: 'accepted' }))).toBe('waits to start; should save about 12 minutes, $0.40');
    expect(told(batch({ state: 'running' }))).toContain('should save about');
    expect(told(batch({ measured: { finished: 2, minutes: 41.2, cost: '0.90', saving: { minutes: 19, cost: '0.30' } } }))).toBe('all 2 finished in 41 minutes for $0.90; saved 19 minutes, $0.30');
  });

  it('says how much more it needed where it saved nothing', () => {
    expect(told(batch({ measured: { finished: 1, minutes: 70, saving: { minutes: -10 } } }))).toBe('1 of 2 finished in 70 minutes; needed 10 minutes more');
  });

  it('names what it is measured against once', () => {
    expect(against(batch({}))).toBe('against its builds alone, by history: 24 builds of page');
    expect(against(batch({ members: [{ id: 'B-1', title: 'One' }] }))).toBe('');
  });
});
