/** What the Cost page shows, as its address says it, and how its rows are put in order. */

export const ranges = [
  { range: 'today', word: 'Today' },
  { range: 'week', word: 'This week' },
  { range: 'month', word: 'This month' },
] as const;

export const splits = ['model', 'build', 'agent', 'kind', 'tag', 'session', 'day', 'basis'] as const;
export const columns = ['key', 'cost', 'calls', 'inputTokens', 'outputTokens', 'cacheReadTokens', 'cacheWriteTokens'] as const;

export type Split = (typeof splits)[number];
export type Column = (typeof columns)[number];

export interface View {
  range: 'today' | 'week' | 'month' | 'days';
  from: string;
  to: string;
  by: Split;
  sort: Column;
  rising: boolean;
}

export interface CostRow {
  key: string | null;
  cost: string | null;
  calls: number;
  unknownCalls: number;
  inputTokens: number;
  outputTokens: number;
  cacheReadTokens: number;
  cacheWriteTokens: number;
  cacheWrite1hTokens: number;
}

export interface Figures {
  finishedBuilds: number;
  perFinishedBuild: string | null;
  failedWork: string;
  silence: string;
  cacheSaving: string;
  covered: string;
}

export interface CostTable {
  period: string;
  by: string;
  from: string;
  to: string;
  firstDay: string;
  lastDay: string;
  zone: string;
  total: string | null;
  calls: number;
  unknownCalls: number;
  figures: Figures;
  rows: CostRow[];
  rest: CostRow | null;
  asOf: string;
}

const day = /^\d{4}-\d{2}-\d{2}$/;

/** Reads an address; what it does not say or says wrongly is this week by model, the dearest first. */
export function readView(search: string): View {
  const params = new URLSearchParams(search);
  const from = params.get('from') ?? '';
  const to = params.get('to') ?? '';
  const named = ranges.find((each) => each.range === params.get('range'))?.range ?? 'week';
  const days = day.test(from);
  const sort = columns.find((each) => each === params.get('sort')) ?? 'cost';
  return {
    range: days ? 'days' : named,
    from: days ? from : '',
    to: days && day.test(to) ? to : '',
    by: splits.find((each) => each === params.get('by')) ?? 'model',
    sort,
    rising: params.get('order') === 'rising',
  };
}

/** The address of a view, from the question mark on. */
export function writeView(view: View): string {
  const params = new URLSearchParams();
  if (view.range === 'days') {
    params.set('from', view.from);
    if (view.to !== '') params.set('to', view.to);
  } else if (view.range !== 'week') {
    params.set('range', view.range);
  }
  if (view.by !== 'model') params.set('by', view.by);
  if (view.sort !== 'cost') params.set('sort', view.sort);
  if (view.rising) params.set('order', 'rising');
  const query = params.toString();
  return query === '' ? '' : `?${query}`;
}

/** Where the view's table is read; as CSV, where the same table is saved from. */
export function tablePath(view: View, csv = false): string {
  const params = new URLSearchParams({ by: view.by });
  if (view.range === 'days') {
    params.set('from', view.from);
    if (view.to !== '') params.set('to', view.to);
  }
  return `/api/costs/${view.range === 'days' ? 'range' : view.range}${csv ? '/csv' : ''}?${params}`;
}

/** The rows in the view's order: numbers from the most, names from A, unless the order is turned. */
export function inOrder(rows: CostRow[], sort: Column, rising: boolean): CostRow[] {
  const sign = rising ? -1 : 1;
  return [...rows].sort((one, other) => {
    const name = (one.key ?? '').localeCompare(other.key ?? '');
    return sort === 'key' ? sign * name : sign * (number(other, sort) - number(one, sort)) || name;
  });
}

/** What is unknown comes after what is known to cost nothing. */
function number(row: CostRow, column: Exclude<Column, 'key'>): number {
  if (column === 'cost') return row.cost === null || row.cost === undefined ? -1 : Number(row.cost);
  return column === 'cacheWriteTokens' ? row.cacheWriteTokens + row.cacheWrite1hTokens : row[column];
}
