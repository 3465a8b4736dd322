/**
 * Sources that are meant to exhaust whoever reads them. They are made while they are read, so that a
 * gigabyte costs neither disk nor the time to write it.
 */
import { gzipSync } from 'node:zlib';

export interface HostileSource {
  /** File name, as the source would call it. */
  readonly path: string;
  readonly gzipped?: boolean;
  chunks(): Iterable<Uint8Array>;
}

const MEGABYTE = 1 << 20;
const GIGABYTE = 1024 * MEGABYTE;
const DEPTH = 1_000_000;

const bytes = (text: string): Uint8Array => Buffer.from(text);

/** `before`, then a gigabyte of the letter x, then `after`. */
function* stuffed(before: string, after: string): Iterable<Uint8Array> {
  const filling = Buffer.alloc(MEGABYTE, 'x');
  yield bytes(before);
  for (let sent = 0; sent < GIGABYTE; sent += MEGABYTE) yield filling;
  yield bytes(after);
}

function* nested(before: string, after: string): Iterable<Uint8Array> {
  yield bytes(before + '[{"a":'.repeat(DEPTH / 2));
  yield bytes(`1${'}]'.repeat(DEPTH / 2)}${after}`);
}

const event = (facets: string): string =>
  `{"eventType":"COMPLETE","eventTime":"2026-01-01T00:00:00Z","run":{"runId":"r","facets":{${facets}`;
const EVENT_END = '}},"job":{"namespace":"jobs","name":"j"},"outputs":[{"namespace":"db","name":"t"}]}\n';
const GOOD_EVENT = event('') + EVENT_END;

const manifest = (node: string): string =>
  '{"metadata":{"dbt_schema_version":"https://schemas.getdbt.com/dbt/manifest/v12.json","project_name":"p",' +
  `"adapter_type":"postgres"},"nodes":{"model.p.bad":{"resource_type":"model","name":"bad",${node}`;
const MANIFEST_END =
  '},"model.p.good":{"resource_type":"model","name":"good","database":"d","schema":"s","alias":"good",' +
  '"depends_on":{"nodes":[]},"columns":{}}},"sources":{}}';

const tables = (parameter: string): string =>
  `{"TableList":[{"Name":"good","DatabaseName":"d","StorageDescriptor":{"Columns":[]}},{"Name":"bad","DatabaseName":"d","Parameters":{"p":${parameter}`;
const TABLES_END = '}}]}';

export const HOSTILE_SOURCES = {
  'openlineage-long': {
    path: 'events.ndjson',
    chunks: function* () {
      yield bytes(GOOD_EVENT);
      yield* stuffed(event('"f":{"text":"'), `"}${EVENT_END}`);
      yield bytes(GOOD_EVENT.replace('"t"', '"u"'));
    },
  },
  'openlineage-deep': {
    path: 'events.ndjson',
    chunks: function* () {
      yield bytes(GOOD_EVENT);
      yield* nested(event('"f":'), EVENT_END);
    },
  },
  'dbt-long': {
    path: 'manifest.json',
    chunks: () => stuffed(manifest('"raw_code":"'), `"${MANIFEST_END}`),
  },
  'dbt-deep': { path: 'manifest.json', chunks: () => nested(manifest('"meta":'), MANIFEST_END) },
  'glue-long': { path: 'get-tables.d.json', chunks: () => stuffed(tables('"'), `"${TABLES_END}`) },
  'glue-deep': { path: 'get-tables.d.json', chunks: () => nested(tables(''), TABLES_END) },
  'deep-of-nobody': { path: 'data.json', chunks: () => nested('', '') },
  'nothing-but-nul': {
    path: 'events.ndjson',
    chunks: function* () {
      const nothing = Buffer.alloc(MEGABYTE);
      for (let sent = 0; sent < GIGABYTE; sent += MEGABYTE) yield nothing;
    },
  },
  'gzip-bomb': {
    path: 'events.ndjson.gz',
    gzipped: true,
    // Sixteen gigabytes: members of a gzip file follow one another.
    chunks: function* () {
      const member = gzipSync(Buffer.concat([bytes(GOOD_EVENT), Buffer.alloc(64 * MEGABYTE, ' ')]));
      for (let n = 0; n < 256; n++) yield member;
    },
  },
} satisfies Record<string, HostileSource>;

export type HostileName = keyof typeof HOSTILE_SOURCES;
