/**
 * Code that the catalog knows besides jobs: machine-learning transforms with the tables that they
 * learn from, and user-defined functions.
 */
import type { Target } from '../../model/facts.ts';
import { description, property, safeSettings, safeText } from './descriptive.ts';
import type { Item } from './item.ts';
import { instant, member, rec, recs, str, type Rec } from './json.ts';
import { byName, evidenceOf, type Facts, type GlueModel } from './model.ts';
import { ownerOf } from './names.ts';

export function* codeFacts(model: GlueModel): Facts {
  yield* transformFacts(model);
  yield* functionFacts(model);
}

function* transformFacts(model: GlueModel): Facts {
  const { source, names, context } = model;
  const whole = source.isWhole('transforms');
  const transforms = byName(source.items.transforms, ({ value }) => str(value, 'TransformId'));
  if (transforms.size === 0 && !whole) return;
  const scope = names.scope('transforms');
  yield { type: 'scope', scope, mode: whole ? 'replace' : 'accumulate' };
  for (const [id, item] of transforms) {
    yield* oneTransform(id, item, model, scope);
    context.accepted();
  }
}

function* oneTransform(id: string, item: Item, model: GlueModel, scope: string): Facts {
  const { value } = item;
  const evidence = evidenceOf(scope, item);
  const job = model.names.named('mlTransform', id);
  const sourceId = `${job.namespace}:${job.name}`;
  yield { type: 'job', job, kind: 'ml transform', sourceId, explicitFlows: true, evidence };
  const target: Target = { on: 'job', job };
  yield* description(target, evidence, str(value, 'Description'));
  const settings = {
    name: str(value, 'Name'),
    status: str(value, 'Status'),
    transformType: str(rec(value, 'Parameters'), 'TransformType'),
    role: str(value, 'Role'),
    created: instant(member(value, 'CreatedOn')),
    modified: instant(member(value, 'LastModifiedOn')),
  };
  for (const [key, text] of Object.entries(settings))
    if (text) yield property(target, evidence, key, safeText(text));
  const schema = recs(value, 'Schema').map((one) => ({
    name: str(one, 'Name') ?? '',
    type: str(one, 'DataType') ?? '',
  }));
  if (schema.length > 0) yield property(target, evidence, 'schema', schema.slice(0, 500));
  for (const table of recs(value, 'InputRecordTables')) yield* inputOf(table, job, model, evidence);
}

function* inputOf(
  table: Rec,
  job: ReturnType<GlueModel['names']['named']>,
  model: GlueModel,
  evidence: ReturnType<typeof evidenceOf>,
): Facts {
  const [database, name] = [str(table, 'DatabaseName'), str(table, 'TableName')];
  if (!database || !name) return;
  const found = model.endpoints.resolve({
    kind: 'table',
    database,
    table: name,
    owner: ownerOf(str(table, 'CatalogId')),
  });
  if (!found) return;
  const { dataset, kind, sourceId, mentionedOnly } = found;
  if (mentionedOnly) yield { type: 'dataset', dataset, kind, sourceId, referencedOnly: true, evidence };
  yield { type: 'job-input', job, dataset, evidence };
}

function* functionFacts(model: GlueModel): Facts {
  const items = model.source.items.functions;
  if (items.length === 0) return;
  const scope = model.names.scope('functions');
  yield { type: 'scope', scope, mode: 'accumulate' };
  for (const item of items) {
    const { value } = item;
    const name = str(value, 'FunctionName');
    const database = str(value, 'DatabaseName') ?? item.nameParts[0];
    model.context.accepted();
    if (!name || !database) continue;
    const evidence = evidenceOf(scope, item);
    const job = model.names.named('userDefinedFunction', `${database}/${name}`);
    const sourceId = `${job.namespace}:${job.name}`;
    yield { type: 'job', job, kind: 'user-defined function', sourceId, explicitFlows: true, evidence };
    const target: Target = { on: 'job', job };
    for (const [key, text] of [
      ['className', str(value, 'ClassName')],
      ['owner', str(value, 'OwnerName')],
    ] as const)
      if (text) yield property(target, evidence, key, safeText(text));
    const resources = recs(value, 'ResourceUris').map((one) => safeSettings(one));
    if (resources.length > 0) yield property(target, evidence, 'resources', resources);
  }
}
