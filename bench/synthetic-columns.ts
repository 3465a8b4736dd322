/** Tables with columns for benchmarks, the same at every run. */
import type { TableInput } from '../catalog/privacy/classify/input.ts';

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
/** Names of columns, without what they are of. */
export const WORDS = [
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
export function* tables(columns: number): Generator<TableInput> {
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
