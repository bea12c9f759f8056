/** Prices as cost-service has them, as they are shown, and as they are written down. US dollars per million tokens. */
import { Problem } from './api';

/** A rate that is absent is what the tokens cost otherwise: cache reads and writes cost input, an hour's write the five minutes'. */
export interface Rates {
  input: number | string;
  output: number | string;
  cacheRead?: number | string | null;
  cacheWrite?: number | string | null;
  cacheWrite1h?: number | string | null;
}

/** The rates of a whole request whose prompt has more tokens than `above`. */
export interface LongContext extends Rates {
  above: number | string;
}

export interface Tariff extends Rates {
  longContext?: LongContext | null;
}

/** What a model costs from midnight UTC of a day on; no day: since the model exists. */
export interface Price extends Tariff {
  from?: string | null;
  tiers?: Record<string, Tariff> | null;
}

/** A model with all prices it ever had, oldest first, as somebody wrote them down. */
export interface Model {
  model: string;
  provider: string;
  aliases: string[];
  prices: Price[];
  version: number;
  at: string;
  by: string;
  origin: 'bundled' | 'edit' | 'import';
  note?: string | null;
}

export interface PriceList {
  models: Model[];
  asOf: string;
}

/** Reports of unknown cost, of one model at one service tier. */
export interface Unpriced {
  model: string;
  serviceTier?: string | null;
  entries: number;
  firstAt: string;
  lastAt: string;
}

/** What another price list would change, or has changed. */
export interface Import {
  source: string;
  from: string;
  changes: { model: string; before?: Price | null; after: Price }[];
  unchanged: number;
  skipped: { name: string; reason: string }[];
}

export const rateNames = ['input', 'output', 'cacheRead', 'cacheWrite', 'cacheWrite1h'] as const;
export const rateWords = { input: 'Input', output: 'Output', cacheRead: 'Cache read', cacheWrite: 'Cache write, 5 min', cacheWrite1h: 'Cache write, 1 h' } as const;
export const origins = { bundled: 'as it ships', edit: 'changed here', import: 'imported' } as const;

/** The day it is in UTC, by which prices change. */
export const utcDay = (now: number): string => new Date(now).toISOString().slice(0, 10);

const since = (price: Price): string => price.from ?? '';

/** The price of a day; nothing where the first begins later. */
export function inEffect(prices: Price[], day: string): Price | undefined {
  return prices.findLast((price) => since(price) <= day);
}

/** The prices that begin after a day. */
export function ahead(prices: Price[], day: string): Price[] {
  return prices.filter((price) => since(price) > day);
}

const digits = new Intl.NumberFormat('en', { maximumFractionDigits: 9, useGrouping: false });

/** A rate as it is written, never with an exponent; a dash where the provider has none. */
export function rate(value: number | string | null | undefined): string {
  return value === null || value === undefined || value === '' ? '–' : digits.format(Number(value));
}

/** `272k`, or the number where it is no thousands. */
export function threshold(tokens: number | string): string {
  const number = Number(tokens);
  return number % 1_000 === 0 ? `${number / 1_000}k` : String(number);
}

export interface PriceView {
  text: string;
  provider: string;
  origin: string;
}

export function readView(search: string): PriceView {
  const params = new URLSearchParams(search);
  return { text: params.get('q') ?? '', provider: params.get('provider') ?? '', origin: params.get('origin') ?? '' };
}

export function writeView(view: PriceView): string {
  const params = new URLSearchParams();
  if (view.text !== '') params.set('q', view.text);
  if (view.provider !== '') params.set('provider', view.provider);
  if (view.origin !== '') params.set('origin', view.origin);
  const query = params.toString();
  return query === '' ? '' : `?${query}`;
}

/** Whether a model is among those looked for: each word somewhere in its names. */
export function isSought(model: Model, view: PriceView): boolean {
  if (view.provider !== '' && model.provider !== view.provider) return false;
  if (view.origin !== '' && model.origin !== view.origin) return false;
  const names = [model.model, model.provider, ...model.aliases].join(' ');
  return view.text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => names.includes(word));
}

/** What is other in a price, in words: `input 3 → 2.5`. */
export function differences(before: Price, after: Price): string[] {
  const tariffs = [
    ['', before, after] as const,
    ...[...new Set([...Object.keys(before.tiers ?? {}), ...Object.keys(after.tiers ?? {})])].sort().map((tier) => [`${tier} `, before.tiers?.[tier], after.tiers?.[tier]] as const),
  ];
  return tariffs.flatMap(([name, was, is]) => [
    ...otherRates(name, was, is),
    ...otherRates(`${name}long `, was?.longContext, is?.longContext),
    ...(was?.longContext?.above === is?.longContext?.above ? [] : [`${name}long prompts ${over(was)} → ${over(is)}`]),
  ]);
}

