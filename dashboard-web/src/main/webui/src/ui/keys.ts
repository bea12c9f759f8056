import { places } from './places';

/** Every key of the dashboard, in one place: the help page shows this list and a test finds keys that are bound twice. */
export interface Binding {
  keys: string;
  does: string;
  where: 'everywhere' | 'lists' | 'queue' | 'inbox' | 'build';
}

export const bindings: Binding[] = [
  ...places.map((place): Binding => ({ keys: place.keys, does: place.does ?? place.word, where: 'everywhere' })),
  { keys: 'n', does: 'Add a build', where: 'everywhere' },
  { keys: 'i', does: 'Inbox', where: 'everywhere' },
  { keys: 'p', does: 'Freeze and resume the live view', where: 'everywhere' },
  { keys: 't', does: 'Light or dark', where: 'everywhere' },
  { keys: '/', does: 'Filter the list', where: 'everywhere' },
  { keys: '?', does: 'This help', where: 'everywhere' },
  { keys: 'Escape', does: 'Close, leave a field', where: 'everywhere' },
  { keys: 'j', does: 'Next row', where: 'lists' },
  { keys: 'k', does: 'Previous row', where: 'lists' },
  { keys: 'Enter', does: 'Open the row', where: 'lists' },
  { keys: '1', does: 'First tab; 2 to 7 the others', where: 'queue' },
  { keys: 'm', does: 'Have the first proposed builds go together', where: 'queue' },
  { keys: 'l', does: 'Follow the log', where: 'build' },
  { keys: 'u', does: 'Back to the list', where: 'build' },
];

export type KeyAction = (keys: string, event: KeyboardEvent) => boolean;

/** Turns key presses into names such as `g o`, and hands them to whoever listens, the newest listener first. */
export class Keys {
  private readonly listeners: KeyAction[] = [];
  private prefix = '';
  private prefixAt = 0;
  enabled = true;

  listen(action: KeyAction): () => void {
    this.listeners.push(action);
    return () => {
      const index = this.listeners.indexOf(action);
      if (index >= 0) this.listeners.splice(index, 1);
    };
  }

  press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!this.enabled && event.key.length === 1) return;
    if (typing(event.target)) return;
    const fresh = event.timeStamp - this.prefixAt < 1_200;
    const name = this.prefix !== '' && fresh ? `${this.prefix} ${event.key}` : event.key;
    this.prefix = '';
    if (event.key === 'g' && name === 'g') {
      this.prefix = 'g';
      this.prefixAt = event.timeStamp;
      return;
    }
    for (let i = this.listeners.length - 1; i >= 0; i--) {
      if (this.listeners[i]!(name, event)) {
        event.preventDefault();
        return;
      }
    }
  }
}

/** Keys belong to whoever is typed into, and to an open dialog. */
function typing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.closest('input, textarea, select, dialog[open]') !== null;
}
