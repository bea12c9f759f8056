import { isSeen, LiveStore } from '../live/store.svelte';
import { browser, Stream, type Phase } from '../live/stream';
import type { Build, LogLine } from '../live/model';
import { get, newKey, onSignedOut, Problem, send, touched } from './api';
import { clock } from './fmt';
import { Keys } from './keys';
import { places } from './places';
import { awaitsApproval } from './states';
import { readRoute, type Route } from './url';

const always = ['builds', 'progress', 'costs', 'inbox', 'agents', 'runners', 'budgets', 'control', 'spend', 'counts', 'next'];
const whenHidden = ['inbox', 'counts'];

export interface Toast {
  id: number;
  text: string;
  bad: boolean;
  undo?: (() => void) | undefined;
}

export interface Question {
  title: string;
  text: string;
  /** Builds that it is about, each a link. */
  list?: { id: string; title: string }[];
  no?: string;
  yes: string;
  danger: boolean;
  run: () => void;
}

/** A time that a person is asked for. */
export interface Timing {
  title: string;
  text: string;
  label: string;
  /** The time that counts so far. */
  at?: string | null | undefined;
  yes: string;
  /** Takes that time away, where it may be. */
  none?: string;
  /** Says whether it was taken; null where there is to be no time. */
  send: (at: string | null) => Promise<boolean>;
}

export interface Menu {
  items: { text: string; icon?: string; danger?: boolean; run: () => void }[];
  anchor: HTMLElement;
}

/** What the whole page shares: the live store, the connection, the address, the clock, and the few things that lie above it. */
class App {
  readonly live = new LiveStore();
  readonly keys = new Keys();
  route = $state.raw<Route>(readRoute(location.pathname));
  search = $state(location.search);
  /** The server's time, once a second; frozen while the view is. */
  now = $state(Date.now());
  phase = $state<Phase>('connecting');
  lag = $state(0);
  retryAt = $state(0);
  lastFrame = $state(0);
  signedOut = $state(false);
  toasts = $state.raw<Toast[]>([]);
  question = $state.raw<Question | null>(null);
  timing = $state.raw<Timing | null>(null);
  menu = $state.raw<Menu | null>(null);
  adding = $state(false);
  helping = $state(false);
  /** Commands under way, by what they are about: `B-42`, `E-3`, `control`. */
  busy = $state.raw<ReadonlySet<string>>(new Set());
  theme = $state<'system' | 'light' | 'dark'>('system');
  shortcuts = $state(true);

  private skew = 0;
  private toastId = 0;
  private log: { build: string; last: number; take: (lines: LogLine[], skipped: number) => void } | null = null;
  private readonly stream = new Stream(browser, {
    query: (whole) => ({
      ...(whole || this.live.cursor === '' ? {} : { since: this.live.cursor }),
      ...(this.log === null ? {} : { log: this.log.build, after: String(this.log.last) }),
    }),
    opened: () => this.live.opened(),
    frame: (frame) => this.live.fold(frame),
    log: (data) => this.takeLog(data),
    phase: (phase, detail) => {
      this.phase = phase;
      this.lag = detail.lag;
      this.retryAt = detail.retryAt;
      this.lastFrame = detail.lastFrame;
      if (detail.lastFrame > 0) this.skew = detail.clockSkew;
      // A request may know it before the stream does, whose next try says nothing against it.
      if (phase === 'signed-out') this.signedOut = true;
      if (phase === 'live' || phase === 'behind') this.signedOut = false;
    },
  });

  /** The time of day as of which the live view stands. */
  get asOf(): string {
    return clock(new Date(Math.min(this.now, this.lastFrame + this.skew)).toISOString(), this.now);
  }

  /** Builds and escalations that wait for a person; a build whose approval was already raised as an escalation counts once, and what somebody has seen not at all. */
  needs = $derived.by(() => {
    void this.live.order;
    const asked = new Set(this.live.escalations.filter((e) => e.kind === 'approval').map((e) => e.build));
    const open = this.live.escalations.filter((e) => e.state === 'open' || isSeen(e));
    const approvals = this.live.builds.filter((row) => awaitsApproval(row.build) && !asked.has(row.id));
    const unseen = open.filter((e) => !isSeen(e));
    return { open, unseen, seen: open.filter(isSeen), approvals, count: unseen.length + approvals.length };
  });

  /** What is asked about a build and nobody has seen yet, by the build; of several the most urgent. */
  asks = $derived(new Map([...this.needs.unseen].reverse().flatMap((e) => (e.build ? [[e.build, e] as const] : []))));

