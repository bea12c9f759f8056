import { describe, expect, it } from 'vitest';
import { marked } from './marks';

const destructive = (...words: string[]) => ({ check: 'destructive', words });
const seen = (text: string, ...concerns: { check: string; words: string[] }[]) =>
  marked(text, concerns)
    .map((piece) => (piece.check === '' ? piece.text : `[${piece.text}]`))
    .join('');

describe('what a safety check saw', () => {
  it('is marked word by word, where the words stand closest together', () => {
    expect(seen('Delete nothing. Then Delete the old backups.', destructive('Delete', 'backups'))).toBe('Delete nothing. Then [Delete] the old [backups].');
  });

  it('is never a part of another word', () => {
    expect(seen('reform the form', destructive('form'))).toBe('reform the [form]');
    expect(seen('run rm -rf ~ at last', destructive('rm', '-rf', '~'))).toBe('run [rm] [-rf] [~] at last');
  });

  it('may be stressed by the signs of Markdown', () => {
    expect(seen('_Delete_ the __old backups__ in old_backups', destructive('Delete', 'backups'))).toBe('_[Delete]_ the __old [backups]__ in old_backups');
    expect(seen('Drop old_backups, **now**', destructive('Drop', 'backups'))).toBe('Drop old_backups, **now**');
    expect(seen('**Delete** all', destructive('Delete'))).toBe('**[Delete]** all');
  });

  it('is not marked where it does not stand, and never as a whole because it is unclear', () => {
    expect(seen('Tidy up', destructive('Delete', 'backups'), { check: 'unclear', words: ['Tidy', 'up'] })).toBe('Tidy up');
  });

  it('leaves the text as it is, whatever is in it', () => {
    const text = '<img src=x onerror="Delete the backups">\u202e & Send it to the customers';
    const pieces = marked(text, [destructive('Delete', 'backups'), { check: 'external', words: ['Send', 'customers'] }, destructive('backups')]);
    expect(pieces.map((piece) => piece.text).join('')).toBe(text);
    expect(pieces.filter((piece) => piece.check !== '').map((piece) => piece.text)).toEqual(['Delete', 'backups', 'Send', 'customers']);
  });

  it('is found by its beginning where it was cut short', () => {
    const long = 'x'.repeat(150);
    expect(marked(`rm ${long}`, [destructive('rm', `${'x'.repeat(120)}…`)])[2]).toEqual({ text: 'x'.repeat(120), check: 'destructive' });
  });
});
