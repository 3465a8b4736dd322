/**
 * Names of catalog objects: OpenLineage's pair (namespace, name) and the ARN, from one place.
 */
import type { DatasetKey, JobKey } from '../../model/identity.ts';
import type { Account } from './account.ts';

export class Names {
  private readonly account: Account;
  /** One text for all the names in it. */
  private readonly namespaces = new Map<string, string>();

  constructor(account: Account) {
    this.account = account;
  }

  get region(): string {
    return this.account.region;
  }

  get accountId(): string {
    return this.account.account;
  }

  /** `arn:aws:glue:<region>:<account>` of the export, or of another owner where one is given. */
  namespace(owner?: Owner): string {
    const { partition, region, account } = this.account;
    const whose = `${owner?.region ?? region}:${owner?.account ?? account}`;
    let namespace = this.namespaces.get(whose);
    if (namespace === undefined) this.namespaces.set(whose, (namespace = `arn:${partition}:glue:${whose}`));
    return namespace;
  }

  /** ARN of another service's object in this account: `dynamodb`, `table/Products`. */
  serviceNamespace(service: string): string {
    const { partition, region, account } = this.account;
    return `arn:${partition}:${service}:${region}:${account}`;
  }

  /** `table/<database>/<table>`; a nested catalog comes before the database. */
  table(database: string, table: string, owner?: Owner): DatasetKey {
    const catalog = owner?.catalog ? `${owner.catalog}/` : '';
    // One text instead of pieces, since names of all tables are kept.
    return { namespace: this.namespace(owner), name: ['table/', catalog, database, '/', table].join('') };
  }

  job(name: string): JobKey {
    return { namespace: this.namespace(), name: `job/${name}` };
  }

  crawler(name: string): JobKey {
    return { namespace: this.namespace(), name: `crawler/${name}` };
  }

  /** Any other object of this account, in the words of its ARN: `mlTransform`, `workflow`. */
  named(type: string, name: string): JobKey {
    return { namespace: this.namespace(), name: `${type}/${name}` };
  }

  /** Key of a body of statements, see the header of `index.ts`. */
  scope(part: string, owner?: Owner): string {
    return `glue:${this.namespace(owner)}/${part}`;
  }
}

/** The ARN of a dataset or job of this namespace, which is its id in the source's terms. */
export const arnOf = (key: { readonly namespace: string; readonly name: string }): string =>
  `${key.namespace}:${key.name}`;

/** Whose catalog an object is in, as far as that is known. */
export interface Owner {
  readonly account?: string;
  readonly region?: string;
  /** Path of a nested catalog (`s3tablescatalog/bucket`). */
  readonly catalog?: string;
}

/** The owner that a CatalogId names: an account, or an account and a nested catalog. */
export function ownerOf(catalogId: string | undefined, region?: string): Owner {
  const match = /^(\d{12})(?::(.{1,256}))?$/.exec(catalogId ?? '');
  return {
    ...(match?.[1] ? { account: match[1] } : {}),
    ...(match?.[2] ? { catalog: match[2] } : {}),
    ...(region ? { region } : {}),
  };
}

/** Database and table of a table's ARN (`SubObjects` of views), or null. */
export function tableOfArn(
  arn: string,
): { readonly database: string; readonly table: string; readonly owner: Owner } | null {
  const match = /^arn:[\w-]{1,20}:glue:([\w-]{1,30}):(\d{12}):table\/(.{1,600})$/.exec(arn);
  const parts = match?.[3]?.split('/') ?? [];
  const [table, database] = [parts.at(-1), parts.at(-2)];
  if (!match || !table || !database) return null;
  const catalog = parts.slice(0, -2).join('/');
  const owner = { region: match[1] ?? '', account: match[2] ?? '', ...(catalog ? { catalog } : {}) };
  return { database, table, owner };
}
