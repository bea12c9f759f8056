/** Numbers, money and times as people read them. Everything takes what it needs but the zone; nothing asks the clock itself. */
import { onTheWall } from './zone.svelte';

const dash = '–';

/** A decimal string of dollars: two decimals, `< $0.01` below a cent, never an exponent. */
export function money(value: string | null | undefined): string {
  if (value === null || value === undefined || value === '') return dash;
  const number = Number(value);
  if (!Number.isFinite(number)) return dash;
  if (number === 0) return '$0.00';
  if (number > 0 && number < 0.01) return '< $0.01';
  const fixed = Math.abs(number).toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ',');
  return `${number < 0 ? '-' : ''}$${fixed}`;
}

/** `412`, `412k`, `1.2M`. */
export function tokens(value: number | null | undefined): string {
  if (value === null || value === undefined) return dash;
  if (value < 1_000) return String(value);
  if (value < 999_500) return `${Math.round(value / 1_000)}k`;
  return `${(value / 1_000_000).toFixed(1)}M`;
}

/** A running time: `0:07`, `18:02`, `1:02:33`. Never negative. */
export function elapsed(millis: number): string {
  const total = Math.max(0, Math.floor(millis / 1000));
  const seconds = String(total % 60).padStart(2, '0');
  const minutes = Math.floor(total / 60) % 60;
  const hours = Math.floor(total / 3600);
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${seconds}` : `${minutes}:${seconds}`;
}

/** A rough length: `now`, `40 s`, `12 min`, `3 h 10 min`, `2 d 4 h`. */
export function span(millis: number): string {
  const seconds = Math.max(0, Math.round(millis / 1000));
  if (seconds < 1) return 'now';
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  const days = Math.floor(hours / 24);
  return hours % 24 === 0 ? `${days} d` : `${days} d ${hours % 24} h`;
}

/** `12 min ago`, `just now`. */
export function ago(at: string | null | undefined, now: number): string {
  const then = time(at);
  if (then === null) return dash;
  return now - then < 5_000 ? 'just now' : `${span(now - then)} ago`;
}

/** What is left until an end that is expected: `12 min left`, `3 min over`; nothing where none is. */
export function left(end: string | null | undefined, now: number): string {
  const at = time(end);
  if (at === null) return '';
  return at > now ? `${span(at - now)} left` : `${span(now - at)} over`;
}

/** Milliseconds of an RFC 3339 time, or null when there is none. */
export function time(at: string | null | undefined): number | null {
  if (!at) return null;
  const millis = Date.parse(at);
  return Number.isNaN(millis) ? null : millis;
}

/** The time on the wall: `22:40` today, `Sun 06:00` within a week, `3 Dec 06:00` beyond. */
export function clock(at: string | null | undefined, now: number): string {
  const millis = time(at);
  if (millis === null) return dash;
  const date = onTheWall(millis);
  const wall = date.toISOString();
  const hhmm = wall.slice(11, 16);
  if (wall.slice(0, 10) === onTheWall(now).toISOString().slice(0, 10)) return hhmm;
  const days = Math.abs(millis - now) / 86_400_000;
  if (days < 6) return `${weekdays[date.getUTCDay()]} ${hhmm}`;
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]} ${hhmm}`;
}

/** The full time, for titles and log lines. */
export function exact(at: string | null | undefined): string {
  const millis = time(at);
  return millis === null ? '' : onTheWall(millis).toISOString().slice(0, 19).replace('T', ' ');
}

/** An ISO 8601 duration in words: `PT2H` is `2 h`, `PT45M` is `45 min`. What cannot be read is shown as it came. */
export function effort(iso: string | null | undefined): string {
  if (!iso) return dash;
  const match = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?)?$/.exec(iso);
  if (!match) return iso;
  const [, days, hours, minutes, seconds] = match.map((part) => Number(part ?? 0));
  return span((((days! * 24 + hours!) * 60 + minutes!) * 60 + seconds!) * 1000);
}

/** An estimate in minutes: `40–65 min`, `2–3 h`. */
export function minutes(p50: number | null | undefined, p90: number | null | undefined): string {
  if (p50 === null || p50 === undefined) return dash;
  const long = (p90 ?? p50) >= 180;
  const show = (value: number) => (long ? String(Math.round(value / 6) / 10) : String(Math.round(value)));
  const unit = long ? 'h' : 'min';
  const low = show(p50);
  const high = p90 === null || p90 === undefined ? low : show(p90);
  return low === high ? `${low} ${unit}` : `${low}–${high} ${unit}`;
}

/** In whole percent, rounded down as on the command line: 100% is said of what is done alone. */
export function percent(value: number | null | undefined): string {
  return value === null || value === undefined ? dash : `${Math.floor(value)}%`;
}

/** Never more than 100 and never less than 0, for bars. */
export function share(value: number | null | undefined): number {
  return Math.min(1, Math.max(0, (value ?? 0) / 100));
}

/** `1 build`, `4 builds`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
