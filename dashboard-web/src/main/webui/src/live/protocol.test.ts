import { describe, expect, it } from 'vitest';
import { Replica, protocolVersion, type Delta, type Entry, type Gone, type Snapshot } from './protocol';

/** The server's side in twenty lines: absolute rows, one version for all topics, tombstones. */
class Server {
  epoch = 'e1';
  version = 0;
  rows = new Map<string, Entry>();
  gone = new Map<string, Gone>();

  set(id: string, row: unknown): void {
    this.rows.set(id, [id, ++this.version, row]);
    this.gone.delete(id);
  }

  remove(id: string): void {
    if (this.rows.delete(id)) this.gone.set(id, [id, ++this.version]);
  }

  restart(): void {
    this.epoch = `${this.epoch}x`;
    this.version = 0;
    this.gone.clear();
    for (const [id, entry] of [...this.rows]) this.set(id, entry[2]);
  }

  delta(from: number): Delta {
    return {
      kind: 'delta',
      pv: protocolVersion,
      e: this.epoch,
      f: from,
      t: this.version,
      now: '',
      u: { builds: [...this.rows.values()].filter((entry) => entry[1] > from) },
      d: { builds: [...this.gone.values()].filter((entry) => entry[1] > from) },
    };
  }

  snapshot(parts: number): Snapshot[] {
    const all = [...this.rows.values()];
    const size = Math.ceil(all.length / parts) || 1;
    return Array.from({ length: parts }, (_, i) => ({
      kind: 'snapshot' as const,
      pv: protocolVersion,
      e: this.epoch,
      t: this.version,
      now: '',
      part: i + 1,
      parts,
      topics: { builds: all.slice(i * size, (i + 1) * size) },
      up: {},
    }));
  }

  state(): [string, unknown][] {
    return [...this.rows.values()].map(([id, , row]): [string, unknown] => [id, row]).sort();
  }
}

function seeded(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = a;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const known = (replica: Replica) => [...replica.rows('builds')].sort();

function sync(replica: Replica, server: Server): void {
  if (replica.fold(server.delta(replica.version)) === 'gap') for (const part of server.snapshot(3)) replica.fold(part);
}

describe('a replica', () => {
  it('equals the server after any mix of lost, repeated, overlapping and late frames and restarts', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const random = seeded(seed);
      const server = new Server();
      const replica = new Replica();
      for (const part of server.snapshot(1)) replica.fold(part);
      const late: Delta[] = [];
      for (let step = 0; step < 60; step++) {
        for (let i = 0; i < 1 + random() * 4; i++) {
          const id = `B-${Math.floor(random() * 12)}`;
          if (random() < 0.2) server.remove(id);
          else server.set(id, Math.floor(random() * 1000));
        }
        const draw = random();
        if (draw < 0.05) server.restart();
        else if (draw < 0.2) late.push(server.delta(replica.version));
        else if (draw < 0.4) replica.fold(server.delta(Math.max(0, replica.version - Math.floor(random() * 5))));
        else if (draw < 0.5 && late.length > 0) replica.fold(late.splice(Math.floor(random() * late.length), 1)[0]!);
        else if (draw < 0.55) replica.fold(server.snapshot(4)[0]!);
        else sync(replica, server);
        replica.opened();
      }
      sync(replica, server);
      expect(known(replica), `seed ${seed}`).toEqual(server.state());
    }
  });

  it('reports the rows it told of as exactly the rows it holds', () => {
    const told = new Map<string, unknown>();
    const replica = new Replica((_, id, row) => (row === undefined ? told.delete(id) : told.set(id, row)));
    const server = new Server();
    const random = seeded(7);
    for (let step = 0; step < 200; step++) {
      const id = `B-${Math.floor(random() * 9)}`;
      if (random() < 0.3) server.remove(id);
      else server.set(id, step);
      if (random() < 0.5) sync(replica, server);
    }
    sync(replica, server);
    expect([...told].sort()).toEqual(known(replica));
  });

  it('asks for a new stream when a frame is missing', () => {
    const server = new Server();
    const replica = new Replica();
    server.set('B-1', 'a');
    for (const part of server.snapshot(1)) replica.fold(part);
    server.set('B-1', 'b');
    const at = server.version;
    server.set('B-1', 'c');
    expect(replica.fold(server.delta(at))).toBe('gap');
    expect(replica.cursor).toBe('e1-1');
  });

  it('skips a frame it already knows', () => {
    const server = new Server();
    const replica = new Replica();
    server.set('B-1', 'a');
    for (const part of server.snapshot(1)) replica.fold(part);
    expect(replica.fold(server.delta(0))).toBe('skipped');
  });

  it('keeps its rows while a snapshot is only half here', () => {
    const server = new Server();
    const replica = new Replica();
    for (let i = 0; i < 10; i++) server.set(`B-${i}`, i);
    for (const part of server.snapshot(2)) replica.fold(part);
    replica.fold(server.snapshot(2)[0]!);
    expect(replica.rows('builds').size).toBe(10);
  });

  it('drops rows of the former server when a new one speaks, even though its versions are lower', () => {
    const server = new Server();
    const replica = new Replica();
    for (let i = 0; i < 5; i++) server.set(`B-${i}`, i);
    for (const part of server.snapshot(1)) replica.fold(part);
    server.remove('B-4');
    server.restart();
    server.set('B-0', 'new');
    sync(replica, server);
    expect(known(replica)).toEqual(server.state());
  });
});
