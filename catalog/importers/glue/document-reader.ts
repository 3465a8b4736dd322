/**
 * Sorts the documents of an export by the call that gave them: which items they hold, and what they
 * are a listing of.
 */
import type { ImportContext, SourceFile } from '../importer.ts';
import { redactText } from '../redact.ts';
import type { Document } from './documents.ts';
import type { GlueExport, ItemKind } from './export.ts';
import { asRec, list, member, rec, str, type Rec } from './json.ts';
import { notAnObject } from './issues.ts';
import type { Operation } from './operations.ts';
import { labelOf, namePartsOf } from './labels.ts';
import { TableListing } from './table-listing.ts';
import { terraformObjects } from './terraform.ts';

/** Where the items of a wrapped response are, and what listing it is a page of. */
interface Wrapped {
  readonly kind: ItemKind;
  readonly key: string;
  readonly listing?: string;
  /** A member that only batch calls for named objects have; such a response is no listing. */
  readonly batch?: string;
  /** Elements may be names: another call gives what bears them. */
  readonly names?: true;
}

const LISTS: Partial<Record<Operation, Wrapped>> = {
  'get-databases': { kind: 'databases', key: 'DatabaseList', listing: 'databases' },
  'get-jobs': { kind: 'jobs', key: 'Jobs', listing: 'jobs', batch: 'JobsNotFound' },
  'get-job-runs': { kind: 'runs', key: 'JobRuns' },
  'get-crawlers': { kind: 'crawlers', key: 'Crawlers', listing: 'crawlers', batch: 'CrawlersNotFound' },
  'get-triggers': { kind: 'triggers', key: 'Triggers', listing: 'triggers', batch: 'TriggersNotFound' },
  'get-connections': { kind: 'connections', key: 'ConnectionList', listing: 'connections' },
  'list-workflows': { kind: 'workflows', key: 'Workflows', names: true },
  'list-data-quality-rulesets': { kind: 'rulesets', key: 'Rulesets' },
  'batch-get-data-quality-result': { kind: 'qualityResults', key: 'Results' },
  'get-user-defined-functions': { kind: 'functions', key: 'UserDefinedFunctions' },
  'get-ml-transforms': { kind: 'transforms', key: 'Transforms', listing: 'transforms' },
  'list-permissions': { kind: 'permissions', key: 'PrincipalResourcePermissions', listing: 'permissions' },
  'list-data-cells-filter': { kind: 'dataFilters', key: 'DataCellsFilters' },
  'list-crawls': { kind: 'crawls', key: 'Crawls' },
  'get-workflow-runs': { kind: 'workflowRuns', key: 'Runs' },
  'batch-get-workflows': { kind: 'workflows', key: 'Workflows' },
};

const SINGLES: Partial<Record<Operation, { readonly kind: ItemKind; readonly key?: string }>> = {
  'get-database': { kind: 'databases', key: 'Database' },
  'get-table': { kind: 'tables', key: 'Table' },
  'get-job': { kind: 'jobs', key: 'Job' },
  'studio-job': { kind: 'studioJobs' },
  'get-job-run': { kind: 'runs', key: 'JobRun' },
  'get-crawler': { kind: 'crawlers', key: 'Crawler' },
  'get-trigger': { kind: 'triggers', key: 'Trigger' },
  'get-connection': { kind: 'connections', key: 'Connection' },
  'get-workflow': { kind: 'workflows', key: 'Workflow' },
  'get-dataflow-graph': { kind: 'graphs' },
  'get-data-quality-ruleset': { kind: 'rulesets' },
  'get-data-quality-result': { kind: 'qualityResults' },
  'get-column-statistics-for-table': { kind: 'statistics' },
  'get-resource-lf-tags': { kind: 'lfTags' },
  'get-tags': { kind: 'tags' },
  'get-partitions': { kind: 'partitions' },
  'get-partition-indexes': { kind: 'partitionIndexes' },
  'get-table-versions': { kind: 'tableVersions' },
  'get-job-bookmark': { kind: 'bookmarks', key: 'JobBookmarkEntry' },
  'get-workflow-run': { kind: 'workflowRuns', key: 'Run' },
};

/** Calls whose answers say nothing that the catalog keeps. */
const NOT_KEPT: Partial<Record<Operation, string>> = {
  'list-lf-tags':
    'Definitions of Lake Formation tags were read; the catalog keeps tags where they are assigned.',
  'list-resources': 'Locations that Lake Formation governs were read; the catalog does not keep them.',
  'list-sessions':
    'Interactive sessions were read; they hold no lineage, and the catalog does not keep them.',
  'list-blueprints': 'Blueprints were read; the catalog keeps them with the workflows made from them.',
};

/** Sorts one document's content into the export. */
export class DocumentReader {
  private readonly file: SourceFile;
  private readonly document: Document;
  private readonly out: GlueExport;
  private readonly prefix: string;
  private readonly nameParts: readonly string[];
  private readonly context: ImportContext;

