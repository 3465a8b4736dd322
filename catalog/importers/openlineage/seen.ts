/**
 * How things looked to one run: the columns and places of a dataset, the code of the job. The same facets
 * also replace one another as what is known now (see pictures.ts); here they stay with the run, so that two
 * runs can be compared. Runs of a job mostly see the same, so equal contents are one object.
 */
import type { Json } from '../../model/facts.ts';
import { redactUri } from '../redact.ts';
import { redactSql, type LiteralRule } from '../sql-literals.ts';
import { isDeleted } from './facet-envelope.ts';
import { objectOf, objectsOf, textOf, type JsonObject } from './json.ts';
import { withoutCredentials } from './naming.ts';
import { bodyOf, storedText, storedValue } from './stored-value.ts';

const DATASET_FACETS = ['schema', 'symlinks', 'dataSource', 'storage'] as const;
const CODE_FACETS = ['sourceCodeLocation', 'sql', 'sourceCode'] as const;

/** Columns that are kept of one schema; the number of all is kept too. */
const MAX_COLUMNS = 2000;
const MAX_DEPTH = 16;
const MAX_TEXT = 512;
const MAX_CODE = 32 * 1024;
/** UTF-16 units of JSON that are remembered; forgetting costs time and nothing else. */
const MAX_REMEMBERED = 8 * 1024 * 1024;

/** What was made of these facets, in the order of their names. */
interface Known {
  readonly names: readonly string[];
  readonly facets: readonly (JsonObject | null)[];
  readonly content: Json;
}

export class Seen {
  readonly #literals: LiteralRule;
  readonly #known = new Map<string, Json>();
  /** By the first of the facets, where events share them (see repeated-parts.ts). */
  readonly #byFacet = new WeakMap<JsonObject, Known>();
  readonly #numbers = new WeakMap<object, number>();
  #next = 1;
  #size = 0;

  constructor(literals: LiteralRule) {
    this.#literals = literals;
  }

  /** `columns` as [name, type] pairs, `places` that the name stands for, `source`, `storage`; undefined: no facet tells. */
  dataset(facets: JsonObject | null): Json | undefined {
    return this.#of(facets, DATASET_FACETS, looksOf);
  }

  /** `location` (repository, path, version …), `sql`, `source`; undefined: no facet tells. */
  code(facets: JsonObject | null): Json | undefined {
    return this.#of(facets, CODE_FACETS, this.#codeOf);
  }

  /** Stands for what was seen in comparisons: the same number, the same content. */
  numberOf(content: Json | undefined): number {
    return typeof content === 'object' && content !== null ? (this.#numbers.get(content) ?? 0) : 0;
  }

  readonly #codeOf = (told: JsonObject): Json => codeOf(told, this.#literals);

  #of(
    facets: JsonObject | null,
    names: readonly string[],
    make: (told: JsonObject) => Json,
  ): Json | undefined {
    if (!facets) return undefined;
    const own = names.map((name) => tellingFacet(facets, name));
    const first = own.find((facet) => facet !== null);
    if (!first) return undefined;
    const known = this.#byFacet.get(first);
    if (known?.names === names && own.every((facet, at) => facet === known.facets[at])) return known.content;
    const content = this.#once(bodiesOf(names, own), make);
    this.#byFacet.set(first, { names, facets: own, content });
    return content;
  }

  #once(told: JsonObject, make: (told: JsonObject) => Json): Json {
    const key = JSON.stringify(told);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const content = make(told);
    if (this.#size > MAX_REMEMBERED) {
      this.#known.clear();
      this.#size = 0;
    }
    this.#known.set(key, content);
    if (typeof content === 'object' && content !== null) this.#numbers.set(content, this.#next++);
    this.#size += key.length;
    return content;
  }
}

function tellingFacet(facets: JsonObject, name: string): JsonObject | null {
  const facet = objectOf(facets[name]);
  return facet && !isDeleted(facet) ? facet : null;
}

function bodiesOf(names: readonly string[], facets: readonly (JsonObject | null)[]): JsonObject {
  return Object.fromEntries(
    facets.flatMap((facet, at): [string, Json][] => (facet ? [[names[at]!, bodyOf(facet)]] : [])),
  );
}

function looksOf(told: JsonObject): Json {
  const columns: [string, string][] = [];
  const schema = objectOf(told['schema']);
  const total = schema ? addColumns(columns, schema['fields'], '', 0) : 0;
  const places = objectsOf(objectOf(told['symlinks'])?.['identifiers']).flatMap((one) => {
    const [namespace, name] = [textOf(one['namespace']), textOf(one['name'])];
    return namespace === undefined || name === undefined
      ? []
      : [withoutCredentials(`${namespace}/${name}`).slice(0, MAX_TEXT)];
  });
  const uri = textOf(objectOf(told['dataSource'])?.['uri']);
  const storage = objectOf(told['storage']);
  return {
    ...(schema ? { columns, columnsTotal: total } : {}),
    ...(places.length > 0 ? { places: places.sort() } : {}),
    ...(uri === undefined ? {} : { source: redactUri(uri).slice(0, MAX_TEXT) }),
    ...(storage ? { storage: storedValue(storage) } : {}),
  };
}

/** Adds nested columns under dotted names; answers how many there are, kept or not. */
function addColumns(
  columns: [string, string][],
  fields: Json | undefined,
  prefix: string,
  depth: number,
): number {
  let total = 0;
  for (const field of objectsOf(fields)) {
    const name = textOf(field['name']);
    if (name === undefined) continue;
    total++;
    const path = `${prefix}${name}`.slice(0, MAX_TEXT);
    if (columns.length < MAX_COLUMNS) columns.push([path, storedText(textOf(field['type']) ?? '', MAX_TEXT)]);
    if (depth < MAX_DEPTH) total += addColumns(columns, field['fields'], `${path}.`, depth + 1);
  }
  return total;
}

function codeOf(told: JsonObject, literals: LiteralRule): Json {
  const sql = objectOf(told['sql']);
  const source = objectOf(told['sourceCode']);
  const location = objectOf(told['sourceCodeLocation']);
  const query = textOf(sql?.['query']);
  const language = textOf(source?.['language']) ?? '';
  const text = textOf(source?.['sourceCode']);
  const plain = (code: string, dialect: string, isSql: boolean): string =>
    storedText(isSql ? redactSql(code, literals, dialect) : code, MAX_CODE);
  return {
    ...(location ? { location: storedValue(location) } : {}),
    ...(query === undefined ? {} : { sql: plain(query, textOf(sql?.['dialect']) ?? '', true) }),
    ...(text === undefined ? {} : { source: plain(text, language, /sql/i.test(language)) }),
  };
}
