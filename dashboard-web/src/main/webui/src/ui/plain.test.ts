import { expect, it } from 'vitest';
import { plain } from './plain';

it('shows log lines without terminal colours, links and direction marks', () => {
  expect(plain('\u001b[31;1mred\u001b[0m plain')).toBe('red plain');
  expect(plain('\u001b]8;;http://x\u0007link\u001b]8;;\u0007')).toBe('link');
  expect(plain('a\u202eb\rc\td')).toBe('abc\td');
});