const over = (tariff: Tariff | undefined): string => (tariff?.longContext ? `above ${threshold(tariff.longContext.above)}` : 'cost the same');

function otherRates(name: string, before: Rates | null | undefined, after: Rates | null | undefined): string[] {
  return rateNames.flatMap((each) => {
    const [was, is] = [rate(before?.[each]), rate(after?.[each])];
    return was === is ? [] : [`${name}${rateWords[each].toLowerCase()} ${was} → ${is}`];
  });
}

/** One line of a table of rates: which price, of which service tier, for which prompts. */
export interface RateLine {
  key: string;
  words: string;
  rates: Rates;
}

/** A price as lines: its own rates, those of long prompts, and the same of each service tier. */
export function lines(price: Price): RateLine[] {
  return [['', price] as const, ...Object.entries(price.tiers ?? {}).sort(([one], [other]) => one.localeCompare(other))].flatMap(([tier, tariff]) => [
    { key: tier, words: tier === '' ? 'standard' : tier, rates: tariff },
    ...(tariff.longContext ? [{ key: `${tier}>`, words: `${tier === '' ? '' : `${tier}, `}above ${threshold(tariff.longContext.above)}`, rates: tariff.longContext }] : []),
  ]);
}

/** Rates as they are typed. */
export type RatesDraft = Record<(typeof rateNames)[number], string>;

export interface TariffDraft extends RatesDraft {
  isLonger: boolean;
  longer: RatesDraft & { above: string };
}

export interface PriceDraft {
  from: string;
  tariff: TariffDraft;
  tiers: { name: string; tariff: TariffDraft }[];
}

const typed = (rates: Rates | null | undefined): RatesDraft =>
  Object.fromEntries(rateNames.map((name) => [name, rates?.[name] === null || rates?.[name] === undefined ? '' : rate(rates[name])])) as RatesDraft;

export const tariffDraft = (tariff: Tariff | null): TariffDraft => ({
  ...typed(tariff),
  isLonger: Boolean(tariff?.longContext),
  longer: { ...typed(tariff?.longContext), above: tariff?.longContext ? String(tariff.longContext.above) : '' },
});

/** A price to be changed, which is to hold from a day on; no price: all is to be typed. */
export function priceDraft(price: Price | null, from: string): PriceDraft {
  return { from, tariff: tariffDraft(price), tiers: Object.entries(price?.tiers ?? {}).map(([name, tariff]) => ({ name, tariff: tariffDraft(tariff) })) };
}

function said(draft: RatesDraft): Rates {
  return Object.fromEntries(rateNames.filter((name) => draft[name].trim() !== '').map((name) => [name, draft[name].trim()])) as unknown as Rates;
}

/** A number of tokens as people write it, `200000` or `200k`; nothing where it is none. */
function tokensOf(text: string): number | null {
  const [, digits, thousands] = /^(\d+)(k?)$/i.exec(text.trim()) ?? [];
  return digits === undefined ? null : Number(digits) * (thousands === '' ? 1 : 1_000);
}

function tariffOf(draft: TariffDraft): Tariff {
  return { ...said(draft), ...(draft.isLonger ? { longContext: { above: tokensOf(draft.longer.above) ?? 0, ...said(draft.longer) } } : {}) };
}

/** The field of the first threshold that is no number of tokens: on the way to the server it would have to become one. */
export function wrongThreshold(draft: PriceDraft): { field: string; was: string } | undefined {
  return [{ name: '', tariff: draft.tariff }, ...draft.tiers]
    .filter(({ tariff }) => tariff.isLonger && tokensOf(tariff.longer.above) === null)
    .map(({ name, tariff }) => ({ field: `${name === '' ? '' : `tiers.${name}.`}longContext.above`, was: tariff.longer.above.trim() }))[0];
}

/** What was typed, as the server takes it: amounts as they were written, what is empty left out. */
export function priceOf(draft: PriceDraft): Price {
  return {
    ...(draft.from === '' ? {} : { from: draft.from }),
    ...tariffOf(draft.tariff),
    ...(draft.tiers.length === 0 ? {} : { tiers: Object.fromEntries(draft.tiers.map((tier) => [tier.name, tariffOf(tier.tariff)])) }),
  };
}

/** A model's prices with one more, oldest first: in the place of one from the same day, and of the one that it was made from. */
export function withPrice(prices: Price[], price: Price, replaced: Price | null): Price[] {
  return [...prices.filter((each) => since(each) !== since(price) && (replaced === null || since(each) !== since(replaced))), price].sort((one, other) => since(one).localeCompare(since(other)));
}

/** What was said against one price of a model, by the names of its own fields. */
export function ofPrice(problem: Problem, index: number): Problem {
  const before = `prices[${index}].`;
  return new Problem(
    problem.status,
    problem.title,
    problem.detail,
    problem.errors.map((error) => (error.field.startsWith(before) ? { ...error, field: error.field.slice(before.length) } : error)),
  );
}
