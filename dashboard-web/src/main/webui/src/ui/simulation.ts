/** Simulations as the scheduler answers them: how one is asked for, and how what came of it is put into words and lines. */
import { money } from './fmt';

export interface Spread {
  p50?: number | null;
  p90?: number | null;
}

export interface Figures {
  policy: string;
  builds: number;
  finished: number;
  failed: number;
  rejected: number;
  cancelled: number;
  open: Record<string, number>;
  attempts: { started: number; failed: number };
  hours: number;
  awayHours: number;
  batches?: { started: number; builds: number };
  nights: { count: number; finished: number; hours: number };
  cost: number;
  failedCost: number;
  costPerFinished?: number | null;
  waiting: Spread;
  throughput: Spread;
  approvals: number;
  escalations: number;
  attentionHours: number;
  multiplier?: number | null;
  budgets: { name: string; limit: number; periods: number; held: number; worst: number }[];
  allDoneAfter?: number | null;
  byHour: number[];
  byDay: number[];
}

export interface Report {
  from: string;
  until: string;
  zone: string;
  days: number;
  seed: number;
  queue: string;
  builds: number;
  slots: number;
  meetings?: number;
  retries: boolean;
  runs: Figures[];
  unread: { line: number; text: string; reason: string }[];
}

/** How a simulation stands. */
export interface Standing {
  id: string;
  state: 'running' | 'done' | 'failed';
  percent: number;
  fault?: string | null;
  report?: Report | null;
}

/** What is asked for, as it is typed. */
export interface Draft {
  policies: string[];
  days: string;
  seed: string;
  queue: 'real' | 'pasted';
  markdown: string;
  builds: string;
  arrivals: string;
  slots: string;
  retries: boolean;
}

/** Typed numbers that may be left out: then the scheduler's own count. */
export const optional = ['builds', 'arrivals', 'slots'] as const;

/** Fields that have a place of their own in the form; everything else that is refused is told beside it. */
export const shown = ['policies', 'days', 'seed', 'queue', 'markdown', ...optional] as const;

export function readDraft(search: string, markdown: string): Draft {
  const params = new URLSearchParams(search);
  const text = (name: string, or = '') => params.get(name) ?? or;
  return {
    policies: params.getAll('policy'),
    days: text('days', '30'),
    seed: text('seed', '1'),
    queue: params.get('queue') === 'pasted' ? 'pasted' : 'real',
    markdown,
    builds: text('builds'),
    arrivals: text('arrivals'),
    slots: text('slots'),
    retries: params.get('retries') !== 'no',
  };
}

/** The address of what is asked for, without the pasted text, and of what came of it. */
export function writeDraft(draft: Draft, id = ''): string {
  const params = new URLSearchParams();
  for (const policy of draft.policies) params.append('policy', policy);
  params.set('days', draft.days);
  params.set('seed', draft.seed);
  if (draft.queue === 'pasted') params.set('queue', 'pasted');
  for (const name of optional) if (draft[name].trim() !== '') params.set(name, draft[name].trim());
  if (!draft.retries) params.set('retries', 'no');
  if (id !== '') params.set('id', id);
  return `?${params}`;
}

/** The body of the request. What is no number goes as it was typed: the scheduler says at which field that is wrong. */
export function requestOf(draft: Draft): Record<string, unknown> {
  const body: Record<string, unknown> = { policies: draft.policies };
  for (const name of ['days', 'seed', ...optional] as const) {
    const text = draft[name].trim();
    if (text !== '') body[name] = /^-?\d+(\.\d+)?$/.test(text) && Math.abs(Number(text)) <= Number.MAX_SAFE_INTEGER ? Number(text) : text;
  }
  if (draft.queue === 'pasted') body.markdown = draft.markdown;
  if (!draft.retries) body.retries = false;
  return body;
}

const none = '–';
const hours = (value: number | null | undefined) => (value === null || value === undefined ? none : `${value.toFixed(1)} h`);
const dollars = (value: number | null | undefined) => (value === null || value === undefined ? none : money(String(value)));
const spread = (value: Spread) => (value.p50 === null || value.p50 === undefined ? none : `${hours(value.p50)}, ${hours(value.p90)}`);

/** The rows of the table: what is compared, whether it says more of the row before, and how it is read. */
export const rows: { name: string; part?: boolean; of: (run: Figures) => string }[] = [
  { name: 'Finished', of: (run) => `${run.finished} of ${run.builds}` },
  { name: 'Given up, rejected', of: (run) => `${run.failed + run.cancelled}, ${run.rejected}` },
  { name: 'Still open', of: (run) => Object.entries(run.open).map(([why, count]) => `${count} ${why}`).join(', ') || '0' },
  { name: 'Hours worked', of: (run) => run.hours.toFixed(1) },
  { name: 'while you were away', part: true, of: (run) => run.awayHours.toFixed(1) },
  { name: 'a night brings', part: true, of: (run) => `${run.nights.finished} in ${run.nights.hours} h` },
  { name: 'Cost', of: (run) => dollars(run.cost) },
  { name: 'of it for failures', part: true, of: (run) => dollars(run.failedCost) },
  { name: 'per finished build', part: true, of: (run) => dollars(run.costPerFinished) },
  { name: 'Waiting p50, p90', of: (run) => spread(run.waiting) },
  { name: 'Until done p50, p90', of: (run) => spread(run.throughput) },
  { name: 'All done after', of: (run) => hours(run.allDoneAfter) },
  { name: 'Attempts, failed', of: (run) => `${run.attempts.started}, ${run.attempts.failed}` },
  { name: 'went together', part: true, of: (run) => (run.batches?.started ? `${run.batches.builds} in ${run.batches.started} batches` : none) },
  { name: 'Escalations', of: (run) => String(run.escalations) },
  { name: 'Consents asked', of: (run) => String(run.approvals) },
  { name: 'Your time', of: (run) => hours(run.attentionHours) },
  { name: 'Budget held', of: (run) => run.budgets.map((budget) => `${budget.held} of ${budget.periods} ${budget.name}s`).join(', ') || none },
  { name: 'Multiplier', of: (run) => (run.multiplier === null || run.multiplier === undefined ? none : `${run.multiplier}×`) },
];

/** A line from zero through the values, in a square of 100 by 100 whose upper edge is `most`. */
export function line(values: number[], most: number): string {
  const step = 100 / Math.max(1, values.length);
  return [0, ...values].map((value, index) => `${round(index * step)},${round(100 - (100 * value) / Math.max(1, most))}`).join(' ');
}

/** The highest of some lists of values; never nothing, so that it can be divided by. */
export function highest(lists: number[][]): number {
  return Math.max(...lists.flat(), 0) || 1;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
