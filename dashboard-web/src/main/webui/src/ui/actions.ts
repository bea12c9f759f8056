import type { Build, Priority } from '../live/model';
import { app, type Menu } from './app.svelte';
import { clock } from './fmt';
import { awaitsApproval, isFinal } from './states';
import { inboxPath } from './url';

const priorities: Priority[] = ['urgent', 'high', 'medium', 'low'];

/** What a person may do with a build in its present state. */
export function actionsOf(build: Build): Menu['items'] {
  const items: Menu['items'] = [];
  if (awaitsApproval(build)) items.push({ text: 'Review', icon: 'alert', run: () => app.go(inboxPath(build.id)) });
  if (build.state === 'escalated') items.push({ text: 'Answer in the inbox', icon: 'inbox', run: () => answer(build) });
  if (build.state === 'retrying' || build.state === 'escalated') items.push({ text: 'Retry now', icon: 'retry', run: () => void retry(build) });
  if (isFinal(build.state)) items.push({ text: build.state === 'finished' ? 'Run again' : 'Queue again', icon: 'retry', run: () => void retry(build) });
  items.push(...prioritiesOf(build));
  if (!isFinal(build.state)) items.push({ text: 'Deadline …', icon: 'week', run: () => deadline(build) });
  if (!isFinal(build.state)) items.push({ text: 'Cancel …', icon: 'stop', danger: true, run: () => cancel(build) });
  return items;
}

/** The priorities that it may have instead of its own; none once it runs. */
export function prioritiesOf(build: Build): Menu['items'] {
  if (build.state !== 'queued' && build.state !== 'retrying') return [];
  return priorities.filter((priority) => priority !== build.priority).map((priority) => ({ text: `Make it ${priority}`, icon: 'flag', run: () => void prioritize(build, priority) }));
}

export function cancel(build: Build): void {
  const runs = build.state === 'dispatched' || build.state === 'running' || build.state === 'verifying';
  app.question = {
    title: `Cancel ${build.id}?`,
    text: runs ? `“${build.title}” is running. Its attempt is stopped, and what it has not committed is lost.` : `“${build.title}” will not start. You can queue it again later.`,
    yes: 'Cancel the build',
    danger: true,
    run: () => void post(build, 'cancel', `${build.id} is cancelled.`),
  };
}

export function deadline(build: Build): void {
  app.timing = {
    title: `Deadline of ${build.id}`,
    text: `“${build.title}” keeps its place; the inbox tells you when it cannot be done by then.`,
    label: 'Done by',
    at: build.deadline,
    yes: 'Set the deadline',
    none: 'Take it away',
    send: async (at) => {
      const done = await app.command<Build>(build.id, at ? 'PUT' : 'DELETE', path(build, 'deadline'), at ? { deadline: at } : undefined);
      if (done !== null) app.toast(at ? `${build.id} is to be done by ${clock(at, app.now)}.` : `${build.id} has no deadline.`);
      return done !== null;
    },
  };
}

export async function retry(build: Build): Promise<void> {
  await post(build, 'retry', `${build.id} is queued again.`);
}

export async function prioritize(build: Build, priority: Priority): Promise<void> {
  const before = build.priority;
  const done = await app.command<Build>(build.id, 'POST', path(build, 'prioritize'), { priority });
  if (done === null) return;
  const undo = before ? () => void app.command(build.id, 'POST', path(build, 'prioritize'), { priority: before }) : undefined;
  app.toast(`${build.id} has ${priority} priority now.`, false, undo);
}

export async function decide(build: Build, decision: 'approve' | 'reject', note: string): Promise<boolean> {
  const done = await app.command<Build>(build.id, 'POST', path(build, decision), note === '' ? {} : { note });
  if (done !== null) app.toast(decision === 'approve' ? `${build.id} is approved.` : `${build.id} is rejected.`);
  return done !== null;
}

function answer(build: Build): void {
  const escalation = app.needs.open.find((e) => e.build === build.id);
  app.go(escalation ? inboxPath(escalation.id) : '/inbox');
}

async function post(build: Build, action: string, told: string): Promise<void> {
  if ((await app.command<Build>(build.id, 'POST', path(build, action), {})) !== null) app.toast(told);
}

function path(build: Build, action: string): string {
  return `/api/builds/${encodeURIComponent(build.id)}/${action}`;
}
