/** Inputs for any procedure, made from its schema: for tests that walk the whole contract. */
import { z } from 'zod';

export interface Seed {
  /** For every number: row ids and the like. */
  readonly number: number;
  /** For every text. */
  readonly text: string;
  /** Which of several shapes or words. */
  readonly pick: number;
  /** Also what may be left out. */
  readonly all: boolean;
}

interface Shape {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly items?: Shape;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly minItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  readonly format?: string;
}

/** Undefined where the schema asks for nothing. */
export function anyInput(schema: unknown, seed: Seed): unknown {
  if (!(schema instanceof z.ZodType)) return undefined;
  return sample(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape, seed);
}

function sample(shape: Shape, seed: Seed): unknown {
  if (shape.const !== undefined) return shape.const;
  if (shape.enum) return shape.enum[seed.pick % shape.enum.length];
  const choices = shape.anyOf ?? shape.oneOf;
  if (choices) return sample(choices[seed.pick % choices.length]!, seed);
  switch (shape.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(shape.properties ?? {})
          .filter(([key]) => seed.all || shape.required?.includes(key))
          .map(([key, part]) => [key, sample(part, seed)]),
      );
    case 'array':
      return shape.items && (seed.all || (shape.minItems ?? 0) > 0) ? [sample(shape.items, seed)] : [];
    case 'integer':
    case 'number':
      return Math.min(Math.max(seed.number, shape.minimum ?? -1e9), shape.maximum ?? 1e9);
    case 'boolean':
      return seed.pick % 2 === 0;
    case 'null':
      return null;
    default:
      if (shape.format === 'date' || shape.pattern?.includes('\\d{4}-\\d{2}-\\d{2}$')) return '2026-01-01';
      return shape.format === 'date-time' ? '2026-01-01T00:00:00Z' : seed.text;
  }
}
