/** A dataset's name in two parts: what tells it apart, and the path that leads there. */
export interface NameParts {
  readonly leaf: string;
  /** Without the separator; empty for a name of one part. */
  readonly qualifier: string;
}

/** `shop.public.orders` → `orders` in `shop.public`; paths split at the last slash, dotted names at the last dot. */
export function splitName(name: string): NameParts {
  const trimmed = name.replace(/\/+$/, '');
  const separator = trimmed.includes('/') ? '/' : '.';
  const at = trimmed.lastIndexOf(separator);
  const leaf = trimmed.slice(at + 1);
  return at <= 0 || leaf === '' ? { leaf: name, qualifier: '' } : { leaf, qualifier: trimmed.slice(0, at) };
}
