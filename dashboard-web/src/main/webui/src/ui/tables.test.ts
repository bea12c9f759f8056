import { describe, expect, it } from 'vitest';
import type { Build, BuildState } from '../live/model';
import { bindings } from './keys';
import { attemptLook, byPlace, lookOf, tabs } from './states';

const states: BuildState[] = ['queued', 'dispatched', 'running', 'verifying', 'retrying', 'escalated', 'finished', 'failed', 'cancelled', 'rejected'];

const build = (id: string, state: BuildState, more: Partial<Build> = {}): Build => ({ id, title: id, state, ...more });

describe('the tables behind the pages', () => {
  it('bind no key twice', () => {
    const keys = bindings.map((binding) => binding.keys);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('give every state an icon, a word and a colour, and no two states the same word', () => {
    for (const state of states) {
      const look = lookOf({ state });
      expect(look.icon && look.word && look.tone, state).toBeTruthy();
    }
    expect(new Set(states.map((state) => lookOf({ state }).word)).size).toBe(states.length);
  });

  it('use red for failed alone and amber for what needs a person alone', () => {
    expect(states.filter((state) => lookOf({ state }).tone === 'failed')).toEqual(['failed']);
    expect(states.filter((state) => lookOf({ state }).tone === 'needs-you')).toEqual(['escalated']);
    expect(lookOf({ state: 'queued', verdict: { code: 'approval', text: '' } }).tone).toBe('needs-you');
  });

  it('show a state of a newer server by its word', () => {
    expect(lookOf({ state: 'hibernating' as BuildState }).word).toBe('hibernating');
    expect(attemptLook('parked').word).toBe('parked');
  });

  it('put every state under exactly one tab beside All', () => {
    for (const state of states) expect(tabs.slice(1).filter((tab) => tab.has(build('B-1', state))).length, state).toBe(1);
  });

  it('order what needs a person, what runs, what waits and what ended', () => {
    const sorted = [
      build('B-1', 'finished', { endedAt: '2026-01-01T00:00:00Z' }),
      build('B-2', 'queued', { priority: 'low' }),
      build('B-3', 'queued', { priority: 'urgent' }),
      build('B-4', 'running'),
      build('B-5', 'escalated'),
      build('B-6', 'failed', { endedAt: '2026-01-02T00:00:00Z' }),
      build('B-7', 'queued', { priority: 'low', verdict: { code: 'approval', text: '' } }),
      build('B-10', 'queued', { priority: 'low' }),
      build('B-9', 'queued', { priority: 'low' }),
    ].sort(byPlace);
    expect(sorted.map((b) => b.id)).toEqual(['B-5', 'B-7', 'B-4', 'B-3', 'B-2', 'B-9', 'B-10', 'B-6', 'B-1']);
  });
});
