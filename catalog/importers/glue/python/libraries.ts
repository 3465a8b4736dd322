/**
 * Calls of other libraries that read or write data: AWS SDK for pandas, pandas, boto3, argparse.
 */
import { argument } from './args.ts';
import type { Call, Machine } from './machine.ts';
import { pathRefs, tableRefs } from './refs.ts';
import type { SureRef } from './recorder.ts';
import { runSql } from './sql.ts';
import {
  concatenated,
  ofApi,
  ofData,
  ofEntries,
  ofItems,
  ofText,
  unionOf,
  UNKNOWN,
  type Value,
} from './values.ts';

const S3 = /^s3[an]?:\/\//i;

/**
 * What a call of this full name does (`awswrangler.s3.read_parquet`; `.to_csv` for a method of an
 * unknown object); null where nothing is known of it.
 */
export function libraryCall(
  name: string,
  call: Call,
  machine: Machine,
  object: Value = UNKNOWN,
): Value | null {
  if (name.startsWith('awswrangler.')) return wranglerCall(name.slice('awswrangler.'.length), call, machine);
  if (name.startsWith('boto.')) return botoCall(name, call, machine);
  const { args, at, text } = call;
  const last = name.slice(name.lastIndexOf('.') + 1);
  if (name === 'json.loads') return ofJson(argument(args, 0, 's'));
  if (last === 'getResolvedOptions' || last === 'parse_args') return ofApi({ kind: 'args' });
  if (last === 'parse_known_args') return { ...UNKNOWN, items: [ofApi({ kind: 'args' }), UNKNOWN] };
  if (/^(?:boto3|.*Session\(?\)?)\.(?:client|resource)$/.test(name))
    return ofApi({ kind: 'boto', service: argument(args, 0, 'service_name').texts[0]?.text ?? '' });
  if (/^os\.path\.join$|^posixpath\.join$/.test(name))
    return concatenated(
      args.positional.flatMap((part, index) => (index === 0 ? [part] : [ofText('/', 1), part])),
    );
  if (/^read_(?:csv|parquet|json|excel|feather|orc|table|fwf|pickle|xml)$/.test(last)) {
    const path = argument(args, 0, 'path', 'filepath_or_buffer', 'path_or_buf', 'io', 'source');
    return isS3(path) ? ofData(machine.recorder.read(pathRefs(path), at, text)) : null;
  }
  if (/^to_(?:csv|parquet|json|excel|feather|orc|pickle)$/.test(last)) {
    const path = argument(args, 0, 'path', 'path_or_buf', 'excel_writer');
    if (!isS3(path)) return null;
    machine.recorder.write(pathRefs(path), object.from, at, text);
    return UNKNOWN;
  }
  return last === 'open' ? opened(call, machine) : null;
}

/** The parts of a JSON text that the script holds. */
function ofJson(value: Value): Value | null {
  const [only] = value.texts;
  if (!only || value.texts.length > 1 || only.text.length > LONGEST_JSON) return null;
  try {
    return fromJson(JSON.parse(only.text), only.confidence, 0);
  } catch {
    return null;
  }
}

const LONGEST_JSON = 20_000;

function fromJson(json: unknown, confidence: number, depth: number): Value {
  if (typeof json === 'string' || typeof json === 'number') return ofText(String(json), confidence);
  if (typeof json !== 'object' || json === null || depth > 8) return UNKNOWN;
  if (Array.isArray(json)) return ofItems(json.map((item) => fromJson(item, confidence, depth + 1)));
  const entries = Object.entries(json).map(
    ([key, item]) => [key, fromJson(item, confidence, depth + 1)] as const,
  );
  return ofEntries(new Map(entries));
}

const isS3 = (path: Value): boolean =>
  path.texts.some(({ text }) => S3.test(text)) || (path.items?.some(isS3) ?? false);

/** `open("s3://…")` of smart_open or s3fs: a read, unless the mode says otherwise. */
function opened(call: Call, machine: Machine): Value | null {
  const path = argument(call.args, 0, 'path', 'uri');
  if (!isS3(path)) return null;
  const mode = argument(call.args, 1, 'mode').texts[0]?.text ?? 'r';
  if (!/[wa]/.test(mode)) return ofData(machine.recorder.read(pathRefs(path), call.at, call.text));
  machine.recorder.write(pathRefs(path), new Set(), call.at, call.text);
  return UNKNOWN;
}

