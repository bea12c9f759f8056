import { app } from './app.svelte';

/**
 * Tells people who listen instead of look: politely at most every ten seconds what ended, at once what needs them. The two
 * live regions stand in the page from the start, so that they are heard.
 */
export function announce(): void {
  let needed = -1;
  let finished = 0;
  let failed = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const states = new Map<string, string>();

  app.live.onCommit = (changed) => {
    const first = states.size === 0;
    for (const [id, row] of changed.get('builds') ?? []) {
      const state = (row as { state?: string } | undefined)?.state ?? '';
      const before = states.get(id);
      states.set(id, state);
      if (first || before === state) continue;
      if (state === 'finished') finished++;
      if (state === 'failed') failed++;
    }
    if (finished + failed > 0) timer ??= setTimeout(tell, 10_000);
  };

  function tell(): void {
    timer = undefined;
    const parts = [finished > 0 ? `${finished} finished` : '', failed > 0 ? `${failed} failed` : ''].filter(Boolean);
    finished = failed = 0;
    say('polite', parts.join(', '));
  }

  $effect(() => {
    const count = app.needs.count;
    if (app.live.ready && needed >= 0 && count > needed) say('assertive', count === 1 ? 'One thing needs you.' : `${count} things need you.`);
    if (app.live.ready) needed = count;
  });
}

function say(region: 'polite' | 'assertive', text: string): void {
  const element = document.getElementById(region);
  if (element) element.textContent = text;
}
