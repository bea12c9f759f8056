import { expect, test } from 'vitest';
import { asDocument, attempt, happens, helped, type Ladder, type Rung } from './ladder';

const prompt = { whatFailed: true, lastLines: true, whatWasTried: true };
const rung: Rung = { wait: 'PT5M', scope: 'same', prompt, tells: 'nobody' };
const options = ['retry', 'smaller', 'other-agent', 'take-over', 'drop'];

const ladder: Ladder = {
  rungs: [rung],
  classes: { crashed: { next: 'climbs', useless: [], scope: null, options } },
  version: 0,
  policy: 'night',
  waits: [],
  rates: {
    since: '2026-08-23T22:00:00Z',
    least: 5,
    items: [
      { rung: 1, after: 'crashed', tried: 6, done: 4 },
      { rung: 1, after: 'network', tried: 3, done: 3 },
    ],
  },
};

test('a rung says what the next attempt is', () => {
  expect(attempt(rung)).toBe('all of it');
  expect(attempt({ ...rung, scope: 'smaller', agent: 'codex', model: 'gpt-5', prompt: { ...prompt, lastLines: false } })).toBe(
    'a smaller scope, by codex, with gpt-5, not told the last lines',
  );
});

test('a class says what its failures do', () => {
  expect(happens({ next: 'climbs', useless: [1, 3], scope: 'same', options })).toBe('climbs, skips 1, 3, always all of it');
  expect(happens({ next: 'uncounted', most: 5, wait: 'PT0S', options })).toBe('costs no attempt, a person at 5 in a row');
  expect(happens({ next: 'uncounted', most: 0, wait: 'PT15M', options })).toBe('costs no attempt, after 15 min');
  expect(happens({ next: 'person', options: ['retry', 'drop'] })).toBe('straight to a person, offers retry, drop');
});

test('a rate is a percentage with its cases, and none where there are too few', () => {
  expect(helped(ladder, 1)).toBe('78 % of 9');
  expect(helped(ladder, 1, 'crashed')).toBe('67 % of 6');
  expect(helped(ladder, 1, 'network')).toBe('- of 3');
  expect(helped(ladder, 2)).toBe('');
});

test('only the ladder itself is edited', () => {
  expect(Object.keys(JSON.parse(asDocument(ladder)))).toEqual(['rungs', 'classes']);
  expect(asDocument(ladder)).toContain('"options": ["retry", "smaller", "other-agent", "take-over", "drop"]');
});
