/** Calls to the gateway. A refusal comes as problem+json and is thrown as a `Problem`, with the field and the reason. */

export interface FieldError {
  field: string;
  expected?: string | null;
  was?: string | null;
}

export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly errors: FieldError[] = [],
  ) {
    super(detail || title);
  }

  /** What was wrong with this field, in words, or an empty string. */
  of(field: string): string {
    const error = this.errors.find((e) => e.field === field);
    if (!error) return '';
    const expected = error.expected ? `Expected ${error.expected}` : 'Not accepted';
    if (!error.was) return `${expected}.`;
    return empty.includes(error.was) ? `${expected}; nothing was given.` : `${expected}; was “${error.was}”.`;
  }

  /** The same without what is told at these fields; nothing where that was all of it. */
  besides(fields: readonly string[]): Problem | null {
    const rest = this.errors.filter((error) => !fields.includes(error.field));
    return rest.length === 0 && this.errors.length > 0 ? null : new Problem(this.status, this.title, this.detail, rest);
  }
}

/** What the services call a field that is not there, and one without a letter. */
const empty = ['nothing', 'blank text'];

/** What was thrown, as a refusal that can be shown. */
export function problemFrom(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem(0, 'That did not work', 'Try again.');
}

let signedOut = () => {};

/** How long after a key or a click what is read counts as asked for. */
const asked = 10_000;

/** Opening a page is asking for it. */
let touchedAt = Date.now();

/** Notes that the person did something here. */
export function touched(): void {
  touchedAt = Date.now();
}

export function onSignedOut(listener: () => void): void {
  signedOut = listener;
}

export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  const unasked = Date.now() - touchedAt > asked;
  // A page that keeps itself current is no sign that somebody is there.
  return call<T>(path, { signal: signal ?? null, headers: unasked ? { 'X-Afterhours-Unasked': 'true' } : {} });
}

/** A command: carries a key made when the person acted, so that a repeated click or a retry does it once. A file goes as it is. */
export async function send<T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown, key = newKey()): Promise<T> {
  return call<T>(path, {
    method,
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
    body: body === undefined ? null : body instanceof Blob ? body : JSON.stringify(body),
  });
}

export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, '0')).join('');
}

async function call<T>(path: string, init: RequestInit): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Problem(0, 'No connection', 'The dashboard does not answer. Nothing was changed; try again when it is back.');
  }
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T;
  if (response.status === 401 && !path.startsWith('/api/session')) signedOut();
  throw await problemOf(response);
}

async function problemOf(response: Response): Promise<Problem> {
  try {
    const body = (await response.json()) as { title?: string; detail?: string; errors?: FieldError[] };
    return new Problem(response.status, body.title ?? 'Refused', body.detail ?? '', body.errors ?? []);
  } catch {
    return new Problem(response.status, `Answer ${response.status}`, response.statusText);
  }
}
