/** The forms of a name by which candidates for joining are found. Pure. */
import { canonicalKey, strictKey, type DatasetKey } from '../model/identity.ts';
import { partsOf, platformOf, type Platform } from './platform.ts';

export interface Key {
  /** `exact`: equal keys are one dataset. The others only bring candidates together. */
  readonly rule: 'exact' | 'fold' | 'tail' | 'leaf' | 'path';
  readonly key: string;
}

/** A dataset's name under the namespace that its own stands for. */
export interface Effective extends DatasetKey {
  readonly platform: Platform;
  readonly parts: readonly string[];
}

/** `platform`: that of the namespace, where it is known. */
export function effective(key: DatasetKey, platform = platformOf(key.namespace)): Effective {
  return { ...key, platform, parts: partsOf(platform, key.name) };
}

/** Longest key; longer names are found by exact equality only. */
const LIMIT = 1000;

export function keysOf(one: Effective): Key[] {
  const keys: Key[] = [{ rule: 'exact', key: exactKey(one) }];
  const { platform, parts } = one;
  const add = (rule: Key['rule'], key: string): void => {
    if (key.length <= LIMIT) keys.push({ rule, key });
  };
  if (platform.paths) {
    const path = storageKey(one);
    if (path !== null) add('path', path);
    return keys;
  }
  if (parts.length > 1) add('tail', parts.slice(-2).join('.').toLowerCase());
  else add('fold', canonicalKey(one));
  if (platform.id === 'redshift' || platform.id === 'glue') add('leaf', parts.at(-1)!.toLowerCase());
  return keys;
}

/** Equal where two names are one dataset by the rules of their platform. */
export function exactKey(one: Effective): string {
  const key = strictKey(one);
  const at = key.indexOf('\n');
  return `${key.slice(0, at)}\n${one.platform.paths ? key.slice(at + 1) : folded(one)}`;
}

function folded({ name, platform }: Effective): string {
  switch (platform.letters) {
    case 'ignored':
      return name.toLowerCase();
    case 'unquoted':
      return uniform(name) ? name.toLowerCase() : name;
    case 'unquoted parts':
      return name
        .split('.')
        .map((part) => (uniform(part) ? part.toLowerCase() : part))
        .join('.');
    default:
      return name;
  }
}

/** All lower or all upper case: as written without quotes. */
function uniform(part: string): boolean {
  return part === part.toLowerCase() || part === part.toUpperCase();
}

/** The place of a file whatever the scheme: `s3://b/k`, `https://b.s3.amazonaws.com/k`. */
export function storageKey({ namespace, name, platform }: Effective): string | null {
  const rest = namespace.replace(/^[A-Za-z][A-Za-z0-9+.-]*:\/\//, '');
  const path = `${rest}/${name}`
    .split('/')
    .filter((part) => part !== '')
    .join('/');
  if (path.split('/').length < 2) return null;
  if (platform.id === 'abfss' || platform.id === 'wasbs')
    return `azure/${path.replace(/\.(dfs|blob)\.core\.windows\.net/i, '')}`;
  return platform.id === 'hdfs' ? path.replace(/^[^/]*:\d+\//, '') : path;
}
