/** What a person said is always fine, in the words of the HTTP interface. */
export interface Rule {
  id: string;
  check: string;
  kind: string;
  /** Those that were seen; whatever the check sees where they are missing. */
  words?: string | null;
  addedAt: string;
  addedBy: string;
  note?: string | null;
}

export interface Safety {
  checks: { check: string; meaning: string }[];
  rules: Rule[];
}

/** The rules about one kind, or all of them; those that were added last come first. */
export function about(rules: Rule[], kind: string): Rule[] {
  return rules.filter((rule) => kind === '' || rule.kind === kind).sort((a, b) => b.addedAt.localeCompare(a.addedAt));
}

export const kindsOf = (rules: Rule[]): string[] => [...new Set(rules.map((rule) => rule.kind))].sort();
