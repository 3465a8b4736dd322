/**
 * What the engine says, as forms: every sentence that stands in its code (`${n} columns in ${name}` is
 * `{n} columns in {name}`) and every text of the data that come with the app. Their German stands under
 * `renderer/src/words/de/engine/`, one file for each room of the engine; sentences that no screen shows stand in
 * `renderer/src/words/silent/`, so that a new sentence is decided on once.
 *
 *   node tools/engine-words.ts            says what is missing, spare or wrong
 *   node tools/engine-words.ts --write    adds what is missing as an empty text: to be translated, or `null` where
 *                                         no screen shows it
 */
import { globSync, readFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { parseSync, Visitor, type Expression, type TemplateLiteral } from 'oxc-parser';
import { readParts, writeParts } from './word-files.ts';
import { argumentsOf } from './words.ts';

const root = resolve(fileURLToPath(new URL('..', import.meta.url)));
const CODE = '{catalog,contract,server}/**/*.ts';
/** Tests; what reports, files and letters print, which have a language of their own; SQL and readers of formats. */
const SPEAKS_TO_NO_SCREEN =
  /\.test\.ts$|\/(testing|fixtures|generated|render|files|poster|svg|mermaid)\/|(?<!\/glue)\/(fixtures|oracle|document[\w-]*|[\w-]*\.oracle)\.ts$/;
const DATA = 'resources/{privacy,audit}/**/*.json';
const NOT_SHOWN = /\.schema\.json$|\/letters\/|given-names|classify\/words/;
/** Fields of the data that people read. */
const READ = new Set(
  (
    'label name title description text question help note words ask heading group says shows disclaimer ruleText ' +
    'strictReading law authority edition source attribution holidays'
  ).split(' '),
);
/** A sentence may be said in this many ways before what differs becomes a place of its own. */
const MOST_WAYS = 16;

export interface EngineForm {
  /** English, with `{name}` where something else stands. */
  readonly key: string;
  readonly file: string;
  /** Whether it has to be in the catalogs: single words are labels or codes, and may be. */
  readonly wanted: boolean;
}

/** A form without the names of its places: two with the same are one. */
export const shapeOf = (key: string): string => key.replaceAll(/\{\w+\}/g, '{}');

// Statements, and pieces of them.
const SQL =
  /\b(SELECT|INSERT|UPDATE|DELETE FROM|WHERE|JOIN|ORDER BY|GROUP BY|PRAGMA|IS NULL|IS NOT NULL|AND NOT|UNION ALL|VALUES|CREATE|ALTER TABLE|COALESCE|CASE WHEN|EXISTS|AS [a-z]\w*|LIKE|IN \()|^\s*(AND|OR|SET|FROM) |^[a-z]\w*\.\w+(,| =)|^\w+(\.\w+)?(, \w+(\.\w+)?)+,? (id|name)$/;

/** Two words of which one is written small, and no SQL, markup or code. */
function isSentence(text: string): boolean {
  const words = text.replaceAll(/\{\w+\}/g, ' {} ');
  return (
    /\p{L}{2,}/u.test(words.replaceAll('{}', '')) &&
    /(^|[\s(“"'])\p{Ll}{2,}([\s.,;:)?”"']|$)/u.test(words) &&
    /\S\s+\S/.test(words) &&
    !SQL.test(text) &&
    !/^node:|<[/?]?\w+|=["{]| = [?'{]|'? \|\| |^\S+: ?\S*;/.test(text)
  );
}

/** What a place is called, from the expression that fills it. */
function nameOf(expression: Expression): string {
  switch (expression.type) {
    case 'Identifier':
      return expression.name;
    case 'MemberExpression':
      return !expression.computed && expression.property.type === 'Identifier'
        ? expression.property.name
        : nameOf(expression.object);
    case 'CallExpression': {
      const {
        callee,
        arguments: [first],
      } = expression;
      if (callee.type === 'MemberExpression') return nameOf(callee.object);
      return first !== undefined && first.type !== 'SpreadElement' ? nameOf(first) : 'value';
    }
    case 'ParenthesizedExpression':
    case 'TSNonNullExpression':
    case 'TSAsExpression':
      return nameOf(expression.expression);
    default:
      return 'value';
  }
}

/** The ways in which an expression that chooses between literals may come out; null where it is something else. */
function waysOf(expression: Expression): string[] | null {
  if (expression.type === 'Literal') return typeof expression.value === 'string' ? [expression.value] : null;
  if (expression.type === 'TemplateLiteral') return formsOfTemplate(expression);
  if (expression.type === 'ParenthesizedExpression') return waysOf(expression.expression);
  if (expression.type !== 'ConditionalExpression') return null;
  const [one, other] = [waysOf(expression.consequent), waysOf(expression.alternate)];
  return one === null || other === null ? null : [...one, ...other];
}

/** The literals that an expression chooses between. */
function literalsOf(expression: Expression): Expression[] {
  if (expression.type === 'ParenthesizedExpression') return literalsOf(expression.expression);
  if (expression.type === 'ConditionalExpression')
    return [...literalsOf(expression.consequent), ...literalsOf(expression.alternate)];
  return [expression];
}

/**
 * Every way in which a template may come out, with places for what it is given.
 * @param within gets the literals that are part of it, and no texts by themselves
 */
function formsOfTemplate({ quasis, expressions }: TemplateLiteral, within?: Set<unknown>): string[] {
  const taken = new Map<string, number>();
  let forms = [''];
  quasis.forEach(({ value }, at) => {
    forms = forms.map((form) => form + (value.cooked ?? value.raw));
    const expression = expressions[at];
    if (expression === undefined) return;
    const ways = waysOf(expression);
    if (ways !== null && ways.length * forms.length <= MOST_WAYS) {
      forms = ways.flatMap((way) => forms.map((form) => form + way));
      for (const literal of literalsOf(expression)) within?.add(literal);
      return;
    }
    // Two places side by side are one: nothing tells where the first ends.
    if (forms.every((form) => form.endsWith('}'))) return;
    const name = nameOf(expression);
    const count = (taken.get(name) ?? 0) + 1;
    taken.set(name, count);
    forms = forms.map((form) => `${form}{${name}${count === 1 ? '' : String(count)}}`);
  });
  return forms.map(tidied);
}

/** Names of places once each, and places that came to stand side by side as one. */
function tidied(form: string): string {
  const seen = new Map<string, number>();
  return form.replaceAll(/(\{\w+\})+/g, (places) => {
    const name = /\w+?(?=\d*\})/.exec(places)?.[0] ?? 'value';
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return `{${name}${count === 1 ? '' : String(count)}}`;
  });
}

/** Functions that put a number before a noun: `count(n, 'column')`, `many(n, 'test reads', 'tests read')`. */
const COUNTS = new Set(['count', 'counted', 'plural', 'many']);

/** The forms of one file of the engine. */
export function formsOfCode(file: string, code: string): EngineForm[] {
  const found: EngineForm[] = [];
  const note = (key: string, wanted = isSentence(key)): void => {
    if (/\p{L}/u.test(key.replaceAll(/\{\w+\}/g, ''))) found.push({ key, file, wanted });
  };
  const { program, errors } = parseSync(file, code);
  if (errors[0]) throw new Error(`${file}: ${errors[0].message}`);
  /** Parts of other forms; templates in tags, which are SQL. */
  const within = new Set<unknown>();
  new Visitor({
    TaggedTemplateExpression: ({ quasi }) => void within.add(quasi),
    Literal: (literal) => {
      const { value } = literal;
      if (typeof value === 'string') note(value, !within.has(literal) && isSentence(value));
    },
    TemplateLiteral: (template) => {
      const forms = formsOfTemplate(template, within);
      if (!within.has(template)) for (const form of forms) note(form);
    },
    CallExpression: ({ callee, arguments: [, one, several] }) => {
      if (callee.type !== 'Identifier' || !COUNTS.has(callee.name)) return;
      const [singular] = (one && waysOf(one as Expression)) ?? [];
      if (singular === undefined) return;
      const [plural = `${singular}s`] = (several && waysOf(several as Expression)) ?? [];
      note(`{n} ${singular}`, true);
      note(`{n} ${plural}`, true);
    },
  }).visit(program);
  return found;
}

/** The texts of a file of data. */
export function formsOfData(file: string, json: string): EngineForm[] {
  const found: EngineForm[] = [];
  const walk = (value: unknown, field: string): void => {
    if (typeof value === 'string') {
      const read = READ.has(field) && /\p{L}{2}/u.test(value);
      if (!/[{}]/.test(value)) found.push({ key: value, file, wanted: read && /\s/.test(value) });
    } else if (Array.isArray(value)) value.forEach((one) => walk(one, field));
    else if (typeof value === 'object' && value !== null)
      for (const [name, one] of Object.entries(value)) walk(one, name);
  };
  walk(JSON.parse(json), '');
  return found;
}

/** `catalog/privacy/dsar/scope.ts` belongs to `privacy-dsar`, `catalog/inbox/model.ts` to `inbox`. */
function partOf(file: string): string {
  const [top = '', room = '', part = '', below] = file.split('/');
  if (top === 'resources') return part === 'classify' ? 'privacy-classify' : 'data';
  if (top !== 'catalog') return top;
  if (part === '') return 'shared';
  return below !== undefined && ['privacy', 'importers', 'reports', 'stewardship'].includes(room)
    ? `${room}-${part}`
    : room;
}

const MEANINGS = 'resources/privacy/classify/words.json';

/** What the classifier says that words of names mean, and in which language: `“naiss” (birth, French)`. */
export function meaningsIn(file: string, json: string): EngineForm[] {
  type Lists = Readonly<Record<string, { readonly en?: string }>>;
  const words = JSON.parse(json) as Readonly<
    Record<'labels' | 'languages', Readonly<Record<string, string>>> &
      Record<'concepts' | 'persons' | 'things', Lists>
  >;
  const unlabelled = Object.entries({ ...words.concepts, ...words.persons, ...words.things })
    .filter(([concept]) => !Object.hasOwn(words.labels, concept))
    .map(([concept, { en = '' }]) => en.split(',')[0]!.trim() || concept);
  const named = [...Object.values(words.labels), ...Object.values(words.languages), ...unlabelled];
  return named.map((name): EngineForm => ({ key: `(${name})`, file, wanted: true }));
}

const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const files = (pattern: string, without: RegExp): string[] =>
  globSync(pattern, { cwd: root })
    .map((file) => file.split(sep).join('/'))
    .filter((file) => !without.test(file) && !file.includes('node_modules'))
    .toSorted();

/** The forms of the whole engine and its data, one for each shape: that of the first file that has it. */
export function formsOfEngine(): Map<string, EngineForm> {
  const all = [
    ...files(CODE, SPEAKS_TO_NO_SCREEN).flatMap((file) => formsOfCode(file, read(file))),
    ...files(DATA, NOT_SHOWN).flatMap((file) => formsOfData(file, read(file))),
    ...meaningsIn(MEANINGS, read(MEANINGS)),
  ];
  const byShape = new Map<string, EngineForm>();
  for (const form of all) {
    const shape = shapeOf(form.key);
    const known = byShape.get(shape);
    if (known === undefined || (form.wanted && !known.wanted)) byShape.set(shape, form);
  }
  return byShape;
}

const WORDS = join(root, 'renderer', 'src', 'words');
const SILENT = join(WORDS, 'silent');
const folderOf = (language: string): string => join(WORDS, language, 'engine');

/** Every form of a language's catalog to its message. */
export function messagesOf(language: string): Map<string, string | null> {
  return new Map(
    [...readParts<Record<string, string | null>>(folderOf(language)).values()].flatMap((part) =>
      Object.entries(part),
    ),
  );
}

/** Shapes of the sentences that no screen shows. */
const silent = (): Set<string> => new Set([...readParts<string[]>(SILENT).values()].flat().map(shapeOf));

/** What is wrong with a language's catalog of the engine, a line each. */
export function problemsOfEngine(language: string, forms: ReadonlyMap<string, EngineForm>): string[] {
  const messages = messagesOf(language);
  const unshown = silent();
  const known = new Set([...messages.keys()].map(shapeOf));
  const problems: string[] = [];
  for (const [shape, { key, file, wanted }] of forms)
    if (wanted && !known.has(shape) && !unshown.has(shape))
      problems.push(`${file}: not in ${language}: ${key}`);
  for (const [key, message] of messages) {
    if (!forms.has(shapeOf(key))) problems.push(`${language}: the engine does not say: ${key}`);
    else if (message === '') problems.push(`${forms.get(shapeOf(key))!.file}: not in ${language}: ${key}`);
    else if (message === null) problems.push(`${language}: --write puts this with the silent: ${key}`);
    else
      try {
        // The form is no message: what stands in angle brackets is text there.
        const wanted = [...key.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
        const there = argumentsOf(message);
        if (there.some((name) => !wanted.includes(name)))
          problems.push(`${language} has (${there.join(', ')}), not (${wanted.join(', ')}): ${key}`);
      } catch (error) {
        problems.push(`${language} cannot be read, ${String(error)}: ${key}`);
      }
  }
  for (const shape of unshown)
    if (!forms.has(shape)) problems.push(`silent: the engine does not say: ${shape}`);
  return problems;
}

/** Adds what is missing, moves what is silent to its place, and drops what the engine no longer says. */
async function write(language: string, forms: ReadonlyMap<string, EngineForm>): Promise<void> {
  const messages = messagesOf(language);
  const unshown = silent();
  const known = new Map([...messages].map(([key, message]) => [shapeOf(key), { key, message }]));
  const spoken = new Map<string, Record<string, string>>();
  const unspoken = new Map<string, string[]>();
  for (const [shape, form] of [...forms].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const part = partOf(form.file);
    const there = known.get(shape);
    if (!form.wanted && (there?.message ?? '') === '') continue;
    if (there?.message === null || (there === undefined && unshown.has(shape)))
      unspoken.set(part, [...(unspoken.get(part) ?? []), form.key]);
    else spoken.set(part, { ...spoken.get(part), [there?.key ?? form.key]: there?.message ?? '' });
  }
  await writeParts(folderOf(language), spoken);
  await writeParts(SILENT, unspoken);
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { write: { type: 'boolean', default: false } } });
  const forms = formsOfEngine();
  if (values.write) await write('de', forms);
  const problems = problemsOfEngine('de', forms);
  for (const problem of problems) process.stdout.write(`${problem}\n`);
  process.stdout.write(`${messagesOf('de').size} sentences of the engine, ${problems.length} to mend\n`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
