import { describe, expect, it } from 'vitest';
import { buildPath, noFilter, parseBox, readFilter, readRoute, sessionPath, writeBox, writeFilter, type Filter } from './url';

const words = ['', 'high', 'landing page', 'a&b=c', '100 %', 'ünï', '<b>', '?x#y', '+'];

function* filters(): Generator<Filter> {
  for (let i = 0; i < 400; i++) {
    const pick = (n: number) => words[(i * 7 + n * 3 + Math.floor(i / words.length)) % words.length]!;
    yield { tab: i % 3 === 0 ? 'all' : 'running', priority: pick(1), agent: pick(2), tag: pick(3), kind: pick(4), text: pick(5) };
  }
}

describe('url', () => {
  it('reads back every filter it writes', () => {
    for (const filter of filters()) expect(readFilter(writeFilter(filter))).toEqual(filter);
  });

  it('reads back every filter box it writes', () => {
    for (const filter of filters()) expect(parseBox(writeBox(filter), filter.tab)).toEqual(filter);
  });

  it('writes nothing for no filter', () => {
    expect(writeFilter(noFilter)).toBe('');
  });

  it('leaves words with an unknown qualifier in the text', () => {
    expect(parseBox('priority:high fix http://x login', 'all')).toEqual({
      ...noFilter,
      priority: 'high',
      text: 'fix http://x login',
    });
  });

  it('knows its pages and says when a page does not exist', () => {
    expect(readRoute('/')).toEqual({ page: 'overview', id: '' });
    expect(readRoute('/queue/')).toEqual({ page: 'queue', id: '' });
    expect(readRoute('/builds/B-42')).toEqual({ page: 'build', id: 'B-42' });
    expect(readRoute('/inbox/E-3')).toEqual({ page: 'inbox', id: 'E-3' });
    expect(readRoute('/calibration')).toEqual({ page: 'calibration', id: '' });
    expect(readRoute('/plan')).toEqual({ page: 'plan', id: '' });
    expect(readRoute('/cost')).toEqual({ page: 'cost', id: '' });
    expect(readRoute('/prices')).toEqual({ page: 'prices', id: '' });
    expect(readRoute('/prices/gpt-5.5')).toEqual({ page: 'prices', id: 'gpt-5.5' });
    expect(readRoute('/simulation')).toEqual({ page: 'simulation', id: '' });
    expect(readRoute('/nowhere')).toEqual({ page: 'lost', id: '' });
    expect(readRoute('/builds/%E0%A4%A')).toEqual({ page: 'build', id: '%E0%A4%A' });
    expect(readRoute(buildPath('B/1 ?#'))).toEqual({ page: 'build', id: 'B/1 ?#' });
    expect(readRoute(sessionPath('claude/1 ?'))).toEqual({ page: 'session', id: 'claude/1 ?' });
  });
});
