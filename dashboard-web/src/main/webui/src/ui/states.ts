import type { Build, BuildState, Signal } from '../live/model';

/** How a state is shown: always an icon, a word and a colour together. Red is for failed alone, amber for *needs you* alone. */
export interface Look {
  icon: string;
  word: string;
  tone: 'queued' | 'running' | 'verifying' | 'needs-you' | 'done' | 'failed' | 'late';
}

const looks: Record<BuildState, Look> = {
  queued: { icon: 'clock', word: 'Queued', tone: 'queued' },
  dispatched: { icon: 'send', word: 'Dispatched', tone: 'running' },
  running: { icon: 'play', word: 'Running', tone: 'running' },
  verifying: { icon: 'search-check', word: 'Verifying', tone: 'verifying' },
  retrying: { icon: 'retry', word: 'Retrying', tone: 'late' },
  escalated: { icon: 'alert', word: 'Needs you', tone: 'needs-you' },
  finished: { icon: 'check', word: 'Finished', tone: 'done' },
  failed: { icon: 'cross', word: 'Failed', tone: 'failed' },
  cancelled: { icon: 'stop', word: 'Cancelled', tone: 'queued' },
  rejected: { icon: 'ban', word: 'Rejected', tone: 'queued' },
};

const approval: Look = { icon: 'alert', word: 'Approval', tone: 'needs-you' };

/** What is asked before a build may start, by the kind of the question. */
const holding: Record<string, Look> = { approval, safety: looks.escalated, blocker: looks.escalated };

/**
 * How a build stands.
 *
 * @param asked the kind of what is asked about it. A pause is the first reason that is told of a build, and the question holds it all the same.
 */
export function lookOf(build: Pick<Build, 'state' | 'verdict'>, asked?: string): Look {
  if (awaitsApproval(build)) return approval;
  if (build.state === 'queued' && asked !== undefined && holding[asked]) return holding[asked];
  return looks[build.state] ?? { icon: 'clock', word: build.state, tone: 'queued' };
}

const attemptLooks: Record<string, Look> = {
  dispatched: looks.dispatched,
  running: looks.running,
  verifying: looks.verifying,
  succeeded: { icon: 'check', word: 'Succeeded', tone: 'done' },
  failed: looks.failed,
  lost: { icon: 'alert', word: 'Lost', tone: 'late' },
  cancelled: looks.cancelled,
};

export function attemptLook(state: string): Look {
  return attemptLooks[state] ?? { icon: 'clock', word: state, tone: 'queued' };
}

/** A build or session that does not get on, as the first of its signals says. */
export function signalLook(signals: Signal[] | null | undefined): Look | null {
  const kind = signals?.[0]?.kind;
  return kind ? { icon: 'pause', word: kind === 'stalled' ? 'Stalled' : 'No progress', tone: 'late' } : null;
}

export const awaitsApproval = (build: Pick<Build, 'state' | 'verdict'>): boolean => build.state === 'queued' && build.verdict?.code === 'approval';
export const isLive = (state: BuildState): boolean => state === 'dispatched' || state === 'running' || state === 'verifying';
export const isFinal = (state: BuildState): boolean => state === 'finished' || state === 'failed' || state === 'cancelled' || state === 'rejected';
export const needsYou = (build: Build): boolean => build.state === 'escalated' || awaitsApproval(build);

/**
 * Why nothing runs.
 *
 * @param until when a pause ends by itself; empty where it does not
 * @param next why the first of those that start by themselves does not
 * @param awaiting how many wait for a person's approval
 * @param queued how many wait in all, where that is known
 */
export function idle(known: boolean, mode: string | null | undefined, until: string, next: string | null | undefined, awaiting: number, queued: number | undefined): string {
  if (!known) return 'Nothing more is known while the scheduler does not answer.';
  if (mode && mode !== 'running') return `New builds do not start while Afterhours is ${mode}${until && `, until ${until}`}.`;
  if (next) return next;
  if (awaiting > 0) return awaiting === 1 ? 'What is queued waits for your approval.' : `${awaiting} builds are queued and wait for your approval.`;
  return (queued ?? 0) > 0 ? 'What is queued waits; each build says why.' : 'The queue is empty.';
}

/** The tabs of the queue, in the order of their keys 1 to 7. */
export const tabs: { id: string; word: string; states: BuildState[]; has(build: Build): boolean }[] = [
  { id: 'all', word: 'All', states: [], has: () => true },
  { id: 'needs-you', word: 'Needs you', states: ['escalated'], has: needsYou },
  { id: 'running', word: 'Running', states: ['dispatched', 'running', 'verifying'], has: (build) => isLive(build.state) },
  { id: 'queued', word: 'Queued', states: ['queued', 'retrying'], has: (build) => build.state === 'queued' || build.state === 'retrying' },
  { id: 'finished', word: 'Finished', states: ['finished'], has: (build) => build.state === 'finished' },
  { id: 'failed', word: 'Failed', states: ['failed'], has: (build) => build.state === 'failed' },
  {
    id: 'cancelled',
    word: 'Cancelled',
    states: ['cancelled', 'rejected'],
    has: (build) => build.state === 'cancelled' || build.state === 'rejected',
  },
];

const ranks: Record<BuildState, number> = {
  escalated: 0,
  running: 1,
  verifying: 1,
  dispatched: 1,
  retrying: 2,
  queued: 3,
  failed: 4,
  finished: 4,
  cancelled: 4,
  rejected: 4,
};
const priorities = ['urgent', 'high', 'medium', 'low'];

/** What needs a person first, then what runs, then what waits in the order of its start, then what ended, newest first. */
export function byPlace(a: Build, b: Build): number {
  const rank = (build: Build) => (awaitsApproval(build) ? 0 : (ranks[build.state] ?? 5));
  const ranked = rank(a) - rank(b);
  if (ranked !== 0) return ranked;
  if (isFinal(a.state)) return (b.endedAt ?? '').localeCompare(a.endedAt ?? '') || newest(a, b);
  if (isLive(a.state)) return (a.startedAt ?? '~').localeCompare(b.startedAt ?? '~') || -newest(a, b);
  return (
    priorities.indexOf(a.priority ?? 'medium') - priorities.indexOf(b.priority ?? 'medium') ||
    (a.eta ?? '~').localeCompare(b.eta ?? '~') ||
    (a.createdAt ?? '').localeCompare(b.createdAt ?? '') ||
    -newest(a, b)
  );
}

function newest(a: Build, b: Build): number {
  return b.id.localeCompare(a.id, 'en', { numeric: true });
}
