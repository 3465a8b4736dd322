/**
 * Which table lies at a path in object storage. Paths are compared segment by segment: `s3://b/ord` is
 * not part of `s3://b/orders`.
 */
import type { DatasetKey } from '../../model/identity.ts';

/** Stands in a text for a part that is only known when the job runs. */
export const HOLE = '\uFFFC';

/** S3 keys have at most 1,024 bytes; anything much longer is no path. */
const MAX_PATH = 4096;

export interface S3Path {
  readonly bucket: string;
  /** Without slashes at either end; '' is the bucket itself. */
  readonly key: string;
}

/**
 * A path in object storage as a place where data lies: scheme variants united, cut back to the last
 * folder before a wildcard or an unknown part, files that Spark and Delta write inside a folder
 * (`part-…`, `_delta_log`) dropped. Null where it is no S3 path, or where nothing but the bucket is
 * left of one with an unknown part.
 */
export function s3Path(text: string): S3Path | null {
  if (text.length > MAX_PATH) return null;
  const match = /^s3[an]?:\/\/([^/\s]{1,255})(\/[^\n]*)?$/i.exec(text.trim());
  const bucket = match?.[1] ?? '';
  if (!match || bucket.includes(HOLE) || /[*?{]/.test(bucket)) return null;
  let key = match[2] ?? '';
  const wild = key.search(/[*?{[]|\uFFFC/);
  if (wild >= 0) key = key.slice(0, key.lastIndexOf('/', wild) + 1);
  const segments = key.split('/').filter((segment) => segment !== '');
  const inside = segments.findIndex((segment, at) => at > 0 && isInsideFolder(segment));
  const kept = inside < 0 ? segments : segments.slice(0, inside);
  if (kept.length === 0 && text.includes(HOLE)) return null;
  return { bucket, key: kept.join('/') };
}

/** Spark's and Delta's own entries in the folder of a dataset. */
const isInsideFolder = (segment: string): boolean =>
  segment === '_delta_log' || segment === '_SUCCESS' || /^part-\d{5}-/.test(segment);

/** The path as a URL, which is also its id in the source's terms. */
export const s3Url = (path: S3Path): string =>
  path.key === '' ? `s3://${path.bucket}` : `s3://${path.bucket}/${path.key}`;

/** The path as a dataset: namespace `s3://<bucket>`, name `<key>`, `/` for a whole bucket. */
export const s3Dataset = (path: S3Path): DatasetKey => ({
  namespace: `s3://${path.bucket}`,
  name: path.key === '' ? '/' : path.key,
});

export interface Located<T> {
  readonly table: T;
  /** The path is the table's location itself, not one below it. */
  readonly exact: boolean;
}

/** The tables by their locations. */
export class LocationIndex<T> {
  /** By bucket and key. */
  private readonly byPath = new Map<string, Map<string, T[]>>();

  add({ bucket, key }: S3Path, table: T): void {
    let inBucket = this.byPath.get(bucket);
    if (!inBucket) this.byPath.set(bucket, (inBucket = new Map()));
    const there = inBucket.get(key);
    if (there) there.push(table);
    else inBucket.set(key, [table]);
  }

  /** All tables with exactly this location. */
  at({ bucket, key }: S3Path): readonly T[] {
    return this.byPath.get(bucket)?.get(key) ?? [];
  }

  /**
   * The table whose location is the path or the nearest folder above it. Null where there is none, or
   * where several tables share that location.
   */
  resolve(path: S3Path): Located<T> | null {
    const segments = path.key === '' ? [] : path.key.split('/');
    for (let length = segments.length; length >= 0; length--) {
      const found = this.at({ bucket: path.bucket, key: segments.slice(0, length).join('/') });
      const [only] = found;
      if (only === undefined) continue;
      return found.length === 1 ? { table: only, exact: length === segments.length } : null;
    }
    return null;
  }
}
