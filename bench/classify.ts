/**
 * `npm run bench -- classify [columns]`: columns classified a second, by name, type and description. The
 * floor is what no classifier can do without: cutting every name at its separators and looking every
 * word up in one table. The ratio matters; seconds depend on the machine.
 */
import { fileURLToPath } from 'node:url';
import type { TableInput } from '../catalog/privacy/classify/input.ts';
import { loadClassifier } from '../catalog/privacy/classify/classify.ts';

const OWNERS = [
  'customer',
  'emp',
  'order',
  'patient',
  'product',
  'usr',
  'device',
  'kunden',
  'client',
  'acct',
  'store',
  '',
];
const WORDS = [
  'first_name',
  'email',
  'Telefon',
  'created_at',
  'amount',
  'status',
  'dt_naiss',
  'addr_line_1',
  'sku',
  'qty',
  'ip_address',
  'type',
  'geburtsdatum',
  'postalCode',
  'is_valid',
  'total',
  'nombre',
  'note',
  'uuid',
  'lat',
];
const TYPES = ['varchar(255)', 'bigint', 'timestamp', 'boolean', 'date', 'string'];
const PER_TABLE = 25;

/** Tables as warehouses have them: names repeat, a number makes every fifth one different. */
function* tables(columns: number): Generator<TableInput> {
  for (let made = 0; made < columns; made += PER_TABLE) {
    const table = made / PER_TABLE;
    yield {
      name: `stg_${OWNERS[table % OWNERS.length]}_${table}`,
      columns: Array.from({ length: PER_TABLE }, (_, at) => {
        const seed = table * 7 + at * 13;
        const name = `${OWNERS[seed % OWNERS.length]}_${WORDS[(seed + at) % WORDS.length]}${seed % 5 === 0 ? `_x${made}` : ''}`;
        return {
          path: [name],
          dataType: TYPES[seed % TYPES.length]!,
          description: at % 4 === 0 ? `The ${WORDS[at % WORDS.length]} of the record as delivered` : null,
        };
      }),
    };
  }
}

function timed(work: () => number): { seconds: number; value: number } {
  const started = performance.now();
  const value = work();
  return { seconds: (performance.now() - started) / 1000, value };
}

const columns = Number(process.argv[2] ?? 100_000);
const classifier = loadClassifier(fileURLToPath(new URL('../resources', import.meta.url)));
const known = new Map(WORDS.map((word, at) => [word, at]));

const floor = timed(() => {
  let found = 0;
  for (const table of tables(columns)) {
    for (const { path } of table.columns) {
      for (const word of path[0]!
        .replace(/([a-z])([A-Z])/g, '$1 $2')
        .toLowerCase()
        .split(/[^a-z0-9]+/)) {
        if (known.has(word)) found++;
      }
    }
  }
  return found;
});
const run = timed(() => {
  let suggested = 0;
  for (const table of tables(columns)) {
    for (const column of classifier.classifyTable(table).columns) suggested += column.suggestions.length;
  }
  return suggested;
});
const rate = (seconds: number) =>
  `${seconds.toFixed(2)} s, ${Math.round(columns / seconds).toLocaleString('en')} columns/s`;
process.stdout.write(`${columns} columns, ${run.value} suggestions\n`);
process.stdout.write(
  `floor: ${rate(floor.seconds)} (${floor.value} words)\nclassify: ${rate(run.seconds)}\n`,
);
process.stdout.write(
  `  ratio ${(run.seconds / floor.seconds).toFixed(1)} to the floor; peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB\n`,
);
