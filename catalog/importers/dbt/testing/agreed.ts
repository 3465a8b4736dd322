/**
 * Comparison with the column lineage on which two independent engines agree (the corpus's rule R11:
 * value lineage, one hop, CASE conditions and window clauses included).
 */
import type { ColumnEdgeFact, Fact } from '../../../model/facts.ts';
import { pairKey } from '../../../model/identity.ts';

/** Origins by `model<TAB>column`; each `unique_id<TAB>column` or `relation:name<TAB>column`; lower case columns. */
export type Agreed = ReadonlyMap<string, ReadonlySet<string>>;

/** Reads the table's text; an empty text holds none. */
export function agreedColumns(tsv: string): Agreed {
  const agreed = new Map<string, Set<string>>();
  for (const line of tsv.split('\n').slice(1)) {
    const [model = '', column = '', upstream = '', upstreamColumn = ''] = line.split('\t');
    if (model === '') continue;
    const key = `${model}\t${column}`;
    const origins = agreed.get(key) ?? new Set();
    if (upstream !== '') origins.add(`${upstream}\t${upstreamColumn}`);
    agreed.set(key, origins);
  }
  return agreed;
}

export interface AgreedComparison {
  /** Columns that the facts resolve. */
  readonly compared: number;
  /** `model column: expected … found …` for those that differ. */
  readonly different: readonly string[];
}

/** Compares the facts of an import with what is agreed, where the facts call a column resolved. */
export function compareAgreed(agreed: Agreed, facts: readonly Fact[]): AgreedComparison {
  const found = new EdgesByColumn(facts);
  const { analysed, open, unresolved } = outcomes(facts);
  const different: string[] = [];
  let compared = 0;
  for (const [key, expected] of agreed) {
    const [model = '', column = ''] = key.split('\t');
    if (unresolved.has(key) || !analysed.has(model)) continue;
    const own = found.origins(model, column);
    if (own.length === 0 && open.has(model)) continue;
    compared++;
    if (!sameOrigins(expected, own)) {
      different.push(`${model} ${column}: expected ${[...expected].join(', ')}; found ${own.join(', ')}`);
    }
  }
  return { compared, different };
}

interface Outcomes {
  readonly analysed: ReadonlySet<string>;
  /** Models with columns that are not even known by name. */
  readonly open: ReadonlySet<string>;
  readonly unresolved: ReadonlySet<string>;
}

function outcomes(facts: readonly Fact[]): Outcomes {
  const unresolved = new Set<string>();
  const open = new Set<string>();
  const analysed = new Set<string>();
  for (const fact of facts) {
    if (fact.type !== 'property' || fact.key !== 'columnLineage' || fact.target.on !== 'job') continue;
    const model = fact.target.job.name;
    const value = fact.value as { status: string; reason?: string; unresolved?: { column: string }[] };
    if (value.status !== 'none') analysed.add(model);
    if (value.reason === 'unknown-columns') open.add(model);
    for (const { column } of value.unresolved ?? []) unresolved.add(`${model}\t${column.toLowerCase()}`);
  }
  return { analysed, open, unresolved };
}

/** Column edges by the model and column that they lead to. */
class EdgesByColumn {
  readonly #edges = new Map<string, ColumnEdgeFact[]>();
  readonly #ids: ReadonlyMap<string, readonly string[]>;
  readonly #ephemeral: ReadonlySet<string>;

  constructor(facts: readonly Fact[]) {
    this.#ids = idsByDataset(facts);
    this.#ephemeral = new Set(
      facts.flatMap((fact) =>
        fact.type === 'dataset' && fact.kind === 'ephemeral' ? [pairKey(fact.dataset)] : [],
      ),
    );
    for (const fact of facts) {
      if (fact.type !== 'column-edge' || !fact.job) continue;
      const key = keyOf(fact.job.name, fact.to.path.join('.'));
      this.#edges.set(key, [...(this.#edges.get(key) ?? []), fact]);
    }
  }

  /** Origins, each as the ids of its dataset with the column, joined by `|`. Ephemeral models are walked through. */
  origins(model: string, column: string, depth = 0): string[] {
    const origins = (this.#edges.get(keyOf(model, column)) ?? []).flatMap(({ from }) => {
      const key = pairKey(from.dataset);
      const ids = this.#ids.get(key) ?? [];
      const [id = ''] = ids;
      const path = from.path.join('.');
      if (this.#ephemeral.has(key) && depth < 100) return this.origins(id, path, depth + 1);
      const relation = `relation:${from.dataset.name.split('.').at(-1) ?? ''}`.toLowerCase();
      return [[...ids, relation].map((one) => keyOf(one, path)).join('|')];
    });
    return [...new Set(origins)];
  }
}

const keyOf = (model: string, column: string): string => `${model}\t${column.toLowerCase()}`;

function idsByDataset(facts: readonly Fact[]): Map<string, string[]> {
  const ids = new Map<string, string[]>();
  for (const fact of facts) {
    if (fact.type !== 'dataset' || fact.sourceId === undefined) continue;
    const key = pairKey(fact.dataset);
    ids.set(key, [...(ids.get(key) ?? []), fact.sourceId]);
  }
  return ids;
}

/** One of a dataset's ids is enough: several nodes may stand on one relation. */
function sameOrigins(expected: ReadonlySet<string>, found: readonly string[]): boolean {
  if (expected.size !== found.length) return false;
  const alternatives = found.map((origin) => origin.split('|'));
  return [...expected].every((origin) => alternatives.some((ids) => ids.includes(origin)));
}
