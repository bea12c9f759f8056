/** What the services say, in the words of the HTTP interface. Fields that a service left out are null or missing. */

export type BuildState =
  | 'queued'
  | 'dispatched'
  | 'running'
  | 'verifying'
  | 'retrying'
  | 'escalated'
  | 'finished'
  | 'failed'
  | 'cancelled'
  | 'rejected';

export type Priority = 'urgent' | 'high' | 'medium' | 'low';

export interface Verdict {
  code: string;
  text: string;
  until?: string | null;
  late?: boolean | null;
}

export interface Estimate {
  minutesP50?: number | null;
  minutesP90?: number | null;
  costP50?: string | null;
  costP90?: string | null;
  source?: string | null;
}

export interface Attempt {
  number: number;
  session?: string | null;
  state: string;
  startedAt?: string | null;
  endedAt?: string | null;
  runner?: string | null;
  agent?: string | null;
  model?: string | null;
  failure?: { class: string; text?: string | null } | null;
  summary?: string | null;
  lateResult?: string | null;
  /** The rung of the retry ladder that it is, and the class of the failure after which it was taken. */
  rung?: { number: number; after?: string | null } | null;
}

export interface Progress {
  percent?: number | null;
  state?: string | null;
  message?: string | null;
  step?: string | null;
  signals?: Signal[] | null;
}

/** What says that a session does not get on, with the evidence. */
export interface Signal {
  kind: 'stalled' | 'no-progress';
  since: string;
  text: string;
  message?: string | null;
}

export interface Build {
  id: string;
  title: string;
  state: BuildState;
  prompt?: string | null;
  priority?: Priority | null;
  category?: string | null;
  kind?: string | null;
  impact?: number | null;
  effort?: string | null;
  tags?: string[] | null;
  dependsOn?: { id: string; onFailure?: string }[] | null;
  blockers?: string[] | null;
  agent?: string | null;
  model?: string | null;
  workspace?: string | null;
  accept?: string | null;
  cap?: string | null;
  deadline?: string | null;
  earliestStart?: string | null;
  createdAt?: string | null;
  createdBy?: string | null;
  startedAt?: string | null;
  endedAt?: string | null;
  verdict?: Verdict | null;
  estimate?: Estimate | null;
  eta?: string | null;
  attempts?: Attempt[] | null;
  /** What the safety checks saw in the text and nobody allowed. */
  concerns?: { check: string; words: string[] }[] | null;
  cost?: string | null;
  progress?: Progress | null;
  version?: number | null;
  /** Session and number of the live or last attempt. */
  session?: string | null;
  attempt?: number | null;
  runner?: string | null;
  /** One sentence about what happened last. */
  text?: string | null;
}

/** A session as progress-service tells it; one without a build was started by somebody else. */
export interface Session extends Progress {
  session: string;
  agent?: string | null;
  build?: string | null;
  task?: string | null;
  updatedAt?: string | null;
  startedAt?: string | null;
  ended?: boolean | null;
}

/** One report of a session. */
export interface Update {
  at: string;
  percent?: number | null;
  state?: string | null;
  message?: string | null;
  step?: string | null;
  mark?: string | null;
}

/** A session with some of its updates, the oldest of them first; `next` where there are older ones. */
export interface SessionHistory extends Session {
  endedAt?: string | null;
  reports?: number | null;
  recent: Update[];
  next?: string | null;
}

export interface Escalation {
  id: string;
  kind: string;
  severity?: string | null;
  title: string;
  question?: string | null;
  options?: string[] | null;
  default?: string | null;
  deadline?: string | null;
  build?: string | null;
  agent?: string | null;
  session?: string | null;
  state: string;
  raisedAt?: string | null;
  acknowledgedBy?: string | null;
  snoozedUntil?: string | null;
  answeredAt?: string | null;
  answer?: string | null;
  note?: string | null;
  blocks?: number | null;
  evidence?: string | null;
}

export interface Control {
  mode: 'running' | 'paused' | 'draining' | 'drained' | 'stopped';
  since?: string | null;
  until?: string | null;
  by?: string | null;
  note?: string | null;
  policy?: string | null;
  band?: { name?: string | null; from?: string | null; to?: string | null; slots?: number | null } | null;
  quiet?: string | null;
  slots?: { used: number; total: number } | null;
  nextChange?: string | null;
  context?: { name: string; source: string; until?: string | null } | null;
  zone?: string | null;
}

/** A build at the head of the queue, and when it should start; soonest first. */
export interface NextBuild {
  build: string;
  expectedStart?: string | null;
}

export interface Budget {
  name: string;
  limit?: string | null;
  spent?: string | null;
  percent?: number | null;
  state?: string | null;
  hard?: boolean | null;
  exempt?: Record<string, string>[] | null;
  periodEnd?: string | null;
  setBy?: string | null;
}

export interface Spend {
  today?: SpendPeriod | null;
  week?: SpendPeriod | null;
  month?: SpendPeriod | null;
  unknown?: { calls: number; models?: string[] | null } | null;
}

export interface SpendPeriod {
  spent?: string | null;
  budget?: string | null;
  percent?: number | null;
  asOf?: string | null;
}

export interface Agent {
  agent: string;
  lastSeen?: string | null;
  doing?: string | null;
  addedAt?: string | null;
  removedAt?: string | null;
}

export interface Runner {
  runner: string;
  lastSeen?: string | null;
  slots?: number | null;
  used?: number | null;
  pool?: string | null;
  state?: string | null;
  /** How full its host is, in percent; `full` while it takes nothing more because of that. */
  host?: { diskPercent: number; memoryPercent: number; loadPercent?: number | null; full?: 'disk' | 'memory' | null } | null;
}

export interface LogLine {
  n: number;
  at?: string | null;
  stream?: string | null;
  text: string;
  session?: string | null;
}

export interface BuildEvent {
  at: string;
  type: string;
  text?: string | null;
}
