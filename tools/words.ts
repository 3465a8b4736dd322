/**
 * Catalogs of messages. English texts stand in the code as the first argument of `say` (the second of `sayIn`, and
 * `text` of `<Say>`) and are the keys of the other languages' catalogs under `renderer/src/words/<language>/`, one
 * file for each part of the app; what several parts say stands in `shared.json`.
 *
 *   node tools/words.ts            says what is missing, spare or wrong
 *   node tools/words.ts --write    moves every text to its place and adds those that are missing, to be translated
 */
import { globSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import {
  parseSync,
  Visitor,
  type Expression,
  type JSXElementName,
  type JSXEmptyExpression,
} from 'oxc-parser';
import { readParts, writeParts } from './word-files.ts';

const root = resolve(fileURLToPath(new URL('..', import.meta.url)));
const SOURCES = 'renderer/src';
const CONTEXT_MARK = ' @@ ';
/** Where texts go that several parts of the app say. */
const SHARED = 'shared';

/** One text of the code. */
export interface Used {
  /** English, with its context where it has one. */
  readonly key: string;
  /** `features/imports` is `imports`; everything outside of features is `shared` or `app`. */
  readonly part: string;
  readonly file: string;
}

export interface UsedWords {
  readonly used: readonly Used[];
  /** Calls whose text is not a literal: no catalog can know it. */
  readonly unreadable: readonly string[];
}

const literal = (node: Expression | undefined): string | null =>
  node?.type === 'Literal' && typeof node.value === 'string'
    ? node.value
    : node?.type === 'TemplateLiteral' && node.expressions.length === 0
      ? (node.quasis[0]?.value.cooked ?? null)
      : null;

/** The part of the app that a file belongs to. */
function partOf(file: string): string {
  const [, , folder = SHARED, feature = SHARED] = file.split('/');
  return folder === 'features' ? feature : folder === 'app' ? 'app' : SHARED;
}

/** The texts of one file of code. */
export function wordsOf(file: string, code: string): UsedWords {
  const used: Used[] = [];
  const unreadable: string[] = [];
  const note = (text: string | null, context: string | null, at: number): void => {
    const line = code.slice(0, at).split('\n').length;
    if (text === null) unreadable.push(`${file}:${line}`);
    else
      used.push({
        key: context === null ? text : `${text}${CONTEXT_MARK}${context}`,
        part: partOf(file),
        file,
      });
  };
  const { program, errors } = parseSync(file, code);
  if (errors[0]) throw new Error(`${file}: ${errors[0].message}`);
  new Visitor({
    CallExpression({ callee, arguments: [first, second], start }) {
      if (callee.type !== 'Identifier') return;
      if (callee.name === 'say' || callee.name === 'tagged') note(literal(first as Expression), null, start);
      if (callee.name === 'sayIn') note(literal(second as Expression), literal(first as Expression), start);
    },
    JSXOpeningElement({ name, attributes, start }) {
      if (name.type !== 'JSXIdentifier' || name.name !== 'Say') return;
      const text = attributes.find(
        (one) => one.type === 'JSXAttribute' && one.name.type === 'JSXIdentifier' && one.name.name === 'text',
      );
      const value = text?.type === 'JSXAttribute' ? text.value : null;
      const expression = value?.type === 'JSXExpressionContainer' ? value.expression : value;
      note(literal(expression as Expression), null, start);
    },
  }).visit(program);
  return { used, unreadable };
}

/** Elements whose content is code, not language. */
const CODE = new Set(['code', 'kbd', 'pre', 'style', 'Code', 'Kbd']);

/** Attributes that people read or hear. */
const READ = new Set([
  ...[
    'label',
    'title',
    'description',
    'placeholder',
    'caption',
    'legend',
    'header',
    'note',
    'alt',
    'message',
  ],
  ...['aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext', 'nothingFoundMessage'],
  ...['retryLabel', 'confirmLabel', 'cancelLabel', 'submit', 'empty', 'what', 'hint'],
]);

/** Names of products, formats and laws: the same in every language. */
const NAMES =
  /^(Headwater|OpenLineage|dbt|AWS Glue|Glue|GDPR|CSV|XLSX|PDF|JSON|HTML|DOCX|SQL|SHA-256|NDJSON|GraphML|DOT|SVG|PNG|ZIP|Art\.|CCPA|LGPD|RoPA|DPIA|DSAR|WHERE|JOIN|ID|IP|URL|README)([\s,·/:.()0-9-]+|$)*$/u;

const isText = (text: string): boolean => /\p{L}{2}/u.test(text) && !NAMES.test(text.trim());

/** Texts that a person would read and that no catalog of messages knows: `file:line: text`. */
export function bareTexts(file: string, code: string): string[] {
  const found: string[] = [];
  const note = (text: string, at: number): void => {
    if (isText(text))
      found.push(`${file}:${code.slice(0, at).split('\n').length}: ${text.replaceAll(/\s+/g, ' ')}`);
  };
  /** What an expression may be as a text: literals, templates and their branches. */
  const shown = (node: Expression | JSXEmptyExpression | null | undefined): void => {
    if (node?.type === 'Literal' && typeof node.value === 'string') note(node.value, node.start);
    if (node?.type === 'TemplateLiteral')
      for (const { value, start } of node.quasis) note(value.cooked ?? value.raw, start);
    if (node?.type === 'ConditionalExpression') [node.consequent, node.alternate].forEach(shown);
    if (node?.type === 'LogicalExpression') [node.left, node.right].forEach(shown);
    if (node?.type === 'ParenthesizedExpression') shown(node.expression);
  };
  let depth = 0;
  const isCode = (name: JSXElementName): boolean => name.type === 'JSXIdentifier' && CODE.has(name.name);
  new Visitor({
    JSXElement: ({ openingElement, children }) => {
      if (isCode(openingElement.name)) depth += 1;
      if (depth > 0) return;
      for (const child of children) if (child.type === 'JSXExpressionContainer') shown(child.expression);
    },
    'JSXElement:exit': ({ openingElement }) => {
      if (isCode(openingElement.name)) depth -= 1;
    },
    JSXText: ({ value, start }) => {
      if (depth === 0) note(value.trim(), start + (value.length - value.trimStart().length));
    },
    JSXAttribute: ({ name, value }) => {
      if (name.type !== 'JSXIdentifier' || !READ.has(name.name)) return;
      shown(
        value?.type === 'JSXExpressionContainer'
          ? value.expression
          : value?.type === 'Literal'
            ? value
            : null,
      );
    },
  }).visit(parseSync(file, code).program);
  return found.filter((line) => !line.endsWith(': '));
}

/** Files of the app's code, from the root of the project. */
function filesOfApp(): string[] {
  return globSync(`${SOURCES}/**/*.{ts,tsx}`, { cwd: root })
    .map((file) => file.split(sep).join('/'))
    .filter((file) => !/\.test\.tsx?$|^renderer\/src\/shared\/language\/|^renderer\/src\/words\//.test(file))
    .toSorted();
}

export function bareTextsOfApp(): string[] {
  return filesOfApp().flatMap((file) => bareTexts(file, readFileSync(join(root, file), 'utf8')));
}

/** The texts of the whole app. */
export function wordsOfApp(): UsedWords {
  const all = filesOfApp().map((file) => wordsOf(file, readFileSync(join(root, file), 'utf8')));
  return { used: all.flatMap(({ used }) => used), unreadable: all.flatMap(({ unreadable }) => unreadable) };
}

const folderOf = (language: string): string => join(root, SOURCES, 'words', language);

/** Every file of a language's catalog: part to its messages. */
export const catalogOf = (language: string): Map<string, Record<string, string>> =>
  readParts(folderOf(language));

/** Names of the arguments and tags of a message, sorted. @throws where it is no ICU message */
export function argumentsOf(message: string): string[] {
  const names = new Set<string>();
  const walk = (elements: readonly MessageFormatElement[]): void => {
    for (const element of elements) {
      if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
      names.add(element.type === TYPE.tag ? `<${element.value}>` : element.value);
      if (element.type === TYPE.tag) walk(element.children);
      if (element.type === TYPE.plural || element.type === TYPE.select)
        for (const option of Object.values(element.options)) walk(option.value);
    }
  };
  walk(parse(message, { ignoreTag: !/<\/?[a-z]\w*>/.test(message) }));
  return [...names].toSorted();
}

/** What is wrong with a language's catalog, a line each; nothing where all is well. */
export function problemsOf(language: string, { used, unreadable }: UsedWords): string[] {
  const messages = new Map<string, string>();
  const problems = unreadable.map((place) => `${place}: the text is no literal`);
  for (const [part, entries] of catalogOf(language))
    for (const [key, text] of Object.entries(entries)) {
      if (messages.has(key)) problems.push(`${part}.json: stands in another file, too: ${key}`);
      messages.set(key, text);
    }
  const keys = new Map(used.map((one) => [one.key, one.file]));
  for (const [key, file] of keys) {
    const text = messages.get(key);
    const [english = key] = key.split(CONTEXT_MARK);
    if (text === undefined || text === '') problems.push(`${file}: not in ${language}: ${key}`);
    else
      try {
        const [wanted, there] = [argumentsOf(english).join(', '), argumentsOf(text).join(', ')];
        if (wanted !== there) problems.push(`${file}: ${language} has (${there}), not (${wanted}): ${key}`);
      } catch (error) {
        problems.push(`${file}: ${language} cannot be read, ${String(error)}: ${key}`);
      }
  }
  for (const key of messages.keys()) if (!keys.has(key)) problems.push(`${language}: nothing says: ${key}`);
  return problems;
}

/** Moves every text to the file of its part, drops what nothing says, and adds what is missing as an empty text. */
async function write(language: string, { used }: UsedWords): Promise<void> {
  const known = new Map<string, string>();
  for (const entries of catalogOf(language).values())
    for (const [key, text] of Object.entries(entries))
      if (text !== '' || !known.has(key)) known.set(key, text);
  const parts = new Map<string, Set<string>>();
  for (const { key, part } of used) parts.set(key, (parts.get(key) ?? new Set()).add(part));
  const files = new Map<string, [string, string][]>();
  for (const [key, among] of parts) {
    const file = among.size === 1 ? ([...among][0] ?? SHARED) : SHARED;
    files.set(file, [...(files.get(file) ?? []), [key, known.get(key) ?? '']]);
  }
  const sorted = [...files].map(
    ([file, entries]) =>
      [file, Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)))] as const,
  );
  await writeParts(folderOf(language), new Map(sorted));
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { write: { type: 'boolean', default: false } } });
  const words = wordsOfApp();
  for (const bare of bareTextsOfApp()) process.stdout.write(`bare: ${bare}\n`);
  if (values.write) await write('de', words);
  const problems = problemsOf('de', words);
  for (const problem of problems) process.stdout.write(`${problem}\n`);
  process.stdout.write(
    `${new Set(words.used.map(({ key }) => key)).size} texts, ${problems.length} to mend in ${relative(root, folderOf('de'))}\n`,
  );
  process.exitCode = problems.length > 0 ? 1 : 0;
}
