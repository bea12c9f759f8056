/** What the burn-down picture is made of; shares of its width and height, from 0 to 100. */
import { fullHours } from './hours';

export interface Forecast {
  items: Outlook[];
  today: { at: string; spent: string }[];
  past: { period: string; count: number; held: number; error: number }[];
  zone: string;
  asOf: string;
}

export interface Outlook {
  period: 'day' | 'week' | 'month';
  spent: string;
  /** What builds that run and wait should cost before the period ends. */
  queued: string;
  /** What should come beside that, at the usual pace. */
  usual: string;
  p10: string;
  p50: string;
  p90: string;
  budget: string;
  perHour?: string | null;
  days: number;
  dryAt?: string | null;
  periodStart: string;
  periodEnd: string;
}

export interface Picture {
  /** The budget, spent evenly. */
  plan: string;
  spent: string;
  cone: string;
  /** Where the present is. */
  now: number;
  /** Where the budget is dry; nothing where it lasts, or is spent. */
  dry: number | null;
  /** Where the budget lies. */
  limit: number;
  /** Every sixth hour on the clocks of the zone: not every day has 24. */
  hours: { at: number; word: string }[];
}

/** Today's spending against the plan, and where it leads. */
export function picture(forecast: Forecast): Picture | null {
  const day = forecast.items.find((item) => item.period === 'day');
  if (!day) return null;
  const start = Date.parse(day.periodStart);
  const length = Date.parse(day.periodEnd) - start;
  const top = Math.max(Number(day.budget), Number(day.p90), 0.01) * 1.06;
  const x = (at: string) => round(Math.min(100, Math.max(0, (100 * (Date.parse(at) - start)) / length)));
  const y = (dollars: string | number) => round(100 - (100 * Number(dollars)) / top);
  const now = x(forecast.asOf);
  const here = `${now},${y(day.spent)}`;
  return {
    plan: `0,100 100,${y(day.budget)}`,
    spent: ['0,100', ...forecast.today.map((point) => `${x(point.at)},${y(point.spent)}`), here].join(' '),
    cone: `${here} 100,${y(day.p90)} 100,${y(day.p10)}`,
    now,
    dry: day.dryAt && Date.parse(day.dryAt) > Date.parse(forecast.asOf) ? x(day.dryAt) : null,
    limit: y(day.budget),
    hours: fullHours(day.periodStart, day.periodEnd, forecast.zone)
      .map((mark) => (mark.at === 100 ? { ...mark, word: '24:00' } : mark))
      .filter((mark) => Number(mark.word.slice(0, 2)) % 6 === 0),
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
