/** Everything visible is in the address. A filter is read from it and written to it here, and nowhere else. */

import { places, type PlacePage } from './places';

export interface Filter {
  tab: string;
  priority: string;
  agent: string;
  tag: string;
  kind: string;
  text: string;
}

export const noFilter: Filter = { tab: 'all', priority: '', agent: '', tag: '', kind: '', text: '' };

/** The words that may stand before a colon in the filter box. */
export const qualifiers = ['priority', 'agent', 'tag', 'kind'] as const;

export function readFilter(search: string): Filter {
  const params = new URLSearchParams(search);
  return {
    tab: params.get('tab') ?? 'all',
    priority: params.get('priority') ?? '',
    agent: params.get('agent') ?? '',
    tag: params.get('tag') ?? '',
    kind: params.get('kind') ?? '',
    text: params.get('q') ?? '',
  };
}

export function writeFilter(filter: Filter): string {
  const params = new URLSearchParams();
  if (filter.tab !== 'all' && filter.tab !== '') params.set('tab', filter.tab);
  for (const name of qualifiers) if (filter[name] !== '') params.set(name, filter[name]);
  if (filter.text !== '') params.set('q', filter.text);
  const query = params.toString();
  return query === '' ? '' : `?${query}`;
}

/** `priority:high login page` as a filter; the tab is kept. A quoted value may hold spaces: `kind:"landing page"`. */
export function parseBox(box: string, tab: string): Filter {
  const filter: Filter = { ...noFilter, tab };
  const rest = box.replace(/(\w+):(?:"([^"]*)"|(\S+))/g, (whole, name: string, quoted?: string, plain?: string) => {
    const known = qualifiers.find((q) => q === name);
    if (!known) return whole;
    filter[known] = quoted ?? plain ?? '';
    return '';
  });
  filter.text = rest.replace(/\s+/g, ' ').trim();
  return filter;
}

/** The filter box that means this filter. */
export function writeBox(filter: Filter): string {
  const quote = (value: string) => (/\s/.test(value) ? `"${value}"` : value);
  const words = qualifiers.filter((name) => filter[name] !== '').map((name) => `${name}:${quote(filter[name])}`);
  if (filter.text !== '') words.push(filter.text);
  return words.join(' ');
}

export interface Route {
  page: PlacePage | 'build' | 'session' | 'login' | 'lost';
  id: string;
}

export function readRoute(path: string): Route {
  const parts = path.replace(/^\/+|\/+$/g, '').split('/').map(decode);
  const whole = `/${parts.join('/')}`;
  const place = places.find((each) => each.path === whole);
  if (place) return { page: place.page, id: '' };
  if (whole === '/login') return { page: 'login', id: '' };
  const [first = '', id = ''] = parts;
  if (parts.length !== 2 || id === '') return { page: 'lost', id: '' };
  if (first === 'builds') return { page: 'build', id };
  if (first === 'sessions') return { page: 'session', id };
  return first === 'policies' || first === 'inbox' || first === 'prices' ? { page: first, id } : { page: 'lost', id: '' };
}

export const buildPath = (id: string): string => `/builds/${encodeURIComponent(id)}`;
export const sessionPath = (id: string): string => `/sessions/${encodeURIComponent(id)}`;
export const policyPath = (name: string): string => `/policies/${encodeURIComponent(name)}`;
export const pricePath = (model: string): string => `/prices/${encodeURIComponent(model)}`;
export const inboxPath = (id: string): string => `/inbox/${encodeURIComponent(id)}`;

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
