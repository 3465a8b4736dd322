/**
 * Calls of Glue's own library: DynamicFrame readers and writers, sinks, and helpers that Glue Studio
 * generates.
 */
import { argument, type Args } from './args.ts';
import type { Call, Machine } from './machine.ts';
import { optionMap, queryOfOptions, refsOfOptions, tableRefs } from './refs.ts';
import type { SureRef } from './recorder.ts';
import { runSql } from './sql.ts';
import { ofApi, ofData, ofText, unionOf, UNKNOWN, type SinkState, type Value } from './values.ts';

/** What a call of this name does; null where it is none of Glue's. */
export function glueCall(name: string, object: Value, call: Call, machine: Machine): Value | null {
  const { args, at, text } = call;
  const read = (refs: readonly SureRef[]): Value =>
    ofData(machine.columns.read(machine.recorder.read(refs, at, text)));
  const write = (refs: readonly SureRef[], frame: Value): Value => {
    machine.recorder.write(refs, frame.from, at, text);
    return ofData(frame.from);
  };
  if (/^create_(?:sample_)?(?:dynamic|data)_frame_from_catalog$/.test(name) || name === 'getCatalogSource') {
    return read(
      tableRefs(
        argument(args, 0, 'database', 'name_space', 'nameSpace'),
        argument(args, 1, 'table_name', 'tableName'),
        machine,
      ),
    );
  }
  if (/^create_(?:sample_)?(?:dynamic|data)_frame_from_options$/.test(name)) {
    const options = optionMap(argument(args, 1, 'connection_options').entries);
    const refs = refsOfOptions(argument(args, 0, 'connection_type'), options);
    const query = queryOfOptions(options);
    if (query === null) return read(refs);
    return ofData(machine.columns.readQuery(query, machine.recorder.read(refs, at, text)));
  }
  if (/^create_(?:dynamic|data)_frame_from_rdd$/.test(name)) return ofData(unionOf(args.positional));
  if (name === 'getSource')
    return read(refsOfOptions(argument(args, 0, 'connection_type'), optionMap(args.named)));
  if (/^write_(?:(?:dynamic|data)_frame_)?from_catalog$/.test(name)) {
    const refs = tableRefs(
      argument(args, 1, 'database', 'name_space'),
      argument(args, 2, 'table_name'),
      machine,
    );
    return write(refs, argument(args, 0, 'frame', 'frame_or_dfc'));
  }
  if (/^write_(?:(?:dynamic|data)_frame_)?from_options$/.test(name)) {
    const options = optionMap(argument(args, 2, 'connection_options').entries);
    return write(
      refsOfOptions(argument(args, 1, 'connection_type'), options),
      argument(args, 0, 'frame', 'frame_or_dfc'),
    );
  }
  if (/^write_(?:(?:dynamic|data)_frame_)?from_jdbc_conf$/.test(name)) {
    const options = optionMap(argument(args, 2, 'connection_options').entries);
    return write(
      refsOfOptions(ofText('jdbc'), options, argument(args, 1, 'catalog_connection')),
      argument(args, 0, 'frame', 'frame_or_dfc'),
    );
  }
  return sinkCall(name, object, call, machine) ?? helperCall(name, call, machine);
}

/** Sinks learn what they write to in several calls: getSink, setCatalogInfo, writeFrame. */
function sinkCall(name: string, object: Value, call: Call, machine: Machine): Value | null {
  const { args } = call;
  if (name === 'getSink') {
    const type = argument(args, 0, 'connection_type').texts[0]?.text ?? 's3';
    const state: SinkState = { database: null, table: null };
    return ofApi({ kind: 'sink', type, options: optionMap(args.named), state });
  }
  if (name === 'getCatalogSink') {
    const state: SinkState = {
      database: argument(args, 0, 'database'),
      table: argument(args, 1, 'tableName', 'table_name'),
    };
    return ofApi({ kind: 'sink', type: 'catalog', options: new Map(), state });
  }
  const { api } = object;
  if (api?.kind !== 'sink') return null;
  if (name === 'setCatalogInfo') {
    api.state.database = argument(args, 0, 'catalogDatabase');
    api.state.table = argument(args, 1, 'catalogTableName');
    return object;
  }
  if (!/^(?:write|pyWrite)/i.test(name)) return object;
  const frame = argument(args, 0, 'frame', 'dynamic_frame', 'dynamic_frame_or_dfc');
  const { database, table } = api.state;
  const catalog = database && table ? tableRefs(database, table, machine) : [];
  const stored = api.type === 'catalog' ? [] : refsOfOptions(ofText(api.type), api.options);
  if (database && table && catalog.length === 0) machine.recorder.problem('write', call.at, call.text);
  // With a catalog table at hand, a path that cannot be told takes nothing away.
  machine.recorder.write([...catalog, ...stored], frame.from, call.at, call.text);
  return ofData(frame.from);
}

function helperCall(name: string, call: Call, machine: Machine): Value | null {
  const { args } = call;
  switch (name) {
    // The function that Glue Studio puts into a script for its SQL node.
    case 'sparkSqlQuery': {
      for (const [alias, frame] of argument(args, 2, 'mapping').entries ?? [])
        machine.views.set(alias.toLowerCase(), frame.from);
      return runSql(argument(args, 1, 'query'), call.at, call.text, machine);
    }
    case 'forEachBatch': {
      const [frame, work] = [argument(args, 0, 'frame'), argument(args, 1, 'batch_function')];
      return runOnFrame(work, frame, machine);
    }
    case 'extract_jdbc_conf': {
      const connection = argument(args, 0, 'connection_name').texts[0]?.text;
      return connection ? ofApi({ kind: 'jdbc-conf', connection }) : UNKNOWN;
    }
    default:
      return null;
  }
}

/** Runs a function of the script on the data of a stream's batch. */
export function runOnFrame(work: Value, frame: Value, machine: Machine): Value {
  if (work.api?.kind !== 'function') return ofData(unionOf([work, frame]));
  const args: Args = { positional: [ofData(frame.from)], named: new Map() };
  return ofData(unionOf([machine.invoke(work.api.definition, args), frame]));
}
