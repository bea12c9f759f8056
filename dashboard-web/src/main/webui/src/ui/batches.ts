/** Batches as the scheduler shows them. */
import { count, money } from './fmt';

export interface Saved {
  minutes: number;
  cost?: string | null;
}

export interface Batch {
  id: string;
  kind: string;
  state: 'proposed' | 'accepted' | 'running' | 'ended' | 'dismissed';
  saving: Saved;
  measured?: { finished: number; minutes: number; cost?: string | null; saving: Saved } | null;
  members: { id: string; title: string; state?: string | null; failure?: string | null; estimate?: { source: string } | null }[];
}

/** How a batch stands, and what it saves: expected before it ended, measured after it, never without saying which. */
export function told(batch: Batch): string {
  const members = batch.members.length;
  if (batch.state === 'accepted') return `waits to start; should save about ${amount(batch.saving)}`;
  if (batch.state === 'running') return `runs; should save about ${amount(batch.saving)}`;
  const went = batch.measured;
  if (!went) return 'ended';
  const finished = went.finished === members ? `all ${members} finished` : `${went.finished} of ${members} finished`;
  const much = went.saving.minutes < 0 ? `needed ${amount(positive(went.saving))} more` : `saved ${amount(went.saving)}`;
  return `${finished} in ${minutes(Math.round(went.minutes))}${went.cost ? ` for ${money(went.cost)}` : ''}; ${much}`;
}

/** What each member alone was expected to need is what its saving was measured against: by history, or by the table where there is none. */
export function against(batch: Batch): string {
  const sources = [...new Set(batch.members.map((member) => member.estimate?.source).filter(Boolean))];
  return sources.length === 0 ? '' : `against its builds alone, by ${sources.join('; ')}`;
}

function amount(saved: Saved): string {
  return `${minutes(saved.minutes)}${saved.cost ? `, ${money(saved.cost)}` : ''}`;
}

function positive(saved: Saved): Saved {
  return { minutes: -saved.minutes, cost: null };
}

const minutes = (number: number) => count(number, 'minute');
