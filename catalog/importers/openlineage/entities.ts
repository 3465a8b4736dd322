/**
 * The datasets and jobs that an import has met. Each name has one object for the whole import, so facts
 * share their keys, and memory grows with distinct names instead of with events.
 */
import type { ColumnKey, DatasetKey, JobKey } from '../../model/identity.ts';
import type { Picture } from './pictures.ts';

abstract class Entity {
  /** Distinct within the import and the kind of entity; short, for composing map keys. */
  readonly id: number;
  readonly key: { readonly namespace: string; readonly name: string };
  /** It was described by an event, not only mentioned in one. */
  described = false;
  mentioned = false;
  /** What replaceable statements were last made about it, by name of the statement. */
  readonly pictures = new Map<string, Picture>();

  constructor(id: number, namespace: string, name: string) {
    this.id = id;
    this.key = { namespace, name };
  }

  /** The scope of one replaceable statement about this entity. */
  abstract scope(statement: string): string;

  protected get path(): string {
    return `${escaped(this.key.namespace, /[%#]/g)}#${this.key.name}`;
  }
}

export class DatasetEntity extends Entity {
  declare readonly key: DatasetKey;
  readonly #columns = new Map<string, ColumnKey>();

  /** Scope of a facet: `openlineage:schema/<ns>#<name>`. */
  scope(facet: string): string {
    const reserved = facet === 'job' || facet.startsWith('job.') || facet.startsWith('dataset.');
    return `openlineage:${reserved ? 'dataset.' : ''}${escaped(facet, /[%/]/g)}/${this.path}`;
  }

  /** A schema describes this nested column; lineage will name it by its dotted path. */
  nested(path: readonly string[]): void {
    const dotted = path.join('.');
    if (!this.#columns.has(dotted)) this.#columns.set(dotted, { dataset: this.key, path });
  }

  /** The column that lineage names so: a dotted path if a schema has told of such, else one name. */
  column(field: string): ColumnKey {
    let column = this.#columns.get(field);
    if (!column) this.#columns.set(field, (column = { dataset: this.key, path: [field] }));
    return column;
  }
}

export class JobEntity extends Entity {
  declare readonly key: JobKey;

  /** Scope of a facet: `openlineage:job.sql/<ns>#<name>`; of the declared picture (''): `openlineage:job/…`. */
  scope(facet: string): string {
    return `openlineage:job${facet === '' ? '' : `.${escaped(facet, /[%/]/g)}`}/${this.path}`;
  }
}

/** Keeps composed scope keys unambiguous. */
function escaped(text: string, delimiters: RegExp): string {
  return text.replace(delimiters, (char) => (char === '%' ? '%25' : char === '#' ? '%23' : '%2F'));
}

/** All entities of one kind by name. */
export class Registry<Kind extends Entity> {
  readonly #make: (id: number, namespace: string, name: string) => Kind;
  readonly #byNamespace = new Map<string, Map<string, Kind>>();
  #count = 0;

  constructor(make: (id: number, namespace: string, name: string) => Kind) {
    this.#make = make;
  }

  get(namespace: string, name: string): Kind {
    let byName = this.#byNamespace.get(namespace);
    if (!byName) this.#byNamespace.set(namespace, (byName = new Map()));
    let entity = byName.get(name);
    if (!entity) byName.set(name, (entity = this.#make(this.#count++, namespace, name)));
    return entity;
  }
}