function wranglerCall(name: string, call: Call, machine: Machine): Value | null {
  const { args, at, text } = call;
  if (/^s3\.read_\w+$/.test(name)) {
    const isTable = name.endsWith('_table');
    const [database, table] = [
      args.named.get('database') ?? UNKNOWN,
      args.named.get('table') ?? args.positional[0] ?? UNKNOWN,
    ];
    return ofData(
      machine.recorder.read(
        isTable ? tableRefs(database, table, machine) : pathRefs(argument(args, 0, 'path')),
        at,
        text,
      ),
    );
  }
  if (/^s3\.(?:to|store)_\w+$/.test(name)) {
    const [database, table] = [args.named.get('database'), args.named.get('table')];
    const refs: SureRef[] = [
      ...pathRefs(argument(args, 1, 'path')),
      ...(database && table ? tableRefs(database, table, machine) : []),
    ];
    machine.recorder.write(refs, argument(args, 0, 'df').from, at, text);
    return UNKNOWN;
  }
  const database = args.named.get('database')?.texts[0]?.text ?? args.positional[1]?.texts[0]?.text;
  switch (name) {
    case 'athena.read_sql_query':
    case 'athena.start_query_execution':
    case 'athena.unload':
    case 'athena.create_ctas_table':
      return runSql(argument(args, 0, 'sql'), at, text, machine, database, 'name');
    case 'athena.read_sql_table':
      return ofData(
        machine.recorder.read(
          tableRefs(argument(args, 1, 'database'), argument(args, 0, 'table'), machine),
          at,
          text,
        ),
      );
    case 'athena.to_iceberg': {
      const refs = tableRefs(argument(args, 1, 'database'), argument(args, 2, 'table'), machine);
      machine.recorder.write(refs, argument(args, 0, 'df').from, at, text);
      return UNKNOWN;
    }
    case 's3.copy_objects':
    case 's3.merge_datasets':
      return copied(
        argument(args, 0, 'source_path', 'paths'),
        argument(args, 2, 'target_path'),
        call,
        machine,
      );
    default:
      return null;
  }
}

function copied(from: Value, to: Value, call: Call, machine: Machine): Value {
  const read = machine.recorder.read(pathRefs(from), call.at, call.text);
  machine.recorder.write(pathRefs(to), read, call.at, call.text);
  return ofData(read);
}

/** Reads and writes of single objects, and queries, through boto3. */
function botoCall(name: string, call: Call, machine: Machine): Value | null {
  const { args, at, text } = call;
  const object = (bucket: Value, key: Value): SureRef[] =>
    bucket.texts.length > 0 ? pathRefs(concatenated([ofText('s3://', 1), bucket, ofText('/', 1), key])) : [];
  const [bucket, key] = [args.named.get('Bucket') ?? UNKNOWN, args.named.get('Key') ?? UNKNOWN];
  switch (name) {
    case 'boto.s3.get_object':
      return ofData(machine.recorder.read(object(bucket, key), at, text));
    case 'boto.s3.put_object':
      machine.recorder.write(object(bucket, key), unionOf([args.named.get('Body') ?? UNKNOWN]), at, text);
      return UNKNOWN;
    case 'boto.s3.download_file':
    case 'boto.s3.download_fileobj':
      return ofData(
        machine.recorder.read(object(argument(args, 0, 'Bucket'), argument(args, 1, 'Key')), at, text),
      );
    case 'boto.s3.upload_file':
    case 'boto.s3.upload_fileobj':
      machine.recorder.write(
        object(argument(args, 1, 'Bucket'), argument(args, 2, 'Key')),
        unionOf(args.positional),
        at,
        text,
      );
      return UNKNOWN;
    case 'boto.s3.copy_object':
    case 'boto.s3.copy': {
      const source = argument(args, 0, 'CopySource');
      const parts = source.entries;
      const from = parts
        ? object(parts.get('Bucket') ?? UNKNOWN, parts.get('Key') ?? UNKNOWN)
        : pathRefs(concatenated([ofText('s3://', 1), source]));
      const to = object(argument(args, 1, 'Bucket'), argument(args, 2, 'Key'));
      const read = machine.recorder.read(from, at, text);
      machine.recorder.write(to, read, at, text);
      return UNKNOWN;
    }
    case 'boto.athena.start_query_execution': {
      const database = args.named.get('QueryExecutionContext')?.entries?.get('Database')?.texts[0]?.text;
      return runSql(args.named.get('QueryString') ?? UNKNOWN, at, text, machine, database, 'name');
    }
    default:
      return null;
  }
}
