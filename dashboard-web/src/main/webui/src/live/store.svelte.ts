import type { Agent, Budget, Build, Control, Escalation, NextBuild, Runner, Session, Spend } from './model';
import { Replica, type Frame, type Outcome } from './protocol';

/** One build as the pages see it: the scheduler's facts, the session's progress, the cost, each from its own service. */
export class BuildRow {
  build = $state.raw<Build>({} as Build);
  session = $state.raw<Session | null>(null);
  spent = $state.raw<string | null>(null);

  constructor(readonly id: string) {}

  get cost(): string | null {
    return this.spent ?? this.build.cost ?? null;
  }

  get percent(): number | null {
    if (this.build.state === 'finished') return 100;
    return this.current?.percent ?? null;
  }

  /** What the live or last attempt says of itself. An older attempt's words are not shown as this one's. */
  get current(): Session | null {
    const { session } = this;
    if (session === null) return null;
    return !this.build.session || this.build.session === session.session ? session : null;
  }
}

type Map2<T> = Map<string, T>;

/**
 * Everything the pages show, fed by frames and committed once per animation frame. Lists are replaced, rows are changed in
 * place: a row that changes wakes the cells that show it and nothing else.
 */
export class LiveStore {
  builds = $state.raw<BuildRow[]>([]);
  /** Sessions that no build in sight shows as its own: agents that somebody else started. */
  guests = $state.raw<Session[]>([]);
  escalations = $state.raw<Escalation[]>([]);
  agents = $state.raw<Agent[]>([]);
  runners = $state.raw<Runner[]>([]);
  budgets = $state.raw<Record<string, Budget>>({});
  control = $state.raw<Control | null>(null);
  /** What the planner would start next, in its order. */
  next = $state.raw<NextBuild[]>([]);
  spend = $state.raw<Spend | null>(null);
  counts = $state.raw<Record<string, number> | null>(null);
  up = $state.raw<Record<string, string>>({});
  /** True once the first snapshot is here; until then nothing is known, which is not the same as nothing there. */
  ready = $state(false);
  /** Rises when a build's place in a list may have changed. */
  order = $state(0);
  paused = $state(false);
  held = $state(0);

  private readonly replica = new Replica((topic, id, row) => this.note(topic, id, row));
  private readonly rows = new Map<string, BuildRow>();
  private readonly pending = new Map<string, Map2<unknown>>();
  private scheduled = false;
  private whole = false;
  private nextUp: Record<string, string> | null = null;

  /** Told of every batch of changes that became visible. */
  onCommit: (changed: Map<string, Map<string, unknown>>) => void = () => {};

  constructor(private readonly nextFrame: (run: () => void) => void = (run) => requestAnimationFrame(run)) {}

  get cursor(): string {
    return this.replica.cursor;
  }

  row(id: string): BuildRow | undefined {
    return this.rows.get(id);
  }

  opened(): void {
    this.replica.opened();
  }

  fold(frame: Frame): Outcome {
    const outcome = this.replica.fold(frame);
    if (frame.kind !== 'delta') this.nextUp = frame.up;
    if (frame.kind === 'snapshot' && frame.part === frame.parts) this.whole = true;
    this.schedule();
    return outcome;
  }

  pause(): void {
    this.paused = !this.paused;
    if (!this.paused) this.schedule();
  }

  private note(topic: string, id: string, row: unknown): void {
    let rows = this.pending.get(topic);
    if (!rows) this.pending.set(topic, (rows = new Map()));
    rows.set(id, row);
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    this.nextFrame(() => {
      this.scheduled = false;
      this.commit();
    });
  }

  private commit(): void {
    if (this.nextUp !== null && !same(this.nextUp, this.up)) this.up = this.nextUp;
    this.nextUp = null;
    if (this.paused && this.ready) {
      this.held = [...this.pending.values()].reduce((sum, rows) => sum + rows.size, 0);
      return;
    }
    this.held = 0;
    const changed = new Map(this.pending);
    this.pending.clear();
    for (const [topic, rows] of changed) this.apply(topic, rows);
    if (changed.has('progress') || changed.has('builds')) this.findGuests();
    if (this.whole) this.ready = true;
    if (changed.size > 0) this.onCommit(changed);
  }

