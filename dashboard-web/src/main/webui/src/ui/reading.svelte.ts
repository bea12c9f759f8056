import { problemFrom, type Problem } from './api';
import { app } from './app.svelte';

/** What a page reads and keeps current: the newest answer, and what was wrong when there was none. Made while a component is made. */
export class Reading<T> {
  value = $state.raw<T | null>(null);
  problem = $state.raw<Problem | null>(null);

  private turn = 0;
  private soon: ReturnType<typeof setTimeout> | undefined;

  /** Reads at once, and again every so often while somebody looks. What `read` takes from the page's state is read anew when that changes. */
  constructor(
    private readonly read: () => Promise<T>,
    every = 30_000,
  ) {
    $effect(() => {
      void this.again();
      const timer = setInterval(() => this.touch(0), every);
      return () => {
        clearInterval(timer);
        clearTimeout(this.soon);
      };
    });
  }

  /** Reads now; of two answers the one that was asked for last counts. */
  async again(): Promise<void> {
    const mine = ++this.turn;
    try {
      const value = await this.read();
      if (mine === this.turn) this.take(value);
    } catch (error) {
      if (mine === this.turn) this.problem = problemFrom(error);
    }
  }

  /** Takes what a command answered for what is so. */
  take(value: T): void {
    this.turn++;
    this.value = value;
    this.problem = null;
  }

  /** Something changed: reads in a moment, once for all that changes until then; not while nobody looks. */
  touch(after = 1_000): void {
    this.soon ??= setTimeout(() => {
      this.soon = undefined;
      if (!document.hidden && !app.live.paused) void this.again();
    }, after);
  }
}
