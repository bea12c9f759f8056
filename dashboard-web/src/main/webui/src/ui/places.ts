export type PlacePage = 'overview' | 'inbox' | 'queue' | 'plan' | 'policies' | 'agents' | 'cost' | 'more' | 'prices' | 'calibration' | 'simulation' | 'safety' | 'audit' | 'quarantine' | 'numbers' | 'waits';

/** A page that has a place of its own: where it stands, what it is called, and the keys that open it. */
export interface Place {
  page: PlacePage;
  path: string;
  word: string;
  /** Its icon, where that is not named like the page. */
  icon?: string;
  keys: string;
  /** What the keys do, where the word alone does not say it. */
  does?: string;
  /** On a phone it stands under `more` alone. */
  wide?: boolean;
  /** What is looked at now and then stands under another, so that the first list stays short. */
  under?: 'more' | 'queue';
}

export const places: readonly Place[] = [
  { page: 'overview', path: '/', word: 'Overview', keys: 'g o' },
  { page: 'inbox', path: '/inbox', word: 'Inbox', keys: 'g i' },
  { page: 'queue', path: '/queue', word: 'Queue', keys: 'g q' },
  { page: 'plan', path: '/plan', word: 'Plan', icon: 'moon', keys: 'g n', does: 'The night’s plan' },
  { page: 'policies', path: '/policies', word: 'Policies', icon: 'week', keys: 'g p', wide: true },
  { page: 'agents', path: '/agents', word: 'Agents', keys: 'g a', wide: true },
  { page: 'cost', path: '/cost', word: 'Cost', icon: 'money', keys: 'g m', does: 'Money: what was spent' },
  { page: 'more', path: '/more', word: 'More', keys: 'g e', does: 'Everything else' },
  { page: 'prices', path: '/prices', word: 'Prices', icon: 'price', keys: 'g r', does: 'Rates: what models cost', under: 'more' },
  { page: 'calibration', path: '/calibration', word: 'Estimates', keys: 'g c', does: 'Estimates, and how often they were right', under: 'more' },
  { page: 'simulation', path: '/simulation', word: 'Simulation', keys: 'g s', under: 'more' },
  { page: 'safety', path: '/safety', word: 'Safety', icon: 'shield', keys: 'g f', does: 'What is always fine', under: 'more' },
  { page: 'audit', path: '/audit', word: 'Audit', icon: 'person', keys: 'g l', does: 'Who did what, and why', under: 'more' },
  { page: 'quarantine', path: '/quarantine', word: 'Quarantine', icon: 'ban', keys: 'g d', does: 'What was refused', under: 'more' },
  { page: 'numbers', path: '/queue/numbers', word: 'In numbers', keys: 'g t', does: 'Totals of the queue, and what starts next', under: 'queue' },
  { page: 'waits', path: '/queue/waits', word: 'Why not more', keys: 'g w', does: 'Why nothing more starts', under: 'queue' },
];

/** Those that stand under one of the first. */
export const under = (page: string): Place[] => places.filter((each) => each.under === page);
