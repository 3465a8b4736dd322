/**
 * Calls of Spark: readers, writers, SQL and temporary views.
 */
import { argument } from './args.ts';
import { runOnFrame } from './glue-api.ts';
import type { Call, Machine } from './machine.ts';
import { isLocal, nameOrPathRefs, optionMap, pathRefs, queryOfOptions, refsOfOptions } from './refs.ts';
import type { SureRef } from './recorder.ts';
import { runSql } from './sql.ts';
import { ofApi, ofData, ofText, UNKNOWN, type Options, type Value } from './values.ts';

const FILE_FORMATS = /^(?:parquet|csv|json|orc|text|textFile|avro|xml|delta|excel|wholeTextFiles)$/;
/** Formats whose name or options say it, not a path. */
const SERVICE_FORMATS =
  /^(?:jdbc|kafka|kinesis|dynamodb|mongo\w*|bigquery|snowflake|net\.snowflake.*|.*redshift.*|com\.mongodb.*)$/i;

/** What a call of this name does; null where it is none of Spark's. */
export function sparkCall(name: string, object: Value, call: Call, machine: Machine): Value | null {
  const { api } = object;
  if (api?.kind === 'reader') return readerCall(name, api, call, machine);
  if (api?.kind === 'writer') return writerCall(name, object, api, call, machine);
  if (api?.kind === 'writer-v2') return writerV2Call(name, object, api.target, call, machine);
  const [first] = call.args.positional;
  switch (name) {
    case 'sql':
      return runSql(argument(call.args, 0, 'sqlQuery'), call.at, call.text, machine);
    case 'table':
      return object.from.size > 0 ? null : readTable(argument(call.args, 0, 'tableName'), call, machine);
    case 'writeTo':
      return ofApi({ kind: 'writer-v2', target: first ?? UNKNOWN }, object.from);
    case 'insertInto':
      if (object.from.size === 0) return null;
      return written(nameOrPathRefs(first ?? UNKNOWN, machine), object, call, machine);
    case 'createOrReplaceTempView':
    case 'createTempView':
    case 'registerTempTable':
    case 'createGlobalTempView':
    case 'createOrReplaceGlobalTempView':
      for (const { text } of first?.texts ?? call.args.named.get('name')?.texts ?? [])
        machine.views.set(text.toLowerCase(), object.from);
      return UNKNOWN;
    case 'setCurrentDatabase':
      machine.defaultDatabase = first?.texts[0]?.text ?? machine.defaultDatabase;
      return UNKNOWN;
    default:
      return null;
  }
}

function readTable(name: Value, call: Call, machine: Machine): Value {
  const text = name.texts[0]?.text;
  const view =
    text === undefined ? undefined : machine.views.get(text.replace(/^global_temp\./i, '').toLowerCase());
  if (view) return ofData(view);
  return ofData(
    machine.columns.read(machine.recorder.read(nameOrPathRefs(name, machine), call.at, call.text)),
  );
}

interface Builder {
  readonly kind: 'reader' | 'writer';
  readonly format: string;
  readonly options: Options;
}

/** A call that only sets something up; null for others. */
function configured(name: string, builder: Builder, call: Call): Builder | null {
  const { positional, named } = call.args;
  if (name === 'format')
    return { ...builder, format: positional[0]?.texts[0]?.text ?? named.get('source')?.texts[0]?.text ?? '' };
  if (name === 'option') {
    const [key, value] = [argument(call.args, 0, 'key'), argument(call.args, 1, 'value')];
    const added = new Map(key.texts.map(({ text }) => [text, value] as const));
    return { ...builder, options: optionMap(builder.options, added) };
  }
  if (name === 'options') return { ...builder, options: optionMap(builder.options, named) };
  const setsUp =
    /^(?:schema|mode|partitionBy|bucketBy|sortBy|clusterBy|outputMode|trigger|queryName|using|tableProperty|partitionedBy)$/;
  return setsUp.test(name) ? builder : null;
}

function readerCall(
  name: string,
  reader: Builder & { readonly kind: 'reader' },
  call: Call,
  machine: Machine,
): Value | null {
  const next = configured(name, reader, call);
  if (next) return ofApi({ ...next, kind: 'reader' });
  const { args } = call;
  if (name === 'table') return readTable(argument(args, 0, 'tableName'), call, machine);
  if (name === 'jdbc') return notedOptions(jdbcOptions(reader.options, call), 'jdbc', call, machine);
  const isFile = FILE_FORMATS.test(name);
  if (!isFile && name !== 'load') return null;
  const given = argument(args, 0, 'path', 'paths');
  const path = given === UNKNOWN ? (reader.options.get('path') ?? UNKNOWN) : given;
  if (!isFile && SERVICE_FORMATS.test(reader.format))
    return notedOptions(reader.options, reader.format, call, machine);
  // Several paths as several arguments: `parquet("a", "b")`.
  const all =
    isFile && name !== 'csv' && name !== 'json'
      ? { ...path, items: [path, ...args.positional.slice(1)].flatMap((one) => one.items ?? [one]) }
      : path;
  return noted(isFile ? pathRefs(all) : nameOrPathRefs(path, machine), call, machine, path);
}

