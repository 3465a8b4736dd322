/** What a table's name and columns say about whether its rows are about persons. */
import { means, type Reader, type Unit } from './reading.ts';

export interface TableReading {
  /** −1 surely about things, 0 unknown, 1 surely about persons. */
  readonly score: number;
  /** Subjects of the taxonomy that the name speaks of; empty where the kind of person is open. */
  readonly subjects: readonly string[];
  /** The word that decided; null if none did. */
  readonly word: string | null;
  /** Whether that word is one for persons. */
  readonly person: boolean;
}

const UNKNOWN: TableReading = { score: 0, subjects: [], word: null, person: false };

/** How much each kind of thing speaks against persons. */
const AGAINST: Readonly<Record<string, number>> = {
  'thing:org': -0.7,
  'thing:product': -1,
  'thing:place': -1,
  'thing:tech': -0.9,
  'thing:doc': -0.4,
};
const EXTENSION = /\.(csv|tsv|json|ndjson|jsonl|parquet|avro|orc|xlsx?|txt|gz|zip|sql|xml)$/i;
/** A person among words for things: `customer_orders`. */
const MIXED = 0.3;
/** How much the schema counts against the table's own name. */
const OF_SCHEMA = 0.5;

/** @param name as the source writes it, with or without database and schema */
export function readTable(reader: Reader, name: string, schema: string | null): TableReading {
  let bare = name.slice(-200);
  while (EXTENSION.test(bare)) bare = bare.replace(EXTENSION, '');
  const segments = bare.split(/[./:]/).filter((part) => part !== '');
  const own = readWords(reader, segments.at(-1) ?? '');
  if (own.word !== null) return own;
  for (const outer of [schema, segments.at(-2)]) {
    if (!outer) continue;
    const read = readWords(reader, outer);
    if (read.person) return { ...read, score: read.score * OF_SCHEMA };
  }
  return own;
}

/** How much a description that speaks of persons, or a tag that says personal data, counts. */
const HINT = 0.5;

/** “One row per customer”, “list of patients”. */
const ROWS =
  /\b(?:(?:row|record|line|entry|entries)s? (?:per|for|is|represents|describes)|list of|master data of|one per)\s+(?:an? |the |one |each |every |all )?(\S+(?: \S+)?)/i;

/** A table whose name tells nothing, by what its description says that its rows are. */
export function readTableDescription(reader: Reader, text: string): TableReading {
  const about = ROWS.exec(text.slice(0, 300))?.[1] ?? '';
  const persons = reader.read(about).filter((unit) => means(unit, 'person'));
  const word = persons.at(-1)?.text;
  if (word === undefined) return UNKNOWN;
  return { score: HINT, subjects: subjectsOf(persons), word, person: true };
}

/** A table that a tag calls personal. */
export function taggedPersonal(reading: TableReading): TableReading {
  return { ...reading, score: Math.max(reading.score, HINT) };
}

function readWords(reader: Reader, name: string): TableReading {
  const words = reader.words(name);
  const telling = words.filter((word) => !reader.lexicon.layers.has(word));
  const units = reader.units(telling.length > 0 ? telling : words).filter((unit) => !unit.empty);
  const persons = units.filter((unit) => means(unit, 'person'));
  const things = units.filter((unit) => !means(unit, 'person') && means(unit, 'thing'));
  const decisive = persons.at(-1) ?? things.at(-1);
  if (!decisive) return UNKNOWN;
  const subjects = subjectsOf(persons);
  if (persons.length === 0) return { score: against(decisive), subjects, word: decisive.text, person: false };
  return { score: things.length === 0 ? 1 : MIXED, subjects, word: decisive.text, person: true };
}

export function subjectsOf(persons: readonly Unit[]): string[] {
  const subjects = persons.flatMap((unit) =>
    unit.meanings.flatMap(({ concept }) =>
      concept.startsWith('person:') && concept !== 'person:any' ? [concept.slice('person:'.length)] : [],
    ),
  );
  return [...new Set(subjects)];
}

function against(unit: Unit): number {
  // Rows about what somebody did are as often about persons as not.
  if (means(unit, 'thing:activity')) return 0;
  return Math.min(...unit.meanings.map(({ concept }) => AGAINST[concept] ?? 0));
}
