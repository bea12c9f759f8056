/**
 * The live protocol, without any view. A replica is what this tab knows; a frame brings absolute rows, never increments,
 * so that applying a frame twice, or one that overlaps, changes nothing.
 */

export const protocolVersion = 1;

/** A row as it travels: its id, its version, its newest value. */
export type Entry = [id: string, version: number, row: unknown];
export type Gone = [id: string, version: number];

/** Replaces the topics it names; may come in several parts, which carry the same version. */
export interface Snapshot {
  kind: 'snapshot';
  pv: number;
  e: string;
  t: number;
  now: string;
  part: number;
  parts: number;
  topics: Record<string, Entry[]>;
  up: Record<string, string>;
}

/** All that changed after version `f` up to version `t`. */
export interface Delta {
  kind: 'delta';
  pv: number;
  e: string;
  f: number;
  t: number;
  now: string;
  u?: Record<string, Entry[]>;
  d?: Record<string, Gone[]>;
}

/** Says that the stream is alive, how far behind it is, and which services answer. */
export interface Beat {
  kind: 'hb';
  pv: number;
  e: string;
  t: number;
  now: string;
  lag: number;
  up: Record<string, string>;
}

export type Frame = Snapshot | Delta | Beat;

interface Held {
  version: number;
  row: unknown;
}

/** Told of each change while a frame is folded; `row` is undefined for a row that went away. */
export type Changed = (topic: string, id: string, row: unknown) => void;

export type Outcome = 'applied' | 'skipped' | 'gap';

/** What one tab knows: rows by topic and id, and the cursor up to which it knows them. */
export class Replica {
  epoch = '';
  version = 0;
  private readonly topics = new Map<string, Map<string, Held>>();
  private seen: Map<string, Set<string>> | null = null;

  constructor(private readonly changed: Changed = () => {}) {}

  get cursor(): string {
    return this.epoch === '' ? '' : `${this.epoch}-${this.version}`;
  }

  rows(topic: string): Map<string, unknown> {
    const out = new Map<string, unknown>();
    for (const [id, held] of this.topics.get(topic) ?? []) out.set(id, held.row);
    return out;
  }

  row(topic: string, id: string): unknown {
    return this.topics.get(topic)?.get(id)?.row;
  }

  /** A stream that opens anew starts a snapshot anew; half of an old one must not delete anything. */
  opened(): void {
    this.seen = null;
  }

  fold(frame: Frame): Outcome {
    switch (frame.kind) {
      case 'snapshot':
        return this.replace(frame);
      case 'delta':
        return this.advance(frame);
      case 'hb':
        return 'skipped';
    }
  }

  private replace(frame: Snapshot): Outcome {
    const fresh = frame.e !== this.epoch;
    if (frame.part === 1) this.seen = new Map();
    const seen = this.seen;
    if (seen === null) return 'gap';
    for (const [topic, entries] of Object.entries(frame.topics)) {
      let ids = seen.get(topic);
      if (!ids) seen.set(topic, (ids = new Set()));
      for (const entry of entries) {
        ids.add(entry[0]);
        this.put(topic, entry, fresh);
      }
    }
    if (frame.part < frame.parts) return 'applied';
    for (const [topic, ids] of seen) {
      for (const id of [...(this.topics.get(topic)?.keys() ?? [])]) if (!ids.has(id)) this.drop(topic, id);
    }
    this.seen = null;
    this.epoch = frame.e;
    this.version = frame.t;
    return 'applied';
  }

  private advance(frame: Delta): Outcome {
    if (frame.e !== this.epoch || frame.f > this.version) return 'gap';
    if (frame.t <= this.version) return 'skipped';
    for (const [topic, entries] of Object.entries(frame.u ?? {})) for (const entry of entries) this.put(topic, entry, false);
    for (const [topic, gone] of Object.entries(frame.d ?? {})) {
      for (const [id, version] of gone) {
        const held = this.topics.get(topic)?.get(id);
        if (held && held.version <= version) this.drop(topic, id);
      }
    }
    this.version = frame.t;
    return 'applied';
  }

  private put(topic: string, [id, version, row]: Entry, fresh: boolean): void {
    let rows = this.topics.get(topic);
    if (!rows) this.topics.set(topic, (rows = new Map()));
    const held = rows.get(id);
    if (held && !fresh && held.version >= version) return;
    rows.set(id, { version, row });
    this.changed(topic, id, row);
  }

  private drop(topic: string, id: string): void {
    if (this.topics.get(topic)?.delete(id)) this.changed(topic, id, undefined);
  }
}
