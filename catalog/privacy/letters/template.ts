/**
 * Letter templates: plain text with fields, read into a tree. Values are put in afterwards, as text: nothing
 * in a value is ever read as part of a template.
 *
 *   # Title                       first line
 *   ## Heading   - item   | a | b |    (the first row of a table is its head)
 *   {{field}}                     must be there; {{field?}} may be missing
 *   @if field  …  @else  …  @end  field is there, a list with entries, or a fact that holds
 *   @each list  …  @end           once for every entry; {{.name}} is a member of it
 *
 * Lines that follow each other are one paragraph with line breaks; an empty line ends it.
 */
import { Refused } from '../../stewardship/refused.ts';
import { isKnownField, LISTS, membersOf } from './fields.ts';

export type Part = { readonly text: string } | { readonly field: string; readonly optional: boolean };

export type Node =
  | {
      readonly kind: 'line';
      readonly form: 'heading' | 'item' | 'row' | 'text';
      readonly cells: readonly (readonly Part[])[];
    }
  | { readonly kind: 'gap' }
  | {
      readonly kind: 'if';
      readonly field: string;
      readonly holds: readonly Node[];
      readonly otherwise: readonly Node[];
    }
  | { readonly kind: 'each'; readonly list: string; readonly body: readonly Node[] };

export interface Template {
  readonly title: readonly Part[];
  readonly nodes: readonly Node[];
}

/** Longest template, and deepest nesting of blocks. */
const LONGEST = 64 * 1024;
const DEEPEST = 8;

interface Line {
  readonly number: number;
  readonly text: string;
}

interface Open {
  readonly node: 'if' | 'each';
  readonly name: string;
  readonly line: number;
  readonly before: Node[];
  holds: Node[] | null;
  nodes: Node[];
}

/** @throws Refused with every line that is wrong */
export function parseTemplate(text: string): Template {
  const { problems, ...template } = readTemplate(text);
  if (problems.length > 0)
    throw new Refused(
      'INVALID',
      problems.map(({ line, message }) => (line === null ? message : `line ${line}: ${message}`)).join('; '),
    );
  return template;
}

/** What is wrong in a template, in the order of its lines; `line` is null where it is wrong as a whole. */
export interface TemplateProblem {
  readonly line: number | null;
  readonly message: string;
}

export function templateProblems(text: string): readonly TemplateProblem[] {
  return readTemplate(text).problems;
}

function readTemplate(text: string): Template & { readonly problems: readonly TemplateProblem[] } {
  if (text.length > LONGEST)
    return {
      title: [],
      nodes: [],
      problems: [{ line: null, message: `A letter has at most ${LONGEST} characters.` }],
    };
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .map((one, index): Line => ({ number: index + 1, text: one.trimEnd() }));
  const problems: TemplateProblem[] = [];
  const start = lines.findIndex((line) => line.text !== '');
  const head = lines[start];
  if (!head?.text.startsWith('# '))
    problems.push({ line: 1, message: 'the title is missing; expected "# Title"' });
  const reader = new Reader(problems);
  const title = head?.text.startsWith('# ') ? reader.parts(head.text.slice(2), head.number) : [];
  for (const line of lines.slice(start + 1)) reader.read(line);
  const nodes = reader.end();
  return { title, nodes, problems: problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)) };
}

/** How fields are written. */
const FIELD = '{{name}}';
const OPTIONAL_FIELD = '{{name?}}';

class Reader {
  readonly #problems: TemplateProblem[];
  readonly #open: Open[] = [];
  #nodes: Node[] = [];

  constructor(problems: TemplateProblem[]) {
    this.#problems = problems;
  }

  #wrong(line: number, message: string): void {
    this.#problems.push({ line, message });
  }

  read({ number, text }: Line): void {
    const command = /^@(\w+)\s*(\S*)\s*$/.exec(text);
    if (command) this.#command(command[1]!, command[2]!, number);
    else if (text === '') this.#nodes.push({ kind: 'gap' });
    else if (text.startsWith('## ')) this.#line('heading', [text.slice(3)], number);
    else if (text.startsWith('- ')) this.#line('item', [text.slice(2)], number);
    else if (/^\|.*\|$/.test(text))
      this.#line(
        'row',
        text
          .slice(1, -1)
          .split('|')
          .map((cell) => cell.trim()),
        number,
      );
    else this.#line('text', [text], number);
  }

  end(): readonly Node[] {
    for (const one of this.#open) this.#wrong(one.line, `@${one.node} has no @end`);
    return this.#nodes;
  }

  parts(text: string, line: number): Part[] {
    const parts: Part[] = [];
    let at = 0;
    for (const match of text.matchAll(/\{\{\s*([\w.-]*)(\??)\s*\}\}/g)) {
      if (match.index > at) parts.push({ text: text.slice(at, match.index) });
      parts.push({ field: match[1]!, optional: match[2] === '?' });
      at = match.index + match[0].length;
      this.#checkField(match[1]!, line);
    }
    if (at < text.length) parts.push({ text: text.slice(at) });
    if (parts.some((part) => 'text' in part && /\{\{|\}\}/.test(part.text)))
      this.#wrong(line, `a field is written ${FIELD} or ${OPTIONAL_FIELD}`);
    return parts;
  }

  #line(form: 'heading' | 'item' | 'row' | 'text', cells: readonly string[], line: number): void {
    this.#nodes.push({ kind: 'line', form, cells: cells.map((cell) => this.parts(cell, line)) });
  }

  #command(name: string, of: string, line: number): void {
    const innermost = this.#open.at(-1);
    if (name === 'if' || name === 'each') {
      if (this.#open.length >= DEEPEST) this.#wrong(line, `nested more than ${DEEPEST} deep`);
      if (name === 'each' && !LISTS.includes(of))
        this.#wrong(line, `there is no list "${of}"; there are ${LISTS.join(', ')}`);
      if (name === 'if') this.#checkField(of, line);
      this.#open.push({ node: name, name: of, line, before: this.#nodes, holds: null, nodes: [] });
      this.#nodes = this.#open.at(-1)!.nodes;
    } else if (name === 'else' && innermost?.node === 'if' && innermost.holds === null) {
      innermost.holds = this.#nodes;
      this.#nodes = [];
    } else if (name === 'end' && innermost) {
      this.#open.pop();
      const done = this.#nodes;
      this.#nodes = innermost.before;
      this.#nodes.push(
        innermost.node === 'each'
          ? { kind: 'each', list: innermost.name, body: done }
          : {
              kind: 'if',
              field: innermost.name,
              holds: innermost.holds ?? done,
              otherwise: innermost.holds === null ? [] : done,
            },
      );
    } else this.#wrong(line, `@${name} is not expected here`);
  }

  #checkField(name: string, line: number): void {
    if (name.startsWith('.')) {
      const list = this.#open.findLast((one) => one.node === 'each')?.name;
      const members = list === undefined ? [] : membersOf(list);
      const field = `{{${name}}}`;
      if (!members.includes(name.slice(1)))
        this.#wrong(
          line,
          list === undefined
            ? `${field} is a member of an entry, and stands in no @each`
            : `an entry of ${list} has no ${name.slice(1)}; it has ${members.join(', ')}`,
        );
    } else if (!isKnownField(name)) this.#wrong(line, `there is no field "${name}"`);
  }
}
