/**
 * The names that a copy for outside readers withholds, as the catalog knew them at a revision. Each has a number by
 * when the catalog first knew it, which no later change moves: two copies of one catalog use the same pseudonyms.
 */
import type { PastCatalog } from '../../past/as-of.ts';
import type { NameKind } from '../render/document.ts';
import type { RecipeBase } from '../report-kind.ts';

export interface KnownName {
  readonly kind: NameKind;
  /** As sources and people write it. */
  readonly text: string;
  /** From 1, within its kind; several writings of one thing share it. */
  readonly number: number;
}

/** Each row: a name, and its further writings. Oldest first. `@revision` and `@upTo` (ledger entry) are bound. */
const PEOPLE = `
  SELECT name AS a, email AS b, since_revision AS since, 0 AS source, id FROM owner WHERE since_revision <= @revision
  UNION ALL SELECT name, email, since_revision, 1, id FROM party WHERE since_revision <= @revision
  UNION ALL SELECT actor, NULL, seq, 2, seq FROM ledger_entry WHERE seq <= @upTo AND seq IN
    (SELECT MIN(seq) FROM ledger_entry GROUP BY actor)
  ORDER BY since, source, id`;
const SYSTEMS = `
  SELECT namespace AS a, NULL AS b, since_revision AS since, 0 AS source, id FROM dataset WHERE since_revision <= @revision
    AND id IN (SELECT MIN(id) FROM dataset GROUP BY namespace)
  UNION ALL SELECT namespace, NULL, since_revision, 1, id FROM job WHERE since_revision <= @revision
    AND id IN (SELECT MIN(id) FROM job GROUP BY namespace)
  UNION ALL SELECT namespace, NULL, since_revision, 2, id FROM alias WHERE since_revision <= @revision
    AND id IN (SELECT MIN(id) FROM alias GROUP BY namespace)
  UNION ALL SELECT target, label, since_revision, 3, id FROM namespace_mapping WHERE since_revision <= @revision
  ORDER BY since, source, id`;
const PATHS = `
  SELECT f.path AS a, NULL AS b, i.revision AS since, 0 AS source, f.id FROM source_file f JOIN import_batch i ON i.id = f.import_id
    WHERE i.revision <= @revision
  UNION ALL SELECT name, NULL, since_revision, 1, id FROM dataset WHERE since_revision <= @revision
    AND (name LIKE '/%' OR name LIKE '%://%' OR name LIKE '_:\\%')
  ORDER BY since, source, id`;

interface Row {
  readonly a: string | null;
  readonly b: string | null;
}

/** Shorter writings stand for too much to be replaced wherever they occur. */
export const SHORTEST = 2;

/** People, systems and file paths, oldest first. */
export function knownNames({ db, revision }: PastCatalog, recipe: RecipeBase): KnownName[] {
  const bind = { revision, upTo: Math.max(revision, recipe.ledgerSeq ?? 0) };
  const rows = (sql: string) => db.prepare<[object], Row>(sql).all(bind);
  const { contact, dpo } = recipe.organisation;
  const issuer = [dpo, contact].map((a) => ({ a, b: null }));
  return [
    ...numbered('person', [...rows(PEOPLE), ...issuer]),
    ...numbered('system', rows(SYSTEMS), (text) => hostsOf(text)),
    ...numbered('path', rows(PATHS)),
  ];
}

function numbered(
  kind: NameKind,
  rows: readonly Row[],
  more: (text: string) => readonly string[] = () => [],
): KnownName[] {
  const numbers = new Map<string, number>();
  let last = 0;
  for (const { a, b } of rows) {
    const texts = [a, b].filter((text) => text !== null && text.trim().length >= SHORTEST) as string[];
    if (texts.length === 0) continue;
    const number = texts.map((text) => numbers.get(text)).find((known) => known !== undefined) ?? ++last;
    for (const text of texts.flatMap((one) => [one, one.trim(), ...more(one)]))
      if (!numbers.has(text)) numbers.set(text, number);
  }
  return [...numbers].map(([text, number]) => ({ kind, text, number }));
}

/** `db.shop.example` of `postgres://reader@db.shop.example:5432`, with and without its port. */
function hostsOf(namespace: string): string[] {
  const authority = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]+)/i.exec(namespace)?.[1];
  if (authority === undefined) return [];
  const place = authority.slice(authority.lastIndexOf('@') + 1);
  const host = place.replace(/:\d+$/, '');
  return [...new Set([place, host])].filter((text) => text.length > SHORTEST);
}
