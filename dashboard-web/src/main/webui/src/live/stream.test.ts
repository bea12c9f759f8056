import { beforeEach, describe, expect, it } from 'vitest';
import type { Frame } from './protocol';
import { Stream, type Phase, type Source, type Surroundings } from './stream';

class FakeSource implements Source {
  closed = false;
  private readonly listeners = new Map<string, (data: string) => void>();
  constructor(readonly url: string) {}
  on(event: string, listener: (data: string) => void): void {
    this.listeners.set(event, listener);
  }
  close(): void {
    this.closed = true;
  }
  say(event: string, data: unknown = {}): void {
    this.listeners.get(event)?.(JSON.stringify(data));
  }
}

let time: number;
let timers: { at: number; run: () => void }[];
let sources: FakeSource[];
let phases: Phase[];
let frames: Frame[];
let good: boolean;
let gap: boolean;
let stream: Stream;

const last = () => sources[sources.length - 1]!;
const snapshot = { pv: 1, e: 'a', t: 7, now: '1970-01-01T00:00:00Z', part: 1, parts: 1, topics: {}, up: {} };
const beat = { pv: 1, e: 'a', t: 1, now: '1970-01-01T00:00:00Z', lag: 0, up: {} };

function pass(millis: number): void {
  const end = time + millis;
  for (;;) {
    const due = timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
    if (!due) break;
    timers.splice(timers.indexOf(due), 1);
    time = due.at;
    due.run();
  }
  time = end;
}

beforeEach(() => {
  time = 0;
  timers = [];
  sources = [];
  phases = [];
  frames = [];
  good = true;
  gap = false;
  const around: Surroundings = {
    open(url) {
      sources.push(new FakeSource(url));
      return last();
    },
    now: () => time,
    later(run, millis) {
      const timer = { at: time + millis, run };
      timers.push(timer);
      return () => {
        const index = timers.indexOf(timer);
        if (index >= 0) timers.splice(index, 1);
      };
    },
    random: () => 0.5,
    signedIn: () => Promise.resolve(good),
  };
  stream = new Stream(around, {
    query: (whole): Record<string, string> => (whole ? {} : { since: 'a-7' }),
    opened: () => {},
    frame(frame) {
      frames.push(frame);
      return gap ? 'gap' : 'applied';
    },
    log: () => {},
    phase: (phase) => phases.push(phase),
  });
});

describe('a stream', () => {
  it('is live after the first frame', () => {
    stream.follow(['builds']);
    expect(phases).toEqual(['connecting']);
    last().say('hb', beat);
    expect(phases).toEqual(['connecting', 'live']);
  });

  it('opens again with its cursor after an error, later each time, but never more than 2.5 s later', () => {
    stream.follow(['builds']);
    last().say('snapshot', snapshot);
    const waits: number[] = [];
    for (let i = 0; i < 9; i++) {
      const opened = sources.length;
      last().say('error');
      const before = time;
      while (sources.length === opened) pass(50);
      waits.push(time - before);
    }
    expect(waits[0]).toBeLessThanOrEqual(500);
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(Math.max(...waits)).toBeLessThanOrEqual(2_550);
    expect(last().url).toContain('since=a-7');
  });

  it('takes twelve silent seconds for a broken connection', () => {
    stream.follow(['builds']);
    last().say('hb', beat);
    pass(11_900);
    expect(sources).toHaveLength(1);
    pass(700);
    expect(sources).toHaveLength(2);
    expect(sources[0]!.closed).toBe(true);
  });

  it('opens again at once when a frame is missing', () => {
    stream.follow(['builds']);
    gap = true;
    last().say('delta', { pv: 1, e: 'a', f: 9, t: 10, now: '' });
    expect(sources).toHaveLength(2);
  });

  it('ignores what a closed connection still says', () => {
    stream.follow(['builds']);
    stream.follow(['builds', 'inbox']);
    sources[0]!.say('hb', beat);
    expect(frames).toHaveLength(0);
  });

  it('says that it is signed out and stops trying', async () => {
    stream.follow(['builds']);
    good = false;
    last().say('error');
    await Promise.resolve();
    await Promise.resolve();
    expect(phases.at(-1)).toBe('signed-out');
    pass(60_000);
    expect(sources).toHaveLength(1);
  });

  it('says that it is signed out even when the answer comes after the next try', async () => {
    stream.follow(['builds']);
    good = false;
    last().say('error');
    pass(1_000);
    expect(sources).toHaveLength(2);
    await Promise.resolve();
    await Promise.resolve();
    expect(phases.at(-1)).toBe('signed-out');
    pass(60_000);
    expect(sources).toHaveLength(2);
  });

  it('says how far behind it is', () => {
    stream.follow(['builds']);
    last().say('hb', { ...beat, lag: 2_500 });
    expect(phases.at(-1)).toBe('behind');
  });

  it('asks for the whole again when it follows more than it did', () => {
    stream.follow(['inbox']);
    last().say('snapshot', snapshot);
    stream.follow(['inbox', 'log:B-1']);
    expect(last().url).toContain('since');
    stream.follow(['inbox', 'builds']);
    expect(last().url).not.toContain('since');
    last().say('error');
    pass(1_000);
    expect(last().url).not.toContain('since');
  });

  it('does not open a second connection for the same topics', () => {
    stream.follow(['builds']);
    stream.follow(['builds']);
    expect(sources).toHaveLength(1);
  });
});
