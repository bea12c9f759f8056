/** A budget as the list has it, and as it is written down. */
export interface ListedBudget {
  name: string;
  period?: Period;
  /** Whose cost it limits: one of agent, tag, model and build, with its key; none: everybody's. */
  scope?: Record<string, string> | null;
  limit: string;
  spent: string;
  percent?: number | null;
  state: string;
  hard: boolean;
  /** What starts although it is spent: each one of agent, tag, build and priority, with its key. */
  exempt?: Record<string, string>[] | null;
}

export const periods = { day: 'each day', week: 'each week', month: 'each month', always: 'in all' } as const;
export type Period = keyof typeof periods;
export const scopes = ['agent', 'tag', 'model', 'build'] as const;

/** Those for all that is spent: they have their period's name and always are. */
export const isForAll = (name: string): boolean => name === 'day' || name === 'week' || name === 'month';

export const whose = (budget: ListedBudget): string => Object.entries(budget.scope ?? {}).map(([kind, key]) => `${kind} ${key}`)[0] ?? 'everything';

/** How it is shown that it is spent, or nearly; nothing while there is enough. */
export const spentOf = (budget: Pick<ListedBudget, 'state'>): string => (budget.state === 'critical' ? 'spent' : budget.state === 'warn' ? 'nearly spent' : '');

export const budgetPath = (name: string): string => `/api/budgets/${encodeURIComponent(name)}`;
