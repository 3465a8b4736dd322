/** A dataset's name in two parts: what tells it apart, and the path that leads there. */
export interface NameParts {
  readonly leaf: string;
  /** Without the separator; empty for a name of one part. */
  readonly qualifier: string;
}

interface Named {
  readonly namespace: string;
  readonly name: string;
  readonly kind?: string;
}

/** OpenLineage's naming of a Glue table: `table/<database>/<table>` under the catalog's ARN. */
const GLUE_TABLE = /^table\/([^/]+)\/([^/]+)$/;

/** `shop.public.orders` → `orders` in `shop.public`; paths split at the last slash, dotted names at the last dot. */
export function splitName(name: string): NameParts {
  const trimmed = name.replace(/\/+$/, '');
  const separator = trimmed.includes('/') ? '/' : '.';
  const at = trimmed.lastIndexOf(separator);
  const leaf = trimmed.slice(at + 1);
  return at <= 0 || leaf === '' ? { leaf: name, qualifier: '' } : { leaf, qualifier: trimmed.slice(0, at) };
}

/**
 * As `splitName`, with what is known of the dataset: `table/lake/orders` of Glue is `orders` in `lake`, and
 * the ending of a file is a part of its name.
 */
export function namesOf({ namespace, name, kind }: Named): NameParts {
  if (kind === 'file' && !name.includes('/')) return { leaf: name, qualifier: '' };
  const [, database, table] = (namespace.startsWith('arn:') && GLUE_TABLE.exec(name)) || [];
  return database && table ? { leaf: table, qualifier: database } : splitName(name);
}

/** What stands under a name: `shop.public · postgres://db:5432`. */
export function contextOf(dataset: Named): string {
  return [namesOf(dataset).qualifier, dataset.namespace].filter(Boolean).join(' · ');
}

/** The whole identity for a tooltip, namespace first. */
export function fullNameOf({ namespace, name }: Named): string {
  return `${namespace}\n${name}`;
}
