import { describe, expect, it } from 'vitest';
import { idle } from './states';

describe('what an overview says where nothing runs', () => {
  it('calls the queue empty only where it is', () => {
    expect(idle(true, 'running', '', undefined, 0, 0)).toBe('The queue is empty.');
    expect(idle(true, 'running', '', undefined, 0, undefined)).toBe('The queue is empty.');
    expect(idle(true, 'running', '', undefined, 0, 3)).toBe('What is queued waits; each build says why.');
  });

  it('names the approval that all of the queue waits for', () => {
    expect(idle(true, 'running', '', undefined, 1, 1)).toBe('What is queued waits for your approval.');
    expect(idle(true, 'running', '', null, 2, 2)).toBe('2 builds are queued and wait for your approval.');
  });

  it('says first what holds everything, then what holds the first build', () => {
    expect(idle(false, 'running', '', 'Waits: ...', 1, 1)).toMatch(/^Nothing more is known/);
    expect(idle(true, 'paused', '', 'Waits: ...', 1, 1)).toBe('New builds do not start while Afterhours is paused.');
    expect(idle(true, 'paused', '18:00', 'Waits: ...', 1, 1)).toBe('New builds do not start while Afterhours is paused, until 18:00.');
    expect(idle(true, 'running', '', 'Waits: ...', 1, 1)).toBe('Waits: ...');
  });
});
