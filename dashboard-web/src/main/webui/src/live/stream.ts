import type { Frame } from './protocol';

export type Phase = 'connecting' | 'live' | 'behind' | 'reconnecting' | 'signed-out';

/** What the stream needs of its surroundings; tests hand in their own. */
export interface Surroundings {
  open(url: string): Source;
  now(): number;
  later(run: () => void, millis: number): () => void;
  random(): number;
  /** Whether the session is still good; asked when a stream could not be opened, because EventSource hides the status. */
  signedIn(): Promise<boolean>;
}

export interface Source {
  on(event: string, listener: (data: string) => void): void;
  close(): void;
}

export interface Listener {
  /** What the address says beside the topics: the cursor unless the whole is wanted, the last log line that is here. */
  query(whole: boolean): Record<string, string>;
  opened(): void;
  /** Returns 'gap' when frames are missing and the stream has to be opened anew. */
  frame(frame: Frame): 'applied' | 'skipped' | 'gap';
  log(data: string): void;
  phase(phase: Phase, detail: { lag: number; retryAt: number; lastFrame: number; clockSkew: number }): void;
}

const silence = 12_000;
/** Never long, so that a dashboard that comes back is followed within three seconds. */
const delays = [500, 1_000, 2_000, 2_500];

/**
 * One stream of one tab: opens it, watches for silence, opens it again with the cursor. Waits longer each time and by chance,
 * so that many tabs do not come back at the same instant.
 */
export class Stream {
  private source: Source | null = null;
  private topics: string[] = [];
  /** True while the replica lacks a topic, so that its cursor says too much. */
  private whole = true;
  private attempt = 0;
  private cancelWatch = () => {};
  private cancelRetry = () => {};
  private lastFrame = 0;
  private lag = 0;
  private retryAt = 0;
  private skew = 0;
  private now: Phase = 'connecting';

  constructor(
    private readonly around: Surroundings,
    private readonly listener: Listener,
  ) {}

  /** Opens the stream for these topics; the same topics again change nothing. */
  follow(topics: string[]): void {
    if (this.source !== null && topics.join() === this.topics.join()) return;
    const known = new Set(this.topics);
    this.whole ||= topics.some((topic) => !topic.startsWith('log:') && !known.has(topic));
    this.topics = topics;
    this.open();
  }

  retryNow(): void {
    this.attempt = 0;
    this.open();
  }

  stop(): void {
    this.close();
    this.cancelRetry();
    this.topics = [];
  }

  private open(): void {
    this.close();
    this.cancelRetry();
    const params = new URLSearchParams({ topics: this.topics.join(','), ...this.listener.query(this.whole) });
    const source = this.around.open(`/api/stream?${params}`);
    this.source = source;
    this.listener.opened();
    for (const kind of ['snapshot', 'delta', 'hb'] as const) {
      source.on(kind, (data) => this.source === source && this.receive({ kind, ...JSON.parse(data) } as Frame));
    }
    source.on('log', (data) => this.source === source && this.listener.log(data));
    source.on('bye', (data) => this.source === source && this.bye((JSON.parse(data) as { after?: number }).after ?? 0));
    source.on('error', () => this.source === source && this.failed());
    this.watch();
    if (this.now !== 'reconnecting') this.tell('connecting');
  }

  private receive(frame: Frame): void {
    this.lastFrame = this.around.now();
    this.skew = Date.parse(frame.now) - this.lastFrame || 0;
    this.attempt = 0;
    this.watch();
    if (frame.kind === 'hb') this.lag = frame.lag;
    if (frame.kind === 'snapshot' && frame.part === frame.parts) this.whole = false;
    if (this.listener.frame(frame) === 'gap') {
      this.open();
      return;
    }
    this.tell(this.lag > 2_000 ? 'behind' : 'live');
  }

  private bye(after: number): void {
    this.close();
    this.retryIn(after + this.around.random() * 2_000);
  }

  private failed(): void {
    this.close();
    const ceiling = delays[Math.min(this.attempt, delays.length - 1)]!;
    this.attempt++;
    this.retryIn(ceiling / 2 + this.around.random() * (ceiling / 2));
    void this.around.signedIn().then((good) => {
      if (good || this.now === 'live' || this.now === 'behind') return;
      this.close();
      this.cancelRetry();
      this.tell('signed-out');
    });
  }

  private retryIn(millis: number): void {
    this.retryAt = this.around.now() + millis;
    this.cancelRetry();
    this.cancelRetry = this.around.later(() => this.open(), millis);
    this.tell('reconnecting');
  }

  private watch(): void {
    this.cancelWatch();
    this.cancelWatch = this.around.later(() => this.failed(), silence);
  }

  private close(): void {
    this.cancelWatch();
    this.source?.close();
    this.source = null;
  }

  private tell(phase: Phase): void {
    this.now = phase;
    this.listener.phase(phase, { lag: this.lag, retryAt: this.retryAt, lastFrame: this.lastFrame, clockSkew: this.skew });
  }
}

/** The real browser. */
export const browser: Surroundings = {
  open(url) {
    const source = new EventSource(url);
    return {
      on: (event, listener) => source.addEventListener(event, (message) => listener((message as MessageEvent<string>).data)),
      close: () => source.close(),
    };
  },
  now: () => Date.now(),
  later(run, millis) {
    const timer = setTimeout(run, millis);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
  async signedIn() {
    try {
      return (await fetch('/api/me')).status !== 401;
    } catch {
      return true;
    }
  },
};
