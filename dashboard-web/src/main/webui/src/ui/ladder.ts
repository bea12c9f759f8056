/** The retry ladder as the scheduler answers it, and how it is put into words. */
import { effort } from './fmt';

export interface Rung {
  wait: string;
  scope: string;
  prompt: { whatFailed: boolean; lastLines: boolean; whatWasTried: boolean };
  agent?: string | null;
  model?: string | null;
  tells: string;
}

export interface Consequence {
  next: string;
  wait?: string;
  most?: number;
  useless?: number[];
  scope?: string | null;
  options: string[];
}

export interface Rate {
  rung: number;
  after: string;
  tried: number;
  done: number;
  rate?: number | null;
}

export interface Ladder {
  rungs: Rung[];
  classes: Record<string, Consequence>;
  version: number;
  changedAt?: string | null;
  changedBy?: string | null;
  note?: string | null;
  policy: string;
  waits: string[];
  rates: { since: string; least: number; items: Rate[] };
}

/** So many options can be offered at the end. */
const all = 5;

const nothing = /^PT0S$/;

/** What the attempt on a rung is. */
export function attempt(rung: Rung): string {
  const untold = [rung.prompt.whatFailed ? '' : 'what failed', rung.prompt.lastLines ? '' : 'the last lines', rung.prompt.whatWasTried ? '' : 'what was tried'].filter(Boolean);
  return [
    rung.scope === 'smaller' ? 'a smaller scope' : 'all of it',
    rung.agent ? `by ${rung.agent}` : '',
    rung.model ? `with ${rung.model}` : '',
    untold.length > 0 ? `not told ${untold.join(', ')}` : '',
  ]
    .filter(Boolean)
    .join(', ');
}

/** What a failure of a class does. */
export function happens(then: Consequence): string {
  const words: string[] = [];
  if (then.next === 'climbs') {
    words.push('climbs');
    if (then.useless?.length) words.push(`skips ${then.useless.join(', ')}`);
    if (then.scope) words.push(then.scope === 'smaller' ? 'always a smaller scope' : 'always all of it');
  } else if (then.next === 'uncounted') {
    words.push('costs no attempt');
    if (then.most) words.push(`a person at ${then.most} in a row`);
    if (then.wait && !nothing.test(then.wait)) words.push(`after ${effort(then.wait)}`);
  } else words.push('straight to a person');
  if (then.options.length < all) words.push(`offers ${then.options.join(', ')}`);
  return words.join(', ');
}

/** How often a rung led to a finished build, after one class or all: `62 % of 40`; - where there are too few to say, empty where none. */
export function helped(ladder: Ladder, rung: number, after?: string): string {
  const rates = ladder.rates.items.filter((rate) => rate.rung === rung && (after === undefined || rate.after === after));
  const tried = rates.reduce((sum, rate) => sum + rate.tried, 0);
  const done = rates.reduce((sum, rate) => sum + rate.done, 0);
  if (tried === 0) return '';
  return `${tried < ladder.rates.least ? '-' : `${Math.round((100 * done) / tried)} %`} of ${tried}`;
}

/** What of it can be changed, as text; a list of words or numbers is on one line. */
export function asDocument(ladder: Ladder): string {
  return JSON.stringify({ rungs: ladder.rungs, classes: ladder.classes }, null, 2).replace(/\[\s+([^[\]{}]*?)\s+\]/g, (_, items: string) => `[${items.replace(/\s*\n\s*/g, ' ')}]`);
}
