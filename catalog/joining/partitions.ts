/**
 * Paths of partitions: what of a name changes from one partition to the next. Pure.
 *
 * Certain are `key=value` folders (Hive), the date tails that OpenLineage's own clients cut off (name
 * normaliser: date, year and month, dated folders) and the part files of a folder. Dates and run ids in
 * the middle of a path are likely only.
 */

export interface Partitioned {
  /** Name of the dataset that stands for all partitions. */
  readonly root: string;
  /** The name with its changing parts as `*`: `t/dt=*`. */
  readonly pattern: string;
  readonly certainty: 'certain' | 'likely';
}

type Part = 'fixed' | 'pair' | 'date' | 'id' | 'file';

/** Null where nothing in the path looks like a partition, or nothing else would be left of it. */
export function partitionOf(name: string): Partitioned | null {
  if (name.length > 4096) return null;
  const segments = name.split('/').filter((segment) => segment !== '');
  if (segments.length < 2) return null;
  const parts = kindsOf(segments);
  if (!parts.some((part) => part !== 'fixed' && part !== 'file')) {
    if (parts.at(-1) !== 'file') return null;
  }
  let end = segments.length;
  while (end > 0 && parts[end - 1] !== 'fixed') end--;
  const body = parts.slice(0, end);
  const tail = parts.slice(end);
  if (!body.includes('fixed')) return null;
  const changing = body.some((part) => part !== 'fixed');
  const root = join(
    name,
    segments.slice(0, end).map((segment, at) => starred(segment, body[at]!)),
  );
  const pattern = join(
    name,
    segments.map((segment, at) => starred(segment, parts[at]!)),
  );
  const unsure = body.some((part) => part === 'date' || part === 'id') || tail.includes('id');
  if (!changing && tail.length === 0) return null;
  return { root, pattern, certainty: unsure ? 'likely' : 'certain' };
}

function kindsOf(segments: readonly string[]): Part[] {
  const parts = segments.map((segment, at) => kindOf(segment, at === segments.length - 1));
  // /2024/05 and /2024/05/17: a year alone is no date, with its month it is.
  for (let at = 0; at + 1 < segments.length; at++) {
    if (parts[at] !== 'fixed' || !isYear(segments[at]!) || !within(segments[at + 1]!, 12)) continue;
    parts[at] = parts[at + 1] = 'date';
    if (at + 2 < segments.length && within(segments[at + 2]!, 31)) {
      parts[at + 2] = 'date';
      if (at + 3 < segments.length && /^([01]\d|2[0-3])$/.test(segments[at + 3]!)) parts[at + 3] = 'date';
    }
  }
  return parts;
}

function kindOf(segment: string, last: boolean): Part {
  if (/^[^=]+=[^=]*$/.test(segment)) return 'pair';
  if (isDate(segment)) return 'date';
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(segment)) return 'id';
  if (/^(run|batch|job|load|execution)[-_]?(id[-_]?)?\d[\w-]*$/i.test(segment)) return 'id';
  if (/^1\d{9}(\d{3})?$/.test(segment)) return 'id';
  if (last && /^(part-[rm]?-?\d{4,}[\w.-]*|\d{6}_\d+)(\.[\w.]+)?$/i.test(segment)) return 'file';
  return 'fixed';
}

/** A date, alone or with a time behind it, as the OpenLineage clients recognise it. */
function isDate(segment: string): boolean {
  if (segment.length > 40) return false;
  if (/^\d{4}-\d{2}$/.test(segment)) return isYear(segment.slice(0, 4)) && within(segment.slice(5), 12);
  if (/^\d{6}$/.test(segment)) return isYear(segment.slice(0, 4)) && within(segment.slice(4), 12);
  const match =
    /^(\d{4})-(\d{2})-(\d{2})(.*)$/.exec(segment) ??
    /^(\d{4})(\d{2})(\d{2})(.*)$/.exec(segment) ??
    reversed(/^(\d{2})\.(\d{2})\.(\d{4})(.*)$/.exec(segment));
  return match !== null && civil(match[1]!, match[2]!, match[3]!) && /^[TZ\d\s:.-]*$/.test(match[4]!);
}

function reversed(match: RegExpExecArray | null): readonly string[] | null {
  return match && [match[0], match[3]!, match[2]!, match[1]!, match[4]!];
}

function civil(year: string, month: string, day: string): boolean {
  if (!isYear(year)) return false;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}

function isYear(text: string): boolean {
  return /^(19|20)\d\d$/.test(text);
}

function within(text: string, most: number): boolean {
  return /^\d{2}$/.test(text) && Number(text) >= 1 && Number(text) <= most;
}

function starred(segment: string, part: Part): string {
  if (part === 'fixed') return segment;
  return part === 'pair' ? `${segment.slice(0, segment.indexOf('='))}=*` : '*';
}

function join(name: string, segments: readonly string[]): string {
  return (name.startsWith('/') ? '/' : '') + segments.join('/');
}

/**
 * Parts of BigQuery tables. Certain is the decorator of a partition (`events$20240517`), since no table's name has a
 * `$`; likely are shards by date (`events_20240517`).
 */
export function shardOf(name: string): Partitioned | null {
  const decorated = /^([^$]{1,2000})\$(?:\d{4}(?:\d\d){0,3}|\d{1,19}|__NULL__|__UNPARTITIONED__)$/s.exec(
    name,
  );
  if (decorated) return { root: decorated[1]!, pattern: `${decorated[1]!}$*`, certainty: 'certain' };
  const match = /^(.{1,2000}[A-Za-z0-9])_(\d{4})(\d{2})(\d{2})$/s.exec(name);
  if (!match || !civil(match[2]!, match[3]!, match[4]!)) return null;
  const pattern = `${match[1]!}_*`;
  return { root: pattern, pattern, certainty: 'likely' };
}
