import { Problem, problemFrom } from './api';

/** What is done one at a time and may be refused: whether it is under way, and what was said against it. */
export class Attempt {
  busy = $state(false);
  problem = $state.raw<Problem | null>(null);

  /** Does it unless something is under way already; says whether it was done. */
  async run(what: () => Promise<void>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.problem = null;
    try {
      await what();
      return true;
    } catch (error) {
      this.problem = problemFrom(error);
      return false;
    } finally {
      this.busy = false;
    }
  }
}

/** Something typed that cannot be part of an address, in the words in which the server would refuse it. */
export function refused(field: string, expected: string, was: string): Problem {
  return new Problem(400, 'invalid', `${field}: expected ${expected}`, [{ field, expected, was: was === '' ? 'nothing' : was }]);
}
