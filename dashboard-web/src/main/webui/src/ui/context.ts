/** Where a person can be, and how that is said. */
export const words: Record<string, string> = { sleeping: 'Sleeping', work: 'At work', gym: 'At the gym', available: 'Available', unknown: 'Whereabouts unknown' };

export const whereabouts = (context: string): string => words[context] ?? context;
