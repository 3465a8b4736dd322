/**
 * From evaluated arguments to names of data.
 */
import type { Ref } from '../endpoints.ts';
import { HOLE } from '../locations.ts';
import { optionRefs } from '../options-ref.ts';
import { sqlTableRef } from '../sql-names.ts';
import type { Machine } from './machine.ts';
import type { SureRef } from './recorder.ts';
import { LITERAL, type Options, type Value } from './values.ts';

/** Options by lower-case key: the entries of a dict, or named arguments. */
export function optionMap(
  ...sources: readonly (ReadonlyMap<string, Value> | undefined)[]
): Map<string, Value> {
  const out = new Map<string, Value>();
  for (const source of sources) for (const [key, value] of source ?? []) out.set(key.toLowerCase(), value);
  return out;
}

/** The texts of a value, or of the items of a list. */
const allTexts = (value: Value): Value['texts'] =>
  value.items ? value.items.flatMap((item) => item.texts) : value.texts;

/** What options of this type name, each with the certainty of its texts. */
export function refsOfOptions(type: Value, options: Options, connection?: Value): SureRef[] {
  const texts = new Map<string, string[]>();
  let confidence = 1;
  for (const [key, value] of options) {
    const found = allTexts(value);
    texts.set(
      key,
      found.map((one) => one.text),
    );
    if (NAMING_OPTION.test(key)) for (const one of found) confidence = Math.min(confidence, one.confidence);
    if (value.api?.kind === 'jdbc-conf') texts.set('connectionname', [value.api.connection]);
  }
  const named = connection?.texts[0]?.text;
  const refs = optionRefs(type.texts[0]?.text ?? 's3', texts, named ? { connection: named } : {});
  return refs.map((ref) => ({ ref, confidence: Math.min(confidence, LITERAL) }));
}

/** The query that options give instead of a table; null where they give none, or not as one text. */
export function queryOfOptions(options: Options): string | null {
  const given = options.get('query') ?? options.get('samplequery') ?? options.get('dbtable');
  const [only, ...others] = given?.texts ?? [];
  return only && others.length === 0 && /^\s*\(?\s*(?:select|with)\b/i.test(only.text) ? only.text : null;
}

/** Options that take part in naming the data. */
const NAMING_OPTION =
  /path|table|topic|stream|database|schema|url|query|entity|connectionname|collection|subscribe/;

/** Every pair of a database and a table that two values may name. */
export function tableRefs(database: Value, table: Value, machine: Machine): SureRef[] {
  const out: SureRef[] = [];
  for (const db of database.texts) {
    for (const name of table.texts) {
      const ref = sqlTableRef([db.text, name.text], machine.defaultDatabase, machine.tables);
      if (ref) out.push({ ref, confidence: Math.min(db.confidence, name.confidence) });
    }
  }
  return out;
}

/** Paths that a value may be; files of the machine that the job runs on are left out. */
export function pathRefs(value: Value): SureRef[] {
  return allTexts(value)
    .filter(({ text }) => !isLocal(text))
    .map(({ text, confidence }) => ({ ref: { kind: 'path', path: text } satisfies Ref, confidence }));
}

export const isLocal = (path: string): boolean =>
  /^(?:file:|\/(?!\/)|\.{0,2}\/)/.test(path) ||
  (!path.includes('://') && !path.includes(HOLE) && path !== '');

/** A name as Spark takes it where a path may stand as well: `db.table`, `catalog.db.table`, `s3://…`. */
export function nameOrPathRefs(value: Value, machine: Machine): SureRef[] {
  return allTexts(value).flatMap(({ text, confidence }): SureRef[] => {
    if (text.includes('://')) return [{ ref: { kind: 'path', path: text }, confidence }];
    const file = /^(?:parquet|delta|iceberg|hudi|csv|json|orc)\.`(.+)`$/i.exec(text)?.[1];
    if (file) return [{ ref: { kind: 'path', path: file }, confidence }];
    const parts = text.replaceAll('`', '').split('.');
    const ref = parts.every((part) => /^[^\s/]+$/.test(part))
      ? sqlTableRef(parts, machine.defaultDatabase, machine.tables)
      : null;
    return ref ? [{ ref, confidence }] : [];
  });
}
