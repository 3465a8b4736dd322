/**
 * Column types in Hive's grammar, as the Glue Data Catalog stores them: `array<struct<kind:string>>`.
 * Field names may hold spaces, Unicode and, when quoted, anything.
 */

export type HiveType =
  | { readonly kind: 'primitive'; readonly text: string }
  | { readonly kind: 'array'; readonly element: HiveType }
  | { readonly kind: 'map'; readonly key: HiveType; readonly value: HiveType }
  | { readonly kind: 'struct'; readonly fields: readonly HiveField[] }
  | { readonly kind: 'union'; readonly options: readonly HiveType[] };

export interface HiveField {
  readonly name: string;
  readonly type: HiveType;
}

/** Deeper nesting is not followed: the type then counts as unknown. */
export const MAX_TYPE_DEPTH = 64;

/** The type that a text describes, or null where it does not follow the grammar. */
export function parseHiveType(text: string): HiveType | null {
  const parser = new TypeParser(text);
  const type = parser.type(0);
  return type && parser.atEnd() ? type : null;
}

/** The type as Hive writes it. Names that hold signs of the grammar are put in backticks. */
export function formatHiveType(type: HiveType): string {
  switch (type.kind) {
    case 'primitive':
      return type.text;
    case 'array':
      return `array<${formatHiveType(type.element)}>`;
    case 'map':
      return `map<${formatHiveType(type.key)},${formatHiveType(type.value)}>`;
    case 'struct':
      return `struct<${type.fields.map((field) => `${quotedName(field.name)}:${formatHiveType(field.type)}`).join(',')}>`;
    case 'union':
      return `uniontype<${type.options.map(formatHiveType).join(',')}>`;
  }
}

/**
 * The fields that a value of this type holds inside itself: those of a struct, looked for through lists
 * and through the values of maps.
 */
export function fieldsWithin(type: HiveType): readonly HiveField[] {
  let inner = type;
  while (inner.kind === 'array' || inner.kind === 'map')
    inner = inner.kind === 'array' ? inner.element : inner.value;
  return inner.kind === 'struct' ? inner.fields : [];
}

function quotedName(name: string): string {
  return /^[^`"<>:,()\s][^`"<>:,()]*$/.test(name) && name === name.trim()
    ? name
    : `\`${name.replaceAll('`', '``')}\``;
}

class TypeParser {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  atEnd(): boolean {
    this.blanks();
    return this.at >= this.text.length;
  }

  type(depth: number): HiveType | null {
    if (depth > MAX_TYPE_DEPTH) return null;
    this.blanks();
    const start = this.at;
    while (this.at < this.text.length && !'<>(),:'.includes(this.text[this.at] ?? '')) this.at++;
    const word = this.text.slice(start, this.at).trim();
    if (word === '') return null;
    if (this.text[this.at] === '<') return this.composite(word.toLowerCase(), depth);
    return this.text[this.at] === '(' ? this.sized(word) : { kind: 'primitive', text: word };
  }

  /** `decimal(10,2)`, `varchar(20)`. */
  private sized(word: string): HiveType | null {
    const end = this.text.indexOf(')', this.at);
    const size = end < 0 ? '' : this.text.slice(this.at + 1, end);
    if (!/^\s*\d{1,9}\s*(?:,\s*-?\d{1,9}\s*)?$/.test(size)) return null;
    this.at = end + 1;
    return { kind: 'primitive', text: `${word}(${size.replace(/\s/g, '')})` };
  }

  private composite(word: string, depth: number): HiveType | null {
    this.at++;
    if (word === 'struct') {
      const fields = this.many(() => this.field(depth));
      return fields && { kind: 'struct', fields };
    }
    const parts = this.many(() => this.type(depth + 1));
    const [first, second] = parts ?? [];
    if (word === 'array' && first && parts?.length === 1) return { kind: 'array', element: first };
    if (word === 'map' && first && second && parts?.length === 2)
      return { kind: 'map', key: first, value: second };
    return word === 'uniontype' && first && parts ? { kind: 'union', options: parts } : null;
  }

  /** Parts separated by commas up to the closing bracket. */
  private many<T>(part: () => T | null): T[] | null {
    const parts: T[] = [];
    this.blanks();
    if (this.eat('>')) return parts;
    for (;;) {
      const one = part();
      if (one === null) return null;
      parts.push(one);
      this.blanks();
      if (this.eat('>')) return parts;
      if (!this.eat(',')) return null;
    }
  }

  private field(depth: number): HiveField | null {
    this.blanks();
    const name = this.fieldName();
    if (name === null || !this.eat(':')) return null;
    const type = this.type(depth + 1);
    return type && { name, type };
  }

  private fieldName(): string | null {
    const quote = this.text[this.at];
    if (quote !== '`' && quote !== '"') {
      const colon = this.text.indexOf(':', this.at);
      if (colon < 0) return null;
      const name = this.text.slice(this.at, colon).trim();
      if (name === '' || /[<>,]/.test(name)) return null;
      this.at = colon;
      return name;
    }
    let name = '';
    for (let i = this.at + 1; i < this.text.length; i++) {
      if (this.text[i] !== quote) {
        name += this.text[i];
      } else if (this.text[i + 1] === quote) {
        name += quote;
        i++;
      } else {
        this.at = i + 1;
        this.blanks();
        return name;
      }
    }
    return null;
  }

  private eat(char: string): boolean {
    if (this.text[this.at] !== char) return false;
    this.at++;
    return true;
  }

  private blanks(): void {
    while (/\s/.test(this.text[this.at] ?? '')) this.at++;
  }
}
