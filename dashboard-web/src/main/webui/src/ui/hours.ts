/** The hours on the clocks of a zone, and where they lie on an axis of time. */
import { time } from './fmt';

/** The full hours from one moment to another, both included; `at` is the share of the way, from 0 to 100. */
export function fullHours(from: string, until: string, zone: string): { at: number; word: string }[] {
  const start = time(from);
  const end = time(until);
  if (start === null || end === null || end <= start) return [];
  // Zones differ from full hours by quarters at most.
  const quarter = 900_000;
  const marks: { at: number; word: string }[] = [];
  for (let at = Math.ceil(start / quarter) * quarter; at <= end; at += quarter) {
    const word = wall(new Date(at).toISOString(), zone);
    if (word.endsWith(':00')) marks.push({ at: ((at - start) / (end - start)) * 100, word });
  }
  return marks;
}

/** `23:05` on the clock of a zone. */
export function wall(at: string | null | undefined, zone: string): string {
  const millis = time(at);
  return millis === null ? '–' : new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: zone }).format(millis);
}
