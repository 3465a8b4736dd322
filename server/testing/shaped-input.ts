/** Input of the shape that a schema asks for, with the worst content that the shape lets through. */
import { z } from 'zod';

/** What is used of JSON Schema. */
interface Shape {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly allOf?: readonly Shape[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Shape>>;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly items?: Shape | boolean;
  readonly prefixItems?: readonly Shape[];
  readonly minItems?: number;
  readonly additionalProperties?: Shape | boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
}

export interface Taste {
  /** Which of several: of alternatives, words of a list, texts. */
  readonly turn: number;
  /** Fields that may be left out are there. */
  readonly whole: boolean;
}

const TEXTS = [
  `'); DROP TABLE dataset; --`,
  '\u0000\u202e\ud800 <img src=x onerror=alert(1)>',
  '../../../../etc/passwd',
  '__proto__',
  'x'.repeat(100_000),
  ' ',
  '%_*"\\^~(((((NOT AND OR:',
  '-1',
];
const DATES = ['0001-01-01', '9999-12-31', '2024-02-29', '2026-11-21'];
const MOST_DEPTH = 12;

/** Null where the schema is none that can be written as JSON Schema. */
export function shapeOf(schema: unknown): Shape | null {
  if (!(schema instanceof z.ZodType)) return null;
  try {
    return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape;
  } catch {
    return null;
  }
}

export function shaped(shape: Shape, taste: Taste, root: Shape = shape, depth = 0): unknown {
  if (depth > MOST_DEPTH) return null;
  const inner = (part: Shape) => shaped(part, taste, root, depth + 1);
  const pick = <T>(list: readonly T[]): T => list[taste.turn % list.length]!;
  if (shape.$ref !== undefined) {
    const name = shape.$ref.split('/').at(-1) ?? '';
    return inner(shape.$ref === '#' ? root : (root.$defs?.[name] ?? {}));
  }
  if ('const' in shape) return shape.const;
  if (shape.enum) return pick(shape.enum);
  const choices = shape.anyOf ?? shape.oneOf;
  if (choices) return inner(pick(choices));
  if (shape.allOf) return Object.assign({}, ...shape.allOf.map(inner)) as unknown;
  const type = typeof shape.type === 'string' ? shape.type : pick(shape.type ?? ['string']);
  switch (type) {
    case 'object':
      return objectOf(shape, taste, inner);
    case 'array':
      return listOf(shape, taste, inner);
    case 'string':
      return textOf(shape, taste);
    case 'number':
    case 'integer':
      return numberOf(shape, taste);
    case 'boolean':
      return taste.turn % 2 === 0;
    default:
      return null;
  }
}

function objectOf(shape: Shape, taste: Taste, inner: (part: Shape) => unknown): unknown {
  const needed = new Set(shape.required);
  const fields = Object.entries(shape.properties ?? {}).filter(([name]) => taste.whole || needed.has(name));
  const free = typeof shape.additionalProperties === 'object' ? shape.additionalProperties : null;
  return {
    ...Object.fromEntries(fields.map(([name, part]) => [name, inner(part)])),
    ...(free && taste.whole ? { constructor: inner(free), x: inner(free) } : {}),
  };
}

function listOf(shape: Shape, taste: Taste, inner: (part: Shape) => unknown): unknown[] {
  if (shape.prefixItems) return shape.prefixItems.map(inner);
  const one = typeof shape.items === 'object' ? shape.items : {};
  const length = Math.max(shape.minItems ?? 0, taste.whole ? 2 : 0);
  return Array.from({ length: Math.min(length, 20) }, () => inner(one));
}

function textOf(shape: Shape, { turn }: Taste): string {
  if (shape.format === 'date') return DATES[turn % DATES.length]!;
  if (shape.format === 'date-time') return `${DATES[turn % DATES.length]}T23:59:59Z`;
  const fits = TEXTS.map((text) =>
    text.slice(0, shape.maxLength ?? text.length).padEnd(shape.minLength ?? 0, 'x'),
  );
  const { pattern } = shape;
  const right =
    pattern === undefined ? fits : [...fits, ...DATES, ...WORDS].filter((text) => matches(pattern, text));
  return right[turn % Math.max(1, right.length)] ?? fits[0]!;
}

/** For patterns: hashes, keys, languages, numbers. */
const WORDS = [
  'a',
  'eu-gdpr',
  'DSR-1',
  'en',
  'DE',
  '1',
  'f'.repeat(64),
  'YQ==',
  'a.b',
  '#aabbcc',
  'dataset:1',
];

function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(text);
  } catch {
    return false;
  }
}

function numberOf({ minimum, maximum, exclusiveMinimum }: Shape, { turn }: Taste): number {
  const least = minimum ?? (exclusiveMinimum === undefined ? -Number.MAX_SAFE_INTEGER : exclusiveMinimum + 1);
  const most = maximum ?? Number.MAX_SAFE_INTEGER;
  return [most, least, Math.min(Math.max(1, least), most), Math.min(Math.max(0, least), most)][turn % 4]!;
}
