/** The classifier over an open catalog: reads names, types, descriptions and tags; writes nothing. */
import type { Card } from '../../browse/cards.ts';
import { columnTags } from '../../browse/column-tags.ts';
import type { Catalog } from '../../catalog.ts';
import { PATH_SEPARATOR } from '../../store/writer/identities.ts';
import { type Classifier, loadClassifier } from './classify.ts';
import type { ColumnResult, Label, SubjectResult, TableInput, TableResult } from './input.ts';

/** How a suggestion stands to what is already said: new, in force, or refused by a person. */
export type Standing = 'new' | 'in force' | 'refused';

export interface CatalogColumnResult extends ColumnResult {
  readonly id: number;
  readonly dataType: string | null;
  /** By suggestion, in the same order. */
  readonly standing: readonly Standing[];
}

export interface CatalogTableResult extends Omit<TableResult, 'columns'> {
  readonly card: Card;
  readonly columns: readonly CatalogColumnResult[];
  readonly subjects: readonly SubjectResult[];
}

export interface ColumnRow {
  readonly id: number;
  readonly path: string;
  readonly dataType: string | null;
  readonly description: string | null;
}

export function classifierOf(catalog: Catalog): Classifier {
  return loadClassifier(catalog.options.resourcesDir);
}

/** A dataset as the classifier takes it. */
export interface TableToClassify {
  readonly card: Card;
  readonly rows: readonly ColumnRow[];
  readonly input: TableInput;
}

/**
 * The datasets that the catalog describes, or those asked for, one at a time: a million columns never stand in
 * memory together.
 */
export function* tablesToClassify(
  catalog: Catalog,
  datasets?: readonly number[],
): Generator<TableToClassify> {
  const statement = catalog.store.reader.prepare<[string], ColumnRow>(
    `SELECT c.id, c.path, c.data_type AS dataType,
            (SELECT text FROM description d WHERE d.target_type = 'column' AND d.target_id = c.id AND d.until_revision IS NULL
             ORDER BY d.origin <> 'steward', d.id LIMIT 1) AS description
     FROM "column" c WHERE c.dataset_id IN (SELECT value FROM json_each(?)) AND c.until_revision IS NULL
     ORDER BY c.referenced_only, c.ordinal, c.id`,
  );
  const wanted = datasets === undefined ? null : new Set(datasets);
  for (const card of catalog.cards().all()) {
    if (wanted === null ? card.retired : !wanted.has(card.id)) continue;
    const rows = onePerName(statement.all(JSON.stringify(card.members)));
    if (rows.length > 0) yield { card, rows, input: inputOf(catalog, card, rows) };
  }
}

/** Suggestions for the datasets that the catalog describes, or for those asked for, one at a time. */
export function* classifyCatalog(
  catalog: Catalog,
  classifier: Classifier,
  datasets?: readonly number[],
): Generator<CatalogTableResult> {
  for (const table of tablesToClassify(catalog, datasets)) yield classifyDataset(catalog, classifier, table);
}

/** The identities of a joined dataset have the same columns; what one leaves open another may say. */
function onePerName(rows: readonly ColumnRow[]): ColumnRow[] {
  const byPath = new Map<string, ColumnRow>();
  for (const row of rows) {
    const path = row.path.toLowerCase();
    const known = byPath.get(path);
    if (!known) byPath.set(path, row);
    else
      byPath.set(path, {
        ...known,
        dataType: known.dataType ?? row.dataType,
        description: known.description ?? row.description,
      });
  }
  return [...byPath.values()];
}

function inputOf(catalog: Catalog, card: Card, rows: readonly ColumnRow[]): TableInput {
  const tags = columnTags(catalog);
  return {
    name: card.name,
    description: card.description,
    labels: [...card.labels].map(labelOf),
    columns: rows.map(({ id, path, dataType, description }) => ({
      path: path.split(PATH_SEPARATOR),
      dataType,
      description,
      labels: (tags.get(id)?.tags ?? []).flatMap((tag): Label[] =>
        tag.kind === 'label' ? [{ key: tag.key, value: tag.value }] : [],
      ),
    })),
  };
}

function classifyDataset(
  catalog: Catalog,
  classifier: Classifier,
  { card, rows, input }: TableToClassify,
): CatalogTableResult {
  const tags = columnTags(catalog);
  const result = classifier.classifyTable(input);
  return {
    ...result,
    card,
    columns: result.columns.map((column, at) => {
      const { id, dataType } = rows[at]!;
      const own = tags.get(id);
      const refused = new Set(own?.refused.map(({ value }) => value));
      const standing = column.suggestions.map(({ category }): Standing => {
        if (refused.has(category)) return 'refused';
        return own?.categories.has(category) ? 'in force' : 'new';
      });
      return { ...column, id, dataType, standing };
    }),
  };
}

/** A card shows labels as `key=value`. */
function labelOf(text: string): Label {
  const at = text.indexOf('=');
  return at > 0 ? { key: text.slice(0, at), value: text.slice(at + 1) } : { key: '', value: text };
}
