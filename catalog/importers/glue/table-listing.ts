/**
 * A page of GetTables or SearchTables, table by table.
 */
import type { SourceFile } from '../importer.ts';
import type { GlueExport } from './export.ts';
import { rec, str, type Rec } from './json.ts';
import { labelOf, namePartsOf } from './labels.ts';

export class TableListing {
  private readonly file: SourceFile;
  private readonly out: GlueExport;
  private readonly prefix: string;
  private readonly nameParts: readonly string[];
  private readonly databases = new Set<string>();

  /** `prefix`: comes before the place of each table. */
  constructor(file: SourceFile, out: GlueExport, prefix = '') {
    this.file = file;
    this.out = out;
    this.prefix = prefix;
    this.nameParts = namePartsOf(file.path);
  }

  /** `text`: the table's JSON, where it is at hand. */
  add(entry: Rec, index: number, text?: string): void {
    // GetTables lists tables; what bears certain Lake Formation tags is listed with them.
    const tagged = rec(entry, 'Table');
    const table = tagged ?? entry;
    const { nameParts } = this;
    // Of many tables this is kept: joined it is one text, where a template leaves it in pieces.
    const at = [this.prefix, 'TableList[', index, '] ', labelOf(table)].join('');
    const place = { file: this.file.index, at, nameParts };
    this.out.addTable({ value: table, ...place }, tagged ? undefined : text);
    if (tagged) this.out.items.lfTags.push({ value: entry, ...place });
    const database = str(table, 'DatabaseName');
    if (database && !tagged) this.databases.add(database);
    if (tagged) this.databases.add('').add('tagged');
  }

  /** `last`: no page follows. `broken`: cut off within. GetTables lists one database; SearchTables, with the same wrapper, lists none. */
  end(page: { readonly last: boolean; readonly broken: boolean; readonly items: number }): void {
    const { databases, file, nameParts } = this;
    const [only] = databases;
    // An empty listing names its database only in the file's name.
    const named = databases.size === 0 && /get-tables/i.test(file.path) ? nameParts.join('.') : undefined;
    const database = databases.size === 1 && !/search-tables/i.test(file.path) ? only : named;
    if (database) this.out.notePage(`tables/${database}`, { ...page, file: file.index });
  }
}
