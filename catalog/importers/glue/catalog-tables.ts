/**
 * The tables of an export, findable by name and by location.
 */
import type { DatasetKey } from '../../model/identity.ts';
import type { GlueExport } from './export.ts';
import type { Item } from './item.ts';
import { rec, str } from './json.ts';
import { LocationIndex, s3Url, type S3Path } from './locations.ts';
import { arnOf, ownerOf, type Names, type Owner } from './names.ts';
import { Recent } from './recent.ts';
import { PackedItem } from './packed-item.ts';
import { tableSchema, type TableSchema } from './schema.ts';
import { tableHead, type TableHead } from './table-head.ts';

interface TableParts {
  readonly item: Item;
  readonly database: string;
  readonly name: string;
  readonly owner: Owner;
  readonly dataset: DatasetKey;
  readonly kind: TableHead['kind'];
  readonly location: S3Path | null;
}

/** Schemas that were read lately; of a large export not all are kept. */
const schemas = new Recent<CatalogTable, TableSchema>(512);

export class CatalogTable implements TableParts {
  readonly item: Item;
  readonly database: string;
  readonly name: string;
  readonly owner: Owner;
  readonly dataset: DatasetKey;
  readonly kind: TableHead['kind'];
  readonly location: S3Path | null;

  constructor({ item, database, name, owner, dataset, kind, location }: TableParts) {
    this.item = item;
    this.database = database;
    this.name = name;
    this.owner = owner;
    this.dataset = dataset;
    this.kind = kind;
    this.location = location;
  }

  get arn(): string {
    return arnOf(this.dataset);
  }

  get schema(): TableSchema {
    return schemas.get(this, () => tableSchema(this.item.value));
  }
}

/** Where a resource link leads. */
export interface LinkTarget {
  readonly database: string;
  readonly table?: string;
  readonly owner: Owner;
}

export class CatalogTables {
  readonly all: readonly CatalogTable[];
  /** Tables without a name or a database. */
  readonly nameless: readonly Item[];
  readonly locations = new LocationIndex<CatalogTable>();
  /** Databases that are links to another account's database. */
  readonly linkedDatabases = new Map<string, LinkTarget>();
  private readonly names: Names;
  /** By CatalogId: of all tables there are few. */
  private readonly owners = new Map<string | undefined, Owner>();
  /** Places among all, by account and catalog, database and name. */
  private readonly byName = new Map<string, Map<string, Map<string, number>>>();
  private readonly byKey = new Map<string, Map<string, CatalogTable>>();
  private readonly byDatabase: ReadonlyMap<string, CatalogTable[]>;

  constructor(source: GlueExport, names: Names) {
    this.names = names;
    for (const { value } of source.items.databases) {
      const target = rec(value, 'TargetDatabase');
      const name = str(value, 'Name');
      const database = str(target, 'DatabaseName');
      if (target && name && database) {
        const owner = ownerOf(str(target, 'CatalogId'), str(target, 'Region'));
        this.linkedDatabases.set(name.toLowerCase(), { database, owner });
      }
    }
    const nameless: Item[] = [];
    const all: CatalogTable[] = [];
    // A table may come twice (listing and single call): the last one speaks, in the first one's place.
    for (const item of source.items.tables) {
      const table = this.tableOf(item);
      if (!table) nameless.push(item);
      else all[this.placeOf(table, all.length)] = table;
    }
    this.nameless = nameless;
    this.all = all;
    for (const table of all) {
      const { namespace, name } = table.dataset;
      inner(this.byKey, namespace).set(name, table);
    }
    this.byDatabase = Map.groupBy(this.all, (table) => table.database.toLowerCase());
    for (const table of this.all) if (table.location) this.locations.add(table.location, table);
  }

  /** The exported table of this name; names are compared without regard to case. */
  find(database: string, name: string, owner?: Owner): CatalogTable | null {
    const own = this.named(database, name, this.accountOf(owner));
    const link = owner?.account ? undefined : this.linkedDatabases.get(database.toLowerCase());
    if (own || !link) return own;
    return this.named(link.database, name, this.accountOf(link.owner));
  }

  /** The exported tables of a database, of whichever owner. */
  inDatabase(database: string): readonly CatalogTable[] {
    return this.byDatabase.get(database.toLowerCase()) ?? [];
  }

  /** The exported table that is this dataset. */
  byDataset(dataset: DatasetKey): CatalogTable | null {
    return this.byKey.get(dataset.namespace)?.get(dataset.name) ?? null;
  }

  /** Identity of a table whether or not it was exported; names that Glue stores are in lower case. */
  keyOf(database: string, name: string, owner?: Owner): DatasetKey {
    const found = this.find(database, name, owner);
    if (found) return found.dataset;
    const link = owner?.account ? undefined : this.linkedDatabases.get(database.toLowerCase());
    if (link) return this.names.table(link.database, name.toLowerCase(), link.owner);
    return this.names.table(database.toLowerCase(), name.toLowerCase(), owner);
  }

  private named(database: string, name: string, account: string): CatalogTable | null {
    const place = this.byName.get(account)?.get(database.toLowerCase())?.get(name.toLowerCase());
    return place === undefined ? null : (this.all[place] ?? null);
  }

  /** The table's place among all: that of the one of its name that came before, or `next`. */
  private placeOf({ database, name, owner }: CatalogTable, next: number): number {
    const names = inner(inner(this.byName, this.accountOf(owner)), database.toLowerCase());
    const key = name.toLowerCase();
    const place = names.get(key) ?? next;
    if (place === next) names.set(key, next);
    return place;
  }

  private ownerOf(catalogId: string | undefined): Owner {
    let owner = this.owners.get(catalogId);
    if (!owner) this.owners.set(catalogId, (owner = ownerOf(catalogId)));
    return owner;
  }

  private accountOf(owner: Owner | undefined): string {
    return `${owner?.account ?? this.names.accountId}/${owner?.catalog ?? ''}`;
  }

  private tableOf(item: Item): CatalogTable | null {
    const head = item instanceof PackedItem ? item.head : tableHead(item.value);
    const { name, kind, location } = head;
    const database = head.database ?? (item.nameParts.length > 0 ? item.nameParts[0] : undefined);
    if (!name || !database) return null;
    const owner = this.ownerOf(head.catalogId);
    const dataset = this.names.table(database, name, owner);
    return new CatalogTable({ item, database, name, owner, dataset, kind, location });
  }
}

/** The map within, made where there is none. */
function inner<Value>(outer: Map<string, Map<string, Value>>, key: string): Map<string, Value> {
  let found = outer.get(key);
  if (!found) outer.set(key, (found = new Map()));
  return found;
}

/** The location as a URL, for people. */
export const locationOf = (table: CatalogTable): string | undefined =>
  table.location ? s3Url(table.location) : undefined;
