/** The plan of a night as the scheduler answers it, and where its parts lie on the time axis. */
import { count, span, time } from './fmt';
import { fullHours, wall } from './hours';
import type { Stretch } from './policies';

export interface Running {
  build: string;
  title: string;
  lane: number;
  likelyEnd?: string | null;
}

export interface Planned {
  build: string;
  title: string;
  priority: string;
  lane: number;
  start: string;
  likelyEnd: string;
  latestEnd: string;
  place?: number | null;
  late?: string | null;
  /** Those that go along with it as one attempt. */
  along?: { build: string; title: string }[] | null;
}

export interface Left {
  build: string;
  title: string;
  priority: string;
  code: string;
  text: string;
  until?: string | null;
  out: boolean;
  place?: number | null;
}

export interface NightPlan {
  from: string;
  until: string;
  now: string;
  zone: string;
  policy: string;
  minutes: number;
  mayCost: number | string;
  slots: number;
  running: Running[];
  builds: Planned[];
  left: Left[];
  /** How many others wait, which were not looked at. */
  more?: number | null;
  stretches: Stretch[];
  meetings: { begins: string; ends: string; title?: string | null }[];
  lastChange?: { what: string; at: string; by: string } | null;
}

/** What was planned for a night that began, beside what came of it. */
export interface PastNight {
  night: string;
  zone: string;
  madeAt: string;
  finished: number;
  builds: {
    build: string;
    title: string;
    start: string;
    likelyEnd: string;
    state: string;
    started?: string | null;
    ended?: string | null;
  }[];
}

/** What the night holds, in a word; that nothing fits is said only where something waits and is not paused. */
export function headline(plan: NightPlan): string {
  if (plan.builds.length > 0) return `The night: ${count(held(plan), 'build')}`;
  if (plan.left.length > 0 && plan.left.every((each) => each.code === 'paused')) return 'Paused: nothing starts';
  return plan.left.length > 0 || plan.more ? 'Nothing fits the night' : 'Nothing waits to start';
}

/** Whether a build may go before the one above it: nothing but what is urgent too goes before what is urgent. */
export function mayRise(builds: Planned[], index: number): boolean {
  const above = builds[index - 1];
  const build = builds[index];
  return above !== undefined && build !== undefined && (above.priority !== 'urgent' || build.priority === 'urgent');
}

/** How far from the plan a build started: `5 min later`, `as planned` within a minute; empty when it did not start. */
export function delay(planned: string, started: string | null | undefined): string {
  const from = time(planned);
  const to = time(started);
  if (from === null || to === null) return '';
  const apart = to - from;
  return Math.abs(apart) < 60_000 ? 'as planned' : `${span(Math.abs(apart))} ${apart > 0 ? 'later' : 'sooner'}`;
}

/** A piece of the axis, in hundredths of it; null where it lies outside. */
export interface Piece {
  left: number;
  width: number;
}

/** Where a time from one instant to another lies in the night; what reaches beyond it is cut off. */
export function piece(plan: NightPlan, from: string | null | undefined, to: string | null | undefined): Piece | null {
  const begin = share(plan, from);
  const end = share(plan, to);
  if (begin === null || end === null || end <= 0 || begin >= 100) return null;
  const left = Math.max(0, begin);
  return { left, width: Math.max(0.5, Math.min(100, end) - left) };
}

/** Where an instant lies, in hundredths of the night. */
export function share(plan: NightPlan, at: string | null | undefined): number | null {
  const then = time(at);
  const from = time(plan.from);
  const until = time(plan.until);
  if (then === null || from === null || until === null || until <= from) return null;
  return ((then - from) / (until - from)) * 100;
}

/** The full hours of the night on the clock of the policy; every second one where there are many. */
export function hours(plan: NightPlan): { at: number; word: string }[] {
  const marks = fullHours(plan.from, plan.until, plan.zone);
  return marks.length > 9 ? marks.filter((_, index) => index % 2 === 0) : marks;
}

/** The slots, each with what runs in it; as many as the night has, or as are used. */
export function lanes(plan: NightPlan): { lane: number; running: Running[]; planned: Planned[] }[] {
  const used = Math.max(plan.slots, ...plan.builds.map((each) => each.lane + 1), ...plan.running.map((each) => each.lane + 1), 0);
  return Array.from({ length: used }, (_, lane) => ({
    lane,
    running: plan.running.filter((each) => each.lane === lane),
    planned: plan.builds.filter((each) => each.lane === lane),
  }));
}

/** How many builds the plan holds, with those that go along with others. */
export function held(plan: NightPlan): number {
  return plan.builds.reduce((sum, each) => sum + 1 + (each.along?.length ?? 0), 0);
}

/** ` together with B-2, B-3`; empty for a build that goes alone. */
export function together(each: Planned): string {
  return each.along?.length ? ` together with ${each.along.map((other) => other.build).join(', ')}` : '';
}

/** One build of the plan in words. */
export function told(plan: NightPlan, each: Planned): string {
  return `${each.build} ${each.title}${together(each)}, ${wall(each.start, plan.zone)} to about ${wall(each.likelyEnd, plan.zone)}, by ${wall(each.latestEnd, plan.zone)} at the latest in nine of ten cases`;
}
