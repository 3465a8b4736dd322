/** Facets of a job. Each holds until a later one of its name replaces it. */
import type { Evidence } from '../../model/facts.ts';
import { redactSql } from '../sql-literals.ts';
import type { JobEntity } from './entities.ts';
import { eachFacet, isDeleted, malformed } from './facet-envelope.ts';
import { objectsOf, textOf, type JsonObject } from './json.ts';
import type { Moment } from './pictures.ts';
import type { Reading } from './reading.ts';
import { sayCustom, sayProperty, saySharedFacet, SHARED_REQUIREMENTS } from './shared-facets.ts';

/** Facets of the specification that are kept as they are. */
const PROPERTIES = new Set(['sql', 'sourceCode', 'sourceCodeLocation']);

export function readJobFacets(
  reading: Reading,
  job: JobEntity,
  facets: JsonObject | null,
  moment: Moment,
): void {
  eachFacet(reading, facets, moment, (name, facet) => {
    if (name === 'lineage' || reading.pictures.repeats(job, name, moment, facet)) return;
    const requirement = SHARED_REQUIREMENTS.get(name);
    if (isDeleted(facet)) reading.pictures.offer(job, name, moment, () => undefined);
    else if (requirement && !requirement.met(facet)) malformed(reading, name, requirement.expected, moment);
    else {
      const draw = (evidence: Evidence): void => sayJobFacet(reading, job, name, facet, evidence);
      reading.pictures.offer(job, name, moment, draw, facet);
    }
  });
}

function sayJobFacet(
  reading: Reading,
  job: JobEntity,
  name: string,
  facet: JsonObject,
  evidence: Evidence,
): void {
  const target = { on: 'job', job: job.key } as const;
  if (saySharedFacet(reading, name, facet, target, evidence)) return;
  if (name === 'tags') {
    for (const tag of objectsOf(facet['tags'])) reading.sayTag(target, tag['key'], tag['value'], evidence);
  } else if (name === 'jobType') {
    const kind = [textOf(facet['integration']), textOf(facet['jobType'])]
      .filter(Boolean)
      .join(' ')
      .slice(0, 256);
    if (kind !== '') reading.say({ type: 'job', job: job.key, kind, evidence });
    sayProperty(reading, name, facet, target, evidence);
  } else if (name === 'sql' || (name === 'sourceCode' && isSql(facet))) {
    sayProperty(reading, name, withoutLiterals(reading, name, facet), target, evidence);
  } else if (PROPERTIES.has(name)) sayProperty(reading, name, facet, target, evidence);
  else sayCustom(reading, name, facet, target, evidence);
}

const isSql = (facet: JsonObject): boolean => /sql/i.test(textOf(facet['language']) ?? '');

/** Values in queries may be about people; which are hidden is a setting of the catalog. */
function withoutLiterals(reading: Reading, name: string, facet: JsonObject): JsonObject {
  const member = name === 'sql' ? 'query' : 'sourceCode';
  const text = textOf(facet[member]);
  if (text === undefined) return facet;
  const dialect = textOf(facet['dialect']) ?? textOf(facet['language']) ?? '';
  return { ...facet, [member]: redactSql(text, reading.sqlLiterals, dialect) };
}
