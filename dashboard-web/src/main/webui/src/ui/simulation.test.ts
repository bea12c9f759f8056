import { describe, expect, it } from 'vitest';
import { highest, line, readDraft, requestOf, writeDraft } from './simulation';

describe('a simulation', () => {
  it('is written to the address and read from it, without the pasted text', () => {
    const draft = { ...readDraft('', 'a list'), policies: ['night', 'my own'], days: '7', queue: 'pasted' as const, arrivals: '2.5', retries: false };
    const search = writeDraft(draft, 'an-id');
    expect(search).toBe('?policy=night&policy=my+own&days=7&seed=1&queue=pasted&arrivals=2.5&retries=no&id=an-id');
    expect(readDraft(search, 'a list')).toEqual(draft);
  });

  it('is asked for with what was typed, and leaves out what was not', () => {
    const draft = { ...readDraft('?policy=night', ''), days: ' 7 ', seed: 'lucky', builds: '' };
    expect(requestOf(draft)).toEqual({ policies: ['night'], days: 7, seed: 'lucky' });
    expect(requestOf({ ...draft, queue: 'pasted', markdown: '- [ ] One', retries: false })).toMatchObject({ markdown: '- [ ] One', retries: false });
  });

  it('keeps a seed that no number of a browser can hold as it was typed', () => {
    expect(requestOf({ ...readDraft('', ''), seed: '9007199254740993' }).seed).toBe('9007199254740993');
  });

  it('is drawn from zero, to a scale that is never nothing', () => {
    expect(line([1, 4], 4)).toBe('0,100 50,75 100,0');
    expect(line([0, 0], highest([[0, 0]]))).toBe('0,100 50,100 100,100');
    expect(highest([[1], [3, 2]])).toBe(3);
  });
});