  private apply(topic: string, rows: Map2<unknown>): void {
    switch (topic) {
      case 'builds':
        return this.applyBuilds(rows as Map2<Build | undefined>);
      case 'progress':
        return this.applySessions(rows as Map2<Session | undefined>);
      case 'costs':
        for (const [id, row] of rows) {
          if (row !== undefined) this.ensure(id).spent = (row as { cost?: string }).cost ?? null;
          else if (this.rows.has(id)) this.ensure(id).spent = null;
        }
        return;
      case 'inbox':
        this.escalations = this.list<Escalation>('inbox').sort(byUrgency);
        return;
      case 'agents':
        this.agents = this.list<Agent>('agents').sort((a, b) => a.agent.localeCompare(b.agent));
        return;
      case 'runners':
        this.runners = this.list<Runner>('runners').sort((a, b) => a.runner.localeCompare(b.runner));
        return;
      case 'budgets':
        this.budgets = Object.fromEntries(this.replica.rows('budgets')) as Record<string, Budget>;
        return;
      case 'control':
        this.control = (this.replica.rows('control').get('control') as Control | undefined) ?? null;
        return;
      case 'next':
        this.next = (this.replica.rows('next').get('next') as { items: NextBuild[] } | undefined)?.items ?? [];
        return;
      case 'spend':
        this.spend = (this.replica.rows('spend').get('spend') as Spend | undefined) ?? null;
        return;
      case 'counts':
        this.counts = (this.replica.rows('counts').get('counts') as Record<string, number> | undefined) ?? null;
        return;
      default:
        // A topic of a newer server: this page has no place for it.
        return;
    }
  }

  private applyBuilds(rows: Map2<Build | undefined>): void {
    let membership = false;
    for (const [id, build] of rows) {
      if (build === undefined) {
        membership = this.rows.delete(id) || membership;
        continue;
      }
      const row = this.ensure(id);
      membership ||= row.build.id === undefined;
      row.build = build;
      if (build.session && build.session !== row.session?.session) row.session = (this.replica.row('progress', build.session) as Session | undefined) ?? row.session;
    }
    if (membership) this.builds = [...this.rows.values()].filter((row) => row.build.id !== undefined);
    this.order++;
  }

  /** A build shows the session of its own attempt, and until that has said something the one that changed last of those that name it. */
  private applySessions(rows: Map2<Session | undefined>): void {
    for (const session of rows.values()) {
      if (!session?.build) continue;
      const row = this.ensure(session.build);
      const held = row.session;
      const own = row.build.session;
      const taken = held === null || [held.session, own].includes(session.session) || (held.session !== own && (session.updatedAt ?? '') >= (held.updatedAt ?? ''));
      if (taken) row.session = session;
    }
  }

  private findGuests(): void {
    const guests = this.list<Session>('progress').filter((session) => {
      const row = this.rows.get(session.build ?? '');
      return !session.ended && (row?.build.id === undefined || row.session?.session !== session.session);
    });
    // The same list wakes nobody.
    if (guests.length !== this.guests.length || guests.some((session, i) => session !== this.guests[i])) this.guests = guests;
  }

  private ensure(id: string): BuildRow {
    let row = this.rows.get(id);
    if (!row) this.rows.set(id, (row = new BuildRow(id)));
    return row;
  }

  private list<T>(topic: string): T[] {
    return [...this.replica.rows(topic).values()] as T[];
  }
}

const severities = ['urgent', 'high', 'medium', 'low'];

/** Whether somebody said that they have seen it; it still needs an answer. */
export function isSeen(escalation: Escalation): boolean {
  return escalation.state === 'acknowledged';
}

/** What nobody has seen yet comes first, of that what blocks most, then what is more severe, then what waits longer. */
export function byUrgency(a: Escalation, b: Escalation): number {
  return (
    Number(isSeen(a)) - Number(isSeen(b)) ||
    (b.blocks ?? 0) - (a.blocks ?? 0) ||
    severities.indexOf(a.severity ?? 'medium') - severities.indexOf(b.severity ?? 'medium') ||
    (a.raisedAt ?? '').localeCompare(b.raisedAt ?? '')
  );
}

function same(a: Record<string, string>, b: Record<string, string>): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}
