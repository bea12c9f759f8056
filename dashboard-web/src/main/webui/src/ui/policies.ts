/** Policies as the scheduler answers them, and how they are put into words and pictures. */
export interface Sort {
  priorities?: string[];
  maximumEffort?: string;
  minimumEffort?: string;
  tags?: string[];
  approved?: boolean;
}

export interface Band extends Sort {
  name: string;
  days: string[];
  from: string;
  to: string;
  slots: number;
  also?: Sort[];
  overrun?: boolean;
}

export interface Policy {
  name: string;
  zone: string;
  active?: boolean;
  bands: Band[];
  quiet: { level: string; days: string[]; from: string; to: string }[];
  [other: string]: unknown;
}

export interface Stretch {
  from: string;
  until: string;
  localFrom: string;
  localUntil: string;
  band?: string | null;
  slots: number;
  starts: string[];
  quiet: string;
  context: string;
  source: string;
}

export interface Week {
  policy: string;
  zone: string;
  from: string;
  until: string;
  now: string;
  nextChange?: string | null;
  stretches: Stretch[];
  meetings?: Meeting[];
}

export interface Meeting {
  localBegins: string;
  localEnds: string;
  title?: string | null;
}

export interface Warning {
  code: string;
  field: string;
  text: string;
  times: string[];
}

export interface Outcome {
  start?: string | null;
  code: string;
  text: string;
}

export interface Preview {
  policy: string;
  against: string;
  warnings: Warning[];
  waiting: number;
  lookedAt: number;
  startNowBefore: number;
  startNowAfter: number;
  sooner: number;
  later: number;
  never: number;
  same: number;
  moved: { id: string; title: string; priority: string; before: Outcome; after: Outcome }[];
  week: Week;
}

export interface Version {
  version: number;
  changedAt?: string | null;
  changedBy?: string | null;
  note?: string | null;
}

/** The part of a stretch that lies in one day, in minutes from its midnight on the clock of the policy. */
export interface Part {
  from: number;
  to: number;
  stretch: Stretch;
}

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
export const priorities = ['urgent', 'high', 'medium', 'low'];

const day = 24 * 60;

/** Minutes since the epoch, as if the local time were UTC: the picture is drawn on the clock on the wall. */
function minutes(local: string): number {
  return Math.round(Date.parse(`${local}${local.length === 16 ? ':00' : ''}Z`) / 60_000);
}

/** Seven days from Monday, each with the parts of the stretches that lie in it. */
export function daysOf(week: Week): Part[][] {
  const first = week.stretches[0];
  if (!first) return weekdays.map(() => []);
  const monday = minutes(first.localFrom);
  return weekdays.map((_, index) => {
    const begins = monday + index * day;
    return week.stretches
      .map((stretch) => ({
        from: Math.max(0, minutes(stretch.localFrom) - begins),
        to: Math.min(day, minutes(stretch.localUntil) - begins),
        stretch,
      }))
      .filter((part) => part.to > part.from);
  });
}

/** The parts of the meetings that lie in each of the seven days. */
export function meetingsOf(week: Week): { from: number; to: number; title: string }[][] {
  const first = week.stretches[0];
  if (!first) return weekdays.map(() => []);
  const monday = minutes(first.localFrom);
  return weekdays.map((_, index) => {
    const begins = monday + index * day;
    return (week.meetings ?? [])
      .map((meeting) => ({
        from: Math.max(0, minutes(meeting.localBegins) - begins),
        to: Math.min(day, minutes(meeting.localEnds) - begins),
        title: meeting.title || 'meeting',
      }))
      .filter((part) => part.to > part.from);
  });
}

/** Neighbours that are in the same band and as quiet are one piece of the picture, whatever their context. */
export function joined(parts: Part[]): Part[] {
  const out: Part[] = [];
  for (const part of parts) {
    const last = out.at(-1);
    if (last && last.to === part.from && last.stretch.band === part.stretch.band && last.stretch.quiet === part.stretch.quiet) last.to = part.to;
    else out.push({ ...part });
  }
  return out;
}

/** Where now is: the day, and the minute of it; null when the week is another. */
export function nowIn(week: Week): { day: number; minute: number } | null {
  const here = week.stretches.find((stretch) => stretch.from === week.now) ?? null;
  const first = week.stretches[0];
  if (!here || !first) return null;
  const since = minutes(here.localFrom) - minutes(first.localFrom);
  return { day: Math.floor(since / day), minute: since % day };
}

export function hhmm(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

/** `every day`, `Mon to Fri`, `Sat, Sun`. */
export function days(names: string[]): string {
  const indexes = names.map((name) => weekdays.indexOf(name)).filter((index) => index >= 0).sort((a, b) => a - b);
  if (indexes.length === 7) return 'every day';
  const short = (index: number) => weekdays[index]!.charAt(0).toUpperCase() + weekdays[index]!.slice(1, 3);
  const oneGo = indexes.length > 2 && indexes.at(-1)! - indexes[0]! === indexes.length - 1;
  return oneGo ? `${short(indexes[0]!)} to ${short(indexes.at(-1)!)}` : indexes.map(short).join(', ');
}

/** The same policy with one of its bands changed, added (no index) or taken out (no band). */
export function withBand(policy: Policy, index: number | null, band: Band | null): Policy {
  const bands = [...policy.bands];
  if (index === null && band) bands.push(band);
  else if (index !== null && band) bands[index] = band;
  else if (index !== null) bands.splice(index, 1);
  return { ...policy, bands };
}
