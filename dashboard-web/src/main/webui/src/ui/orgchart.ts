import type { Agent, Session } from '../live/model';
import type { BuildRow } from '../live/store.svelte';
import { byPlace, isLive } from './states';

/** An agent with all that it is at: builds of the queue, and sessions that somebody else started. */
export interface Member {
  name: string;
  lastSeen: string | null;
  builds: BuildRow[];
  sessions: Session[];
}

/** Who works for the person: agents at work first, then those that were added and do nothing, each half by name. */
export function chart(builds: BuildRow[], guests: Session[], added: Agent[]): Member[] {
  const members = new Map<string, Member>();
  const member = (name: string): Member => {
    let found = members.get(name);
    if (!found) members.set(name, (found = { name, lastSeen: null, builds: [], sessions: [] }));
    return found;
  };
  for (const row of builds) {
    if (isLive(row.build.state)) member(row.build.agent ?? row.current?.agent ?? 'an agent without a name').builds.push(row);
  }
  for (const session of guests) member(session.agent ?? 'an agent without a name').sessions.push(session);
  for (const agent of added) {
    if (!agent.removedAt) member(agent.agent).lastSeen = agent.lastSeen ?? null;
  }
  for (const each of members.values()) each.builds.sort((a, b) => byPlace(a.build, b.build));
  const idle = (each: Member) => (each.builds.length + each.sessions.length === 0 ? 1 : 0);
  return [...members.values()].sort((a, b) => idle(a) - idle(b) || a.name.localeCompare(b.name));
}