/** Notes a read, unless it is of a file on the machine that the job runs on. */
function noted(refs: readonly SureRef[], call: Call, machine: Machine, path: Value = UNKNOWN): Value {
  const isOnlyLocal =
    path.texts.length > 0 && path.texts.every(({ text }) => isLocal(text) && text.includes('/'));
  if (refs.length === 0 && isOnlyLocal) return UNKNOWN;
  return ofData(machine.columns.read(machine.recorder.read(refs, call.at, call.text)));
}

/** Notes a read that options describe, by a table or by a query. */
function notedOptions(options: Options, format: string, call: Call, machine: Machine): Value {
  const refs = refsOfOptions(ofText(format), options);
  const query = queryOfOptions(options);
  if (query === null) return noted(refs, call, machine);
  return ofData(machine.columns.readQuery(query, machine.recorder.read(refs, call.at, call.text)));
}

function jdbcOptions(options: Options, call: Call): Options {
  const given = new Map([
    ['url', argument(call.args, 0, 'url')],
    ['dbtable', argument(call.args, 1, 'table', 'dbtable')],
  ]);
  return optionMap(options, given);
}

function writerCall(
  name: string,
  object: Value,
  writer: Builder & { readonly kind: 'writer' },
  call: Call,
  machine: Machine,
): Value | null {
  const next = configured(name, writer, call);
  if (next) return ofApi({ ...next, kind: 'writer' }, object.from);
  const { args } = call;
  switch (name) {
    case 'foreachBatch':
      runOnFrame(argument(args, 0, 'func'), object, machine);
      return object;
    case 'saveAsTable':
    case 'insertInto':
    case 'toTable': {
      const table = nameOrPathRefs(argument(args, 0, 'name', 'tableName'), machine);
      const path = pathRefs(writer.options.get('path') ?? UNKNOWN);
      return written([...table, ...path], object, call, machine, table.length > 0);
    }
    case 'jdbc':
      return written(refsOfOptions(ofText('jdbc'), jdbcOptions(writer.options, call)), object, call, machine);
    case 'save':
    case 'start':
      return save(object, writer, call, machine);
    default: {
      if (!FILE_FORMATS.test(name)) return null;
      const path = argument(args, 0, 'path');
      return isLocalOnly(path)
        ? UNKNOWN
        : written([...pathRefs(path), ...syncedTable(writer.options, machine)], object, call, machine);
    }
  }
}

const isLocalOnly = (path: Value): boolean =>
  path.texts.length > 0 && path.texts.every(({ text }) => isLocal(text));

function save(object: Value, writer: Builder, call: Call, machine: Machine): Value {
  const given = argument(call.args, 0, 'path');
  const path = given === UNKNOWN ? (writer.options.get('path') ?? UNKNOWN) : given;
  if (SERVICE_FORMATS.test(writer.format))
    return written(refsOfOptions(ofText(writer.format), writer.options), object, call, machine);
  // A streaming query that is started without a target hands its batches to a function or a console.
  if (path === UNKNOWN && /\.start\s*\(/.test(call.text)) return UNKNOWN;
  return written(
    [...nameOrPathRefs(path, machine), ...syncedTable(writer.options, machine)],
    object,
    call,
    machine,
  );
}

/** The catalog table that a Hudi writer keeps in step. */
function syncedTable(options: Options, machine: Machine): SureRef[] {
  const [database, table] = ['database', 'table'].map(
    (part) => options.get(`hoodie.datasource.hive_sync.${part}`)?.texts[0],
  );
  if (!database || !table) return [];
  return nameOrPathRefs(
    ofText(`${database.text}.${table.text}`, Math.min(database.confidence, table.confidence)),
    machine,
  );
}

function writerV2Call(name: string, object: Value, target: Value, call: Call, machine: Machine): Value {
  if (/^(?:append|create|createOrReplace|replace|overwrite|overwritePartitions)$/.test(name)) {
    return written(nameOrPathRefs(target, machine), object, call, machine);
  }
  return object;
}

/** Notes a write. `sure` says that a part of the target is known although `refs` may be empty. */
function written(
  refs: readonly SureRef[],
  object: Value,
  call: Call,
  machine: Machine,
  sure = refs.length > 0,
): Value {
  if (!sure) machine.recorder.problem('write', call.at, call.text);
  if (refs.length > 0) machine.recorder.write(refs, object.from, call.at, call.text);
  return ofData(object.from);
}
