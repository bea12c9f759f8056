/** In which zone times are said: the policy's, as in the sentences of the scheduler; the browser's until it is known. */

const said = $state<{ zone: string | undefined }>({ zone: undefined });
const clocks = new Map<string | undefined, Intl.DateTimeFormat>();

/** Has all times said in this zone from then on; one that the browser does not know leaves them as they are. */
export function sayTimesIn(zone: string | null | undefined): void {
  if (!zone) return;
  try {
    clockOf(zone);
    said.zone = zone;
  } catch {
    // A browser knows fewer names of zones than a server may be given.
  }
}

/** The zone in which times are said, where that is not the browser's own; a zone may have several names. */
export function foreignZone(): string | null {
  const one = (zone: string | undefined) => clockOf(zone).resolvedOptions().timeZone;
  return said.zone === undefined || one(said.zone) === one(undefined) ? null : said.zone;
}

/** A date whose fields in UTC are what the clocks of the zone show. */
export function onTheWall(millis: number): Date {
  const part = Object.fromEntries(clockOf(said.zone).formatToParts(millis).map(({ type, value }) => [type, Number(value)]));
  return new Date(Date.UTC(part['year']!, part['month']! - 1, part['day']!, part['hour']!, part['minute']!, part['second']!));
}

/** The moment at which the clocks of the zone show this time, as `2026-11-21T22:40`; of two, the one after the clocks were put back. */
export function fromTheWall(text: string): string {
  const shown = Date.parse(`${text}Z`);
  const ahead = (at: number) => onTheWall(at).getTime() - at;
  return new Date(shown - ahead(shown - ahead(shown))).toISOString();
}

/** The next moment at which the clocks of the zone show this time of day, as `06:00`. */
export function nextOnTheWall(time: string, now: number): string {
  const wall = onTheWall(now).toISOString();
  const day = wall.slice(11, 16) < time ? wall : onTheWall(now + 86_400_000).toISOString();
  return fromTheWall(`${day.slice(0, 10)}T${time}`);
}

function clockOf(zone: string | undefined): Intl.DateTimeFormat {
  const known = clocks.get(zone) ?? new Intl.DateTimeFormat('en', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' });
  clocks.set(zone, known);
  return known;
}
