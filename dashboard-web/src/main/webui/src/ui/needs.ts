/** How the kinds of things that need a person are named and coloured. Amber, as everything that needs you; money is orange. */
export interface Kind {
  word: string;
  tone: 'needs-you' | 'late' | 'failed';
  act: string;
  /** Something waits for a yes or no before it goes on. */
  gate: boolean;
}

const kinds: Record<string, Kind> = {
  approval: { word: 'APPROVE', tone: 'needs-you', act: 'Review', gate: true },
  question: { word: 'ASK', tone: 'needs-you', act: 'Answer', gate: false },
  failure: { word: 'FAILED', tone: 'failed', act: 'Decide', gate: false },
  budget: { word: 'BUDGET', tone: 'late', act: 'Decide', gate: false },
  system: { word: 'SYSTEM', tone: 'late', act: 'Open', gate: false },
};

export function kindOf(kind: string): Kind {
  return kinds[kind] ?? { word: kind.toUpperCase(), tone: 'needs-you', act: 'Answer', gate: false };
}
