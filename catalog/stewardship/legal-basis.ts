/** Legal bases of processing by their place in the law: Art. 6(1)(a) to (f) GDPR. */
export const LEGAL_BASES = {
  'art6-1-a': 'Consent, Art. 6(1)(a) GDPR',
  'art6-1-b': 'Contract, Art. 6(1)(b) GDPR',
  'art6-1-c': 'Legal obligation, Art. 6(1)(c) GDPR',
  'art6-1-d': 'Vital interests, Art. 6(1)(d) GDPR',
  'art6-1-e': 'Public task, Art. 6(1)(e) GDPR',
  'art6-1-f': 'Legitimate interests, Art. 6(1)(f) GDPR',
} as const;
export type LegalBasis = keyof typeof LEGAL_BASES;

const NAMES: Readonly<Record<string, LegalBasis>> = {
  consent: 'art6-1-a',
  contract: 'art6-1-b',
  'legal-obligation': 'art6-1-c',
  'vital-interests': 'art6-1-d',
  'public-task': 'art6-1-e',
  'legitimate-interests': 'art6-1-f',
};

/** The key of a legal basis as people write it: `b`, `6(1)(b)`, `Art. 6(1)(b) GDPR`, `contract`; null for anything else. */
export function legalBasisOf(text: string): LegalBasis | null {
  const plain = text.trim().toLowerCase();
  const named = NAMES[plain.replace(/[\s_]+/g, '-')];
  if (named) return named;
  const letter = /^(?:art(?:icle|\.)?\s*)?(?:6\s*[-(]?\s*1\s*\)?\s*[-(]?\s*)?\(?([a-f])\)?(?:\s+gdpr)?$/.exec(
    plain,
  );
  return letter ? (`art6-1-${letter[1]}` as LegalBasis) : null;
}
