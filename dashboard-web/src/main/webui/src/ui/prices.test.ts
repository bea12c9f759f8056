import { describe, expect, it } from 'vitest';
import { Problem } from './api';
import { ahead, differences, inEffect, isSought, lines, ofPrice, priceDraft, priceOf, rate, readView, threshold, utcDay, withPrice, writeView, wrongThreshold, type Model, type Price } from './prices';

const first: Price = { input: 3, output: 15, cacheRead: 0.3 };
const second: Price = { from: '2026-10-07', input: 2, output: 10, longContext: { above: 272_000, input: 4, output: 15 }, tiers: { batch: { input: 1, output: 5 } } };
const third: Price = { from: '2027-01-01', input: 4, output: 20 };
const all = [first, second, third];

const model: Model = { model: 'atlas-1', provider: 'atlas', aliases: ['atlas-one'], prices: all, version: 2, at: '2026-11-01T00:00:00Z', by: 'person', origin: 'edit' };

describe('prices', () => {
  it('hold from midnight UTC of their day on', () => {
    expect(inEffect(all, '2026-10-06')).toBe(first);
    expect(inEffect(all, '2026-10-07')).toBe(second);
    expect(inEffect([third], '2026-12-31')).toBeUndefined();
    expect(ahead(all, '2026-11-21')).toEqual([third]);
    expect(utcDay(Date.parse('2026-11-22T00:30:00+01:00'))).toBe('2026-11-21');
  });

  it('are written without an exponent, and as a dash where there is none', () => {
    expect([3, 0.0000001, '10.50', null, undefined, ''].map(rate)).toEqual(['3', '0.0000001', '10.5', '–', '–', '–']);
    expect([272_000, 271_999].map(threshold)).toEqual(['272k', '271999']);
  });

  it('are sought by any of their names, the provider and where they came from', () => {
    const sought = (search: string) => isSought(model, readView(search));
    expect(['?q=ATLAS+one', '?provider=atlas', '?origin=edit', ''].map(sought)).toEqual([true, true, true, true]);
    expect(['?q=borealis', '?provider=openai', '?origin=bundled'].map(sought)).toEqual([false, false, false]);
    for (const search of ['', '?q=a+b&provider=x&origin=edit']) expect(writeView(readView(search))).toBe(search);
  });

  it('say in words what is other in them', () => {
    expect(differences(first, second)).toEqual([
      'input 3 → 2',
      'output 15 → 10',
      'cache read 0.3 → –',
      'long input – → 4',
      'long output – → 15',
      'long prompts cost the same → above 272k',
      'batch input – → 1',
      'batch output – → 5',
    ]);
    expect(differences(second, { ...second, from: '2027-01-01' })).toEqual([]);
  });

  it('have a line for the standard rates, for long prompts and for each tier', () => {
    expect(lines(second).map((line) => line.words)).toEqual(['standard', 'above 272k', 'batch']);
  });

  it('come out of a form as they went in', () => {
    for (const price of all) expect(differences(price, priceOf(priceDraft(price, price.from ?? '')))).toEqual([]);
    expect(priceOf(priceDraft(second, '2026-12-01'))).toEqual({
      from: '2026-12-01',
      input: '2',
      output: '10',
      longContext: { above: 272_000, input: '4', output: '15' },
      tiers: { batch: { input: '1', output: '5' } },
    });
  });

  it('go to the server as they were typed, which says what is wrong with them', () => {
    const draft = priceDraft(null, '');
    Object.assign(draft.tariff, { input: ' 2,5 ', isLonger: true });
    draft.tariff.longer.above = '200k';
    expect(priceOf(draft)).toEqual({ input: '2,5', longContext: { above: 200_000 } });
  });

  it('need a threshold of long prompts that is a number of tokens', () => {
    const draft = priceDraft(second, '');
    expect(wrongThreshold(draft)).toBeUndefined();
    draft.tiers[0]!.tariff.isLonger = true;
    expect(wrongThreshold(draft)).toEqual({ field: 'tiers.batch.longContext.above', was: '' });
    draft.tariff.longer.above = 'much';
    expect(wrongThreshold(draft)).toEqual({ field: 'longContext.above', was: 'much' });
  });

  it('take the place of one from the same day, and of the one they were made from', () => {
    const moved = { ...third, from: '2027-02-01' };
    expect(withPrice(all, moved, third)).toEqual([first, second, moved]);
    expect(withPrice(all, moved, null)).toEqual([...all, moved]);
    const same = { ...second, input: 9 };
    expect(withPrice(all, same, null)).toEqual([first, same, third]);
  });

  it('are refused at the fields of the form', () => {
    const refused = ofPrice(new Problem(400, 'invalid', '', [{ field: 'prices[1].tiers.batch.input' }, { field: 'prices[0].input' }, { field: 'provider' }]), 1);
    expect(refused.errors.map((error) => error.field)).toEqual(['tiers.batch.input', 'prices[0].input', 'provider']);
  });
});
