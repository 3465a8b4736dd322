/**
 * For which purposes data in scope are processed, on which legal basis, and how long they are kept, as stewards state
 * it: of datasets and columns themselves, and of the purposes that they serve. As in catalog/stewardship/effective.ts,
 * but of the catalog as the report sees it.
 */
import { entriesOf } from '../../stewardship/registers/read.ts';
import type { Entry } from '../../stewardship/registers/spec.ts';
import { LEGAL_BASES } from '../../stewardship/legal-basis.ts';
import type { TagRow } from '../../browse/in-force.ts';
import { byText } from '../../past/as-of-parts.ts';
import type { PastCatalog } from '../../past/as-of.ts';
import type { Scope } from './scope.ts';
import type { ScopedDataset } from './scoped.ts';

export interface ProcessingStatement {
  readonly scoped: ScopedDataset;
  /** Dotted path, where it is said of a column by itself. */
  readonly column: string | null;
  /** Null where only a legal basis is stated. */
  readonly purpose: {
    readonly key: string;
    readonly name: string;
    readonly description: string | null;
  } | null;
  /** In words; null where none is stated. */
  readonly legalBasis: string | null;
  /** ISO 8601; those of the dataset or column itself, or of the purpose. */
  readonly retentions: readonly string[];
}

/** By dataset, the dataset itself before its columns, then by purpose. */
export function processingOf(past: PastCatalog, scope: Scope): ProcessingStatement[] {
  const register = new Map(entriesOf(past.db, 'purpose', past.revision).map((entry) => [entry.key, entry]));
  return scope.within.flatMap((scoped) => {
    const { dataset } = scoped;
    const inScope = new Set(scoped.columns.map(({ path }) => path.join('\u0000')));
    return [
      ...ofPlace(scoped, null, dataset.tags, register),
      ...dataset.taggedColumns
        .filter(({ path }) => inScope.has(path.join('\u0000')))
        .sort((a, b) => byText(a.path.join('.'), b.path.join('.')))
        .flatMap(({ path, tags }) => ofPlace(scoped, path.join('.'), tags, register)),
    ];
  });
}

function ofPlace(
  scoped: ScopedDataset,
  column: string | null,
  tags: readonly TagRow[],
  register: ReadonlyMap<string, Entry>,
): ProcessingStatement[] {
  const values = (kind: string) =>
    [...new Set(tags.filter((tag) => tag.kind === kind).map(({ value }) => value))].sort(byText);
  const purposes = values('purpose');
  const [basis = null] = values('legal-basis');
  const retentions = values('retention');
  if (purposes.length === 0)
    return basis === null && retentions.length === 0
      ? []
      : [{ scoped, column, purpose: null, legalBasis: basisWords(basis), retentions }];
  return purposes.map((key) => {
    const entry = register.get(key);
    const text = (field: string) => {
      const value = entry?.[field];
      return typeof value === 'string' && value !== '' ? value : null;
    };
    const kept = text('retention');
    return {
      ...{ scoped, column },
      purpose: { key, name: entry?.name ?? key, description: text('description') },
      legalBasis: basisWords(basis ?? text('legalBasis')),
      retentions: retentions.length > 0 ? retentions : kept === null ? [] : [kept],
    };
  });
}

function basisWords(basis: string | null): string | null {
  if (basis === null) return null;
  return Object.hasOwn(LEGAL_BASES, basis) ? LEGAL_BASES[basis as keyof typeof LEGAL_BASES] : basis;
}
