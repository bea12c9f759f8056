import type { Priority, Verdict } from '../live/model';

/** How many builds there are; by priority, kind and band only those that wait. */
export interface Stats {
  byState: Record<string, number>;
  byPriority: Record<string, number>;
  byKind: Record<string, number>;
  byBand: Record<string, number>;
}

/** A build that waits, why, and when it should start; without a time it waits for a person, or nobody can tell. */
export interface Next {
  build: string;
  title: string;
  priority?: Priority | null;
  verdict?: Verdict | null;
  expectedStart?: string | null;
}

/** What planning by hand did. */
export interface Spawned {
  started: { id: string; title: string }[];
  held: { id: string; title: string; verdict: Verdict }[];
  /** How many others did not start either. */
  more: number;
}

/** What a person alone can change. */
const yours = ['approval', 'blocker', 'unclear', 'destructive', 'external'];

export const isYours = (next: Next): boolean => yours.includes(next.verdict?.code ?? '');

export interface Tallied {
  name: string;
  count: number;
  /** Of the most there are of one name, from 0 to 1. */
  share: number;
}

/** Counts in an order that is given, and what it does not name behind that, the most first; nothing that is not there. */
export function tallied(counts: Record<string, number> | undefined, order: readonly string[] = []): Tallied[] {
  const place = (name: string) => (order.indexOf(name) + order.length + 1) % (order.length + 1);
  const entries = Object.entries(counts ?? {}).filter(([, count]) => count > 0);
  const most = Math.max(1, ...entries.map(([, count]) => count));
  return entries
    .sort(([a, countA], [b, countB]) => place(a) - place(b) || countB - countA || a.localeCompare(b))
    .map(([name, count]) => ({ name, count, share: count / most }));
}

/** How many wait for each reason, the most first. */
export function byReason(items: { verdict?: Verdict | null }[]): Tallied[] {
  const counts: Record<string, number> = {};
  for (const { verdict } of items) if (verdict) counts[verdict.code] = (counts[verdict.code] ?? 0) + 1;
  return tallied(counts);
}
