/** What must be known of every table before the first is looked at closely. */
import { rec, str, type Rec } from './json.ts';
import { s3Path, type S3Path } from './locations.ts';

export interface TableHead {
  readonly name: string | undefined;
  readonly database: string | undefined;
  readonly catalogId: string | undefined;
  readonly kind: 'table' | 'view' | 'link';
  readonly location: S3Path | null;
}

export function tableHead(table: Rec): TableHead {
  const kind = kindOf(table);
  return {
    name: str(table, 'Name'),
    database: str(table, 'DatabaseName'),
    catalogId: str(table, 'CatalogId'),
    kind,
    location: kind === 'table' ? s3Path(str(rec(table, 'StorageDescriptor'), 'Location') ?? '') : null,
  };
}

function kindOf(table: Rec): TableHead['kind'] {
  if (rec(table, 'TargetTable')) return 'link';
  const type = str(table, 'TableType')?.toUpperCase() ?? '';
  return type.includes('VIEW') || str(table, 'ViewOriginalText') || rec(table, 'ViewDefinition')
    ? 'view'
    : 'table';
}
