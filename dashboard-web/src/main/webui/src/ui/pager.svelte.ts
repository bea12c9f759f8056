import { get, problemFrom, type Problem } from './api';

export interface Page<T> {
  items: T[];
  next?: string | null;
}

/** A list that is read page by page, the newest first: what was read so far, and whether there is more. */
export class Pager<T, P extends Page<T> = Page<T>> {
  items = $state.raw<T[]>([]);
  /** The page that was read last, for what else it says. */
  page = $state.raw<P | null>(null);
  problem = $state.raw<Problem | null>(null);

  private turn = 0;

  constructor(private readonly path: string) {}

  /** Begins again at the newest, with what is asked for; what is empty is not asked for. */
  async first(query: Record<string, string>): Promise<void> {
    await this.read(query, '', []);
  }

  /** Reads the page behind what there is. */
  async more(query: Record<string, string>): Promise<void> {
    await this.read(query, this.page?.next ?? '', this.items);
  }

  private async read(query: Record<string, string>, after: string, before: T[]): Promise<void> {
    const mine = ++this.turn;
    const params = new URLSearchParams(Object.entries({ ...query, after }).filter(([, value]) => value !== ''));
    try {
      const page = await get<P>(`${this.path}?${params}`);
      if (mine !== this.turn) return;
      this.page = page;
      this.items = [...before, ...page.items];
      this.problem = null;
    } catch (error) {
      if (mine === this.turn) this.problem = problemFrom(error);
    }
  }
}
