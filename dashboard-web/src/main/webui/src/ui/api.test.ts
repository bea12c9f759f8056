import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { get, send, touched } from './api';

const calls: RequestInit[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  calls.length = 0;
  vi.stubGlobal('fetch', async (_: string, init: RequestInit) => {
    calls.push(init);
    return new Response('{}', { status: 200 });
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const unasked = (call: RequestInit | undefined) => new Headers(call?.headers).get('X-Afterhours-Unasked');

test('what a page reads long after the last key or click is marked as unasked', async () => {
  touched();
  await get('/api/policies');
  vi.advanceTimersByTime(10_001);
  await get('/api/policies');
  touched();
  await get('/api/policies');
  expect(calls.map(unasked)).toEqual([null, 'true', null]);
});

test('a command is always asked for', async () => {
  vi.advanceTimersByTime(60_000);
  await send('POST', '/api/control/pause', {});
  expect(unasked(calls[0])).toBeNull();
});
