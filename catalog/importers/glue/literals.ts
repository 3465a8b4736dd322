/**
 * Python literals as GetDataflowGraph writes them into argument values: `"text"`, `['a', 'b']`, `True`,
 * `{"k": "v"}`, `[("a", "long", "b", "long")]`. Anything else is not a literal.
 */

export type Literal = string | number | boolean | null | readonly Literal[] | ReadonlyMap<string, Literal>;

/** Deeper nesting is not read. */
const MAX_DEPTH = 50;

/** The value of a literal, `undefined` where the text is none. */
export function parseLiteral(text: string): Literal | undefined {
  const reader = new LiteralReader(text);
  const value = reader.value(0);
  return value !== undefined && reader.atEnd() ? value : undefined;
}

class LiteralReader {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  atEnd(): boolean {
    this.blanks();
    return this.at >= this.text.length;
  }

  value(depth: number): Literal | undefined {
    this.blanks();
    const char = this.text[this.at];
    if (char === undefined || depth > MAX_DEPTH) return undefined;
    if (char === '[' || char === '(') return this.list(char === '[' ? ']' : ')', depth);
    if (char === '{') return this.map(depth);
    const quote = /^[rubRUB]{0,2}("""|'''|"|')/.exec(this.text.slice(this.at, this.at + 5));
    if (quote) return this.string(quote[0].length, quote[1] ?? '"');
    const word = /^[\w.+-]{1,64}/.exec(this.text.slice(this.at, this.at + 64))?.[0] ?? '';
    this.at += word.length;
    if (word === 'True' || word === 'False') return word === 'True';
    if (word === 'None') return null;
    return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(word) ? Number(word) : undefined;
  }

  private string(prefix: number, quote: string): string | undefined {
    let out = '';
    for (let i = this.at + prefix; i < this.text.length; i++) {
      if (this.text.startsWith(quote, i)) {
        this.at = i + quote.length;
        return out;
      }
      if (this.text[i] === '\\') i++;
      out += this.text[i] ?? '';
    }
    return undefined;
  }

  private list(close: string, depth: number): Literal | undefined {
    const out: Literal[] = [];
    this.at++;
    for (;;) {
      if (this.eat(close)) return out;
      const one = this.value(depth + 1);
      if (one === undefined) return undefined;
      out.push(one);
      if (!this.eat(',') && this.peek() !== close) return undefined;
    }
  }

  private map(depth: number): Literal | undefined {
    const out = new Map<string, Literal>();
    this.at++;
    for (;;) {
      if (this.eat('}')) return out;
      const key = this.value(depth + 1);
      if (key === undefined || !this.eat(':')) return undefined;
      const one = this.value(depth + 1);
      if (one === undefined) return undefined;
      out.set(typeof key === 'object' ? JSON.stringify(key) : String(key), one);
      if (!this.eat(',') && this.peek() !== '}') return undefined;
    }
  }

  private peek(): string | undefined {
    this.blanks();
    return this.text[this.at];
  }

  private eat(char: string): boolean {
    if (this.peek() !== char) return false;
    this.at++;
    return true;
  }

  private blanks(): void {
    while (/\s/.test(this.text[this.at] ?? '')) this.at++;
  }
}