  constructor(file: SourceFile, document: Document, out: GlueExport, context: ImportContext) {
    this.context = context;
    this.file = file;
    this.document = document;
    this.out = out;
    this.prefix = document.number > 1 ? `document ${document.number} ` : '';
    this.nameParts = namePartsOf(file.path);
  }

  read(operation: Operation): void {
    const { value } = this.document;
    const top = asRec(value);
    if (Array.isArray(value)) this.readBareList(value as unknown[], operation);
    else if (operation === 'get-tables') this.readTables(top);
    else if (operation === 'get-caller-identity') this.out.votes.caller(str(top, 'Account'), str(top, 'Arn'));
    else if (operation === 'export-errors') this.readExportErrors(top);
    else if (operation === 'terraform') this.readTerraform(top);
    else if (NOT_KEPT[operation]) this.issue('warning', 'not-kept', NOT_KEPT[operation]);
    else if (LISTS[operation]) this.readList(top, LISTS[operation]);
    else if (SINGLES[operation]) this.readSingle(top, SINGLES[operation]);
  }

  private issue(severity: 'warning' | 'rejected', code: string, message: string, at?: string): void {
    this.context.issue({ severity, code, message, file: this.file.index, ...(at ? { at } : {}) });
  }

  /** What an export could not read, as `docs/export-glue.sh` and the app's own collection note it. */
  private readExportErrors(top: Rec | null): void {
    this.out.votes.folder(str(top, 'Region'), str(top, 'Account'));
    if (member(top, 'Complete') === false)
      this.issue(
        'warning',
        'export-incomplete',
        'The export was stopped before its end; what it had not reached is missing.',
      );
    for (const [index, error] of this.objects(list(top, 'ExportErrors'), 'ExportErrors')) {
      const what = [str(error, 'Operation') ?? 'a call', str(error, 'Resource') ?? '']
        .filter(Boolean)
        .join(' ');
      const why = redactText(str(error, 'Message') ?? str(error, 'Code') ?? 'no reason given').slice(0, 400);
      this.issue(
        'warning',
        'export-gap',
        `The export could not read ${what.slice(0, 200)}: ${why}. What that would have told is missing.`,
        `ExportErrors[${index}]`,
      );
    }
  }

  /** Resources of Terraform: what was declared, never a listing of what there is. */
  private readTerraform(top: Rec | null): void {
    for (const { kind, value, address, tags } of terraformObjects(top)) {
      this.add(kind, value, address);
      const [type, name] = [
        kind === 'jobs' ? 'job' : kind === 'crawlers' ? 'crawler' : '',
        str(value, 'Name'),
      ];
      if (tags && type !== '' && name)
        this.out.items.tags.push({
          value: { Tags: tags },
          file: this.file.index,
          at: address,
          nameParts: [type, name],
        });
    }
  }

  private add(kind: ItemKind, value: Rec, at: string): void {
    const item = { value, file: this.file.index, at: this.prefix + at, nameParts: this.nameParts };
    if (kind === 'tables') this.out.addTable(item);
    else this.out.items[kind].push(item);
  }

  private readList(top: Rec | null, wrapped: Wrapped): void {
    const { kind, key, names } = wrapped;
    const values = list(top, key);
    for (const [index, item] of this.objects(values, key, names))
      this.add(kind, item, `${key}[${index}] ${labelOf(item)}`.trim());
    if (wrapped.listing && member(top, wrapped.batch ?? '') === undefined)
      this.notePage(wrapped.listing, top, values.length);
  }

  private readSingle(top: Rec | null, single: { readonly kind: ItemKind; readonly key?: string }): void {
    const inner = single.key ? rec(top, single.key) : null;
    const value = inner ?? top;
    if (value) this.add(single.kind, value, `${inner ? single.key : ''} ${labelOf(value)}`.trim());
  }

  /** What `--query` leaves: elements without a wrapper. Never a listing: the query may have filtered. */
  private readBareList(values: readonly unknown[], operation: Operation): void {
    const kind = SINGLES[operation]?.kind;
    if (!kind) return;
    for (const [index, item] of this.objects(values, ''))
      this.add(kind, item, `[${index}] ${labelOf(item)}`.trim());
  }

  /** Those among the values of a list, with their place in it; what is something else is told, but for names. */
  private *objects(
    values: readonly unknown[],
    key: string,
    names = false,
  ): Generator<readonly [number, Rec], void> {
    for (const [index, value] of values.entries()) {
      const item = asRec(value);
      if (item) yield [index, item];
      else if (!names || typeof value !== 'string')
        this.context.issue(notAnObject(this.file, value, `${this.prefix}${key}[${index}]`));
    }
  }

  private readTables(top: Rec | null): void {
    const listing = new TableListing(this.file, this.out, this.prefix);
    for (const [index, item] of this.objects(list(top, 'TableList'), 'TableList')) listing.add(item, index);
    listing.end({
      last: str(top, 'NextToken') === undefined,
      broken: this.document.partial,
      items: list(top, 'TableList').length,
    });
  }

  private notePage(listing: string, top: Rec | null, items: number): void {
    const last = str(top, 'NextToken') === undefined;
    this.out.notePage(listing, { last, broken: this.document.partial, items, file: this.file.index });
  }
}