  start(): void {
    this.setTheme((stored('theme') as 'light' | 'dark' | null) ?? 'system');
    this.setShortcuts(stored('shortcuts') !== 'off');
    onSignedOut(() => (this.signedOut = true));
    for (const input of ['pointerdown', 'keydown', 'wheel']) addEventListener(input, touched, { capture: true, passive: true });
    addEventListener('popstate', () => this.arrive());
    addEventListener('keydown', (event) => this.keys.press(event));
    addEventListener('online', () => this.stream.retryNow());
    document.addEventListener('visibilitychange', () => this.seen());
    setInterval(() => {
      if (!this.live.paused) this.now = Date.now() + this.skew;
    }, 1_000);
    this.keys.listen((keys) => this.global(keys));
    if (this.route.page !== 'login') this.follow();
  }

  follow(): void {
    this.stream.follow(this.log === null ? always : [...always, `log:${this.log.build}`]);
  }

  retryNow(): void {
    this.stream.retryNow();
  }

  /** Follows the log of one build, or of `session:` and a session, after the line with this number, until the returned function is called. */
  followLog(build: string, take: (lines: LogLine[], skipped: number) => void): () => void {
    const log = { build, last: 0, take };
    this.log = log;
    this.follow();
    return () => {
      if (this.log === log) this.log = null;
      queueMicrotask(() => this.follow());
    };
  }

  go(path: string): void {
    if (path !== location.pathname + location.search) history.pushState(null, '', path);
    this.arrive();
  }

  /** Changes the part of the address after the question mark without a step in the history. */
  put(search: string): void {
    history.replaceState(null, '', location.pathname + search);
    this.search = search;
  }

  toast(text: string, bad = false, undo?: () => void): void {
    const toast = { id: ++this.toastId, text, bad, undo };
    this.toasts = [...this.toasts.slice(-2), toast];
  }

  dismiss(id: number): void {
    this.toasts = this.toasts.filter((toast) => toast.id !== id);
  }

  /** Runs a command about something; shows why when it is refused. Answers are never shown before the server gave them. */
  async command<T>(about: string, method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<T | null> {
    if (this.busy.has(about)) return null;
    this.busy = new Set([...this.busy, about]);
    try {
      return await send<T>(method, path, body, newKey());
    } catch (error) {
      this.refused(error);
      return null;
    } finally {
      const rest = new Set(this.busy);
      rest.delete(about);
      this.busy = rest;
    }
  }

  refused(error: unknown): void {
    if (!(error instanceof Problem)) {
      this.toast('That did not work. Try again.', true);
      return;
    }
    const fields = error.errors.map((e) => `${e.field}: ${error.of(e.field)}`).join(' ');
    this.toast([error.title, error.detail, fields].filter(Boolean).join('. ').replaceAll('..', '.'), true);
  }

  async build(id: string, signal?: AbortSignal): Promise<Build> {
    return get<Build>(`/api/builds/${encodeURIComponent(id)}`, signal);
  }

  setTheme(theme: 'system' | 'light' | 'dark'): void {
    this.theme = theme;
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    store('theme', theme === 'system' ? null : theme);
  }

  toggleTheme(): void {
    const dark = this.theme === 'dark' || (this.theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
    this.setTheme(dark ? 'light' : 'dark');
  }

  setShortcuts(on: boolean): void {
    this.shortcuts = on;
    this.keys.enabled = on;
    store('shortcuts', on ? null : 'off');
  }

  private arrive(): void {
    this.route = readRoute(location.pathname);
    this.search = location.search;
    this.menu = null;
  }

  private takeLog(data: string): void {
    const frame = JSON.parse(data) as { build: string; lines: LogLine[]; skipped?: number };
    if (this.log === null || frame.build !== this.log.build) return;
    const fresh = frame.lines.filter((line) => line.n > this.log!.last);
    if (fresh.length > 0) this.log.last = fresh[fresh.length - 1]!.n;
    this.log.take(fresh, frame.skipped ?? 0);
  }

  private hideTimer: ReturnType<typeof setTimeout> | undefined;

  /** A tab that nobody looks at keeps only what its title shows. */
  private seen(): void {
    clearTimeout(this.hideTimer);
    if (this.signedOut || this.route.page === 'login') return;
    if (document.hidden) this.hideTimer = setTimeout(() => this.stream.follow(whenHidden), 30_000);
    else this.follow();
  }

  private global(keys: string): boolean {
    const place = places.find((each) => each.keys === keys);
    if (place) {
      this.go(place.path);
      return true;
    }
    switch (keys) {
      case 'i':
        this.go('/inbox');
        return true;
      case 'n':
        this.adding = true;
        return true;
      case '?':
        this.helping = true;
        return true;
      case 'p':
        this.live.pause();
        return true;
      case 't':
        this.toggleTheme();
        return true;
      default:
        return false;
    }
  }
}

function stored(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function store(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch {
    // A browser that keeps nothing still shows everything.
  }
}

export const app = new App();
