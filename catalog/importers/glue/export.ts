/**
 * One export as a whole: what the recognised files hold, sorted by kind, each item with its place.
 * Lineage needs several files at once (a job, its script, the tables it names), so everything is
 * gathered before the first fact is made.
 */
import { AccountVotes } from './account.ts';
import type { ItemShelf } from './item-shelf.ts';
import type { Item } from './item.ts';
import { PackedItem } from './packed-item.ts';

export interface Script {
  readonly file: number;
  readonly path: string;
  readonly text: string;
  readonly language: 'python' | 'scala';
}

/** Kinds of item that are gathered in lists of their own. */
export const ITEM_KINDS = [
  'databases',
  'tables',
  'jobs',
  'studioJobs',
  'runs',
  'crawlers',
  'triggers',
  'connections',
  'workflows',
  'graphs',
  'rulesets',
  'qualityResults',
  'statistics',
  'lfTags',
  'tags',
  'partitions',
  'partitionIndexes',
  'tableVersions',
  'functions',
  'transforms',
  'permissions',
  'dataFilters',
  'crawls',
  'bookmarks',
  'workflowRuns',
] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

/** A page of a listing, or several taken together. */
interface Page {
  /** The last page: one without NextToken. */
  readonly last: boolean;
  /** Cut off within. */
  readonly broken: boolean;
  readonly items: number;
  readonly file: number;
}

/** Tables that are kept as they are; those beyond are packed. */
const TABLES_UNPACKED = 2000;

export class GlueExport {
  readonly items: Readonly<Record<ItemKind, Item[]>>;
  readonly scripts: Script[] = [];
  readonly votes = new AccountVotes();
  /** Where items of large listings are. */
  readonly shelf: ItemShelf;
  private readonly pages = new Map<string, Page>();

  constructor(shelf: ItemShelf) {
    this.shelf = shelf;
    this.items = Object.fromEntries(ITEM_KINDS.map((kind) => [kind, [] as Item[]])) as Record<
      ItemKind,
      Item[]
    >;
  }

  /** `text`: the table's JSON, where it is at hand. */
  addTable(item: Item, text?: string): void {
    const { tables } = this.items;
    tables.push(tables.length < TABLES_UNPACKED ? item : new PackedItem(item, this.shelf, text));
  }

  /**
   * Notes a page of a listing. `listing` names what is listed: `jobs`, `tables/<db>`. A listing is whole
   * when its last page (one without NextToken) is here and none of its pages was cut off.
   */
  notePage(listing: string, page: Page): void {
    const before = this.pages.get(listing) ?? { last: false, broken: false, items: 0, file: page.file };
    this.pages.set(listing, {
      last: before.last || page.last,
      broken: before.broken || page.broken,
      items: before.items + page.items,
      file: before.file,
    });
  }

  /** Listings whose last page is not here: `what`, how many were listed, and in which file. */
  cutListings(): { readonly listing: string; readonly items: number; readonly file: number }[] {
    return [...this.pages].flatMap(([listing, { last, items, file }]) =>
      last ? [] : [{ listing, items, file }],
    );
  }

  /** Takes in another export of the same account and region. */
  absorb(other: GlueExport): void {
    for (const kind of ITEM_KINDS) for (const item of other.items[kind]) this.items[kind].push(item);
    for (const script of other.scripts) this.scripts.push(script);
    for (const [listing, page] of other.pages) this.notePage(listing, page);
  }

  /** Whether silence about something in this listing means that it is gone. */
  isWhole(listing: string): boolean {
    const page = this.pages.get(listing);
    return page !== undefined && page.last && !page.broken;
  }

  /** Whether no file said anything, not even that there is nothing. */
  isNothing(): boolean {
    return (
      this.pages.size === 0 &&
      this.scripts.length === 0 &&
      Object.values(this.items).every((items) => items.length === 0)
    );
  }

  /** The listings of tables: database names, as the listings themselves say. */
  listedDatabases(): string[] {
    return [...this.pages.keys()].flatMap((key) =>
      key.startsWith('tables/') ? [key.slice('tables/'.length)] : [],
    );
  }
}
