/** Which parts of a task's text are what a safety check saw. The text stays text: what is marked is cut out of it, never rewritten. */

export interface Concern {
  check: string;
  words: string[];
}

export interface Piece {
  text: string;
  /** The check that saw it; empty where none did. */
  check: string;
}

/** So many places at which the first word stands are tried; a text in which it stands more often is marked at the best of them. */
const places = 200;
const wordCharacter = /[\p{L}\p{N}]/u;

/** The text in pieces that, put together, are the text. */
export function marked(text: string, concerns: Concern[]): Piece[] {
  const spans = concerns
    // What is unclear is all of it: then nothing is to be pointed at.
    .filter((concern) => concern.check !== 'unclear')
    .flatMap((concern) => find(text, concern.words).map(([from, to]) => ({ from, to, check: concern.check })))
    .sort((a, b) => a.from - b.from || b.to - a.to);
  const pieces: Piece[] = [];
  let at = 0;
  for (const span of spans) {
    const from = Math.max(at, span.from);
    if (from >= span.to) continue;
    if (from > at) pieces.push({ text: text.slice(at, from), check: '' });
    pieces.push({ text: text.slice(from, span.to), check: span.check });
    at = span.to;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), check: '' });
  return pieces;
}

/** What a check means, as a title of what it marks. */
export function meaning(check: string): string {
  return { unclear: 'does not say what to do', destructive: 'may destroy something', external: 'reaches people or costs money' }[check] ?? check;
}

/** The words in their order, where they stand closest together; nothing where they do not all stand there. */
function find(text: string, words: string[]): [number, number][] {
  let best: [number, number][] = [];
  let start = 0;
  for (let tries = 0; tries < places; tries++) {
    const found: [number, number][] = [];
    for (const word of words) {
      const next = whole(text, word, found.at(-1)?.[1] ?? start);
      if (next === null) return best;
      found.push(next);
    }
    if (found.length === 0) return best;
    if (best.length === 0 || length(found) < length(best)) best = found;
    start = found[0]![1];
  }
  return best;
}

const length = (spans: [number, number][]) => spans.at(-1)![1] - spans[0]![0];

/** Where a word stands by itself, not as a part of another; of one that was cut short, its beginning. */
function whole(text: string, word: string, from: number): [number, number] | null {
  const cut = word.length > 100 && word.endsWith('…');
  const wanted = cut ? word.slice(0, -1) : word;
  if (wanted === '') return null;
  for (let at = text.indexOf(wanted, from); at >= 0; at = text.indexOf(wanted, at + 1)) {
    const end = at + wanted.length;
    if (!joined(text, at) && (cut || !joined(text, end))) return [at, end];
  }
  return null;
}

/** Whether the characters before and after a place belong to one word: underscores join words, and stress one that they stand around. */
function joined(text: string, at: number): boolean {
  let before = at - 1;
  let after = at;
  while (text.charAt(before) === '_') before--;
  while (text.charAt(after) === '_') after++;
  return wordCharacter.test(text.charAt(before)) && wordCharacter.test(text.charAt(after));
}
