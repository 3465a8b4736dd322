/**
 * What is said of a database, told with each of its tables: a database is no dataset of its own.
 */
import type { Json } from '../../model/facts.ts';
import { property, safeSettings, safeText } from './descriptive.ts';
import { instant, member, rec, str, type Rec } from './json.ts';
import { evidenceOf, type Facts, type GlueModel } from './model.ts';

/** One scope a database, a whole picture where the listing of its tables is. */
export function* databaseFacts(model: GlueModel): Facts {
  // A database may come twice (listing and single call): the last one speaks.
  const databases = new Map(
    model.source.items.databases.map((item) => [str(item.value, 'Name')?.toLowerCase() ?? '', item]),
  );
  for (const item of databases.values()) {
    const name = str(item.value, 'Name');
    if (!name || rec(item.value, 'TargetDatabase')) continue;
    const scope = model.names.scope(`database-details/${name}`);
    const whole = model.source.isWhole(`tables/${name}`);
    const about = aboutDatabase(item.value);
    yield { type: 'scope', scope, mode: whole ? 'replace' : 'accumulate' };
    if (!about) continue;
    for (const { dataset, owner } of model.tables.inDatabase(name)) {
      if (owner.account || owner.catalog) continue;
      yield property({ on: 'dataset', dataset }, evidenceOf(scope, item), 'database', { name, ...about });
    }
  }
}

/** Null where nothing beside the name is said. */
function aboutDatabase(database: Rec): Record<string, Json> | null {
  const [description, location] = [str(database, 'Description'), str(database, 'LocationUri')];
  const [owner, created] = [str(database, 'Owner'), instant(member(database, 'CreateTime'))];
  const parameters = rec(database, 'Parameters');
  const about = {
    ...(description?.trim() ? { description: safeText(description) } : {}),
    ...(location ? { location: safeText(location) } : {}),
    ...(owner ? { owner: safeText(owner) } : {}),
    ...(parameters && Object.keys(parameters).length > 0 ? { parameters: safeSettings(parameters) } : {}),
  };
  return Object.keys(about).length === 0 ? null : { ...about, ...(created ? { created } : {}) };
}
