/** Facts of an import, each to what writes it. */
import { assertNever } from '../../model/assert-never.ts';
import type { Fact } from '../../model/facts.ts';
import { soundLists } from '../../model/well-formed.ts';
import { applyColumnEdge, applyInfluence } from './apply-columns.ts';
import { applyJobEdge, applyJobFlow, applyJobIo } from './apply-graph.ts';
import { applyRun, applyRunFlow } from './apply-run.ts';
import { applyRunIo } from './apply-run-io.ts';
import { applyMetric } from './apply-metric.ts';
import { applyProperty } from './apply-property.ts';
import { applyDescription, applyOwner, applyTag } from './apply-said.ts';
import { applyTest, applyTestResult } from './apply-test.ts';
import { applyAlias, applyColumn, applyDataset, applyJob } from './apply-things.ts';
import { NameTooLong } from './identities.ts';
import type { WriterSession } from './session.ts';

/** Writes facts: rows, and what is to be derived once all are in. */
export function applyFacts(session: WriterSession, facts: readonly Fact[]): void {
  const sound = soundLists.has(facts);
  for (const given of facts) {
    const fact = sound ? given : session.wellFormed.of(given);
    if (fact.type === 'scope') session.scopes.declare(fact, session.importer);
    else if (!session.book.scopeOf(fact.evidence).ignored) applyOrDoubt(session, fact);
  }
  session.applied += facts.length;
}

function applyOrDoubt(session: WriterSession, fact: Exclude<Fact, { type: 'scope' }>): void {
  try {
    applyOne(session, fact);
  } catch (error) {
    if (!(error instanceof NameTooLong)) throw error;
    const { file, at } = fact.evidence;
    const last = session.doubts.at(-1);
    // One thing that is named too long is the subject of many facts.
    if (last?.file === file && last.at === at && last.message === error.message) return;
    session.doubts.push({ severity: 'rejected', code: 'name-too-long', file, at, message: error.message });
  }
}

function applyOne(session: WriterSession, fact: Exclude<Fact, { type: 'scope' }>): void {
  switch (fact.type) {
    case 'dataset':
      return applyDataset(session, fact);
    case 'alias':
      return applyAlias(session, fact);
    case 'column':
      return applyColumn(session, fact);
    case 'job':
      return applyJob(session, fact);
    case 'run':
      return applyRun(session, fact);
    case 'run-input':
    case 'run-output':
      return applyRunIo(session, fact);
    case 'run-target':
      return session.sights.target(
        session.run(fact.run, fact.evidence).id,
        session.identities.dataset(fact.dataset).id,
        { importId: session.importId, fileId: session.book.fileId(fact.evidence), at: fact.evidence.at },
      );
    case 'job-input':
    case 'job-output':
      return applyJobIo(session, fact);
    case 'flow':
      return fact.run ? applyRunFlow(session, fact) : applyJobFlow(session, fact);
    case 'column-edge':
      return applyColumnEdge(session, fact);
    case 'dataset-influence':
      return applyInfluence(session, fact);
    case 'job-edge':
      return applyJobEdge(session, fact);
    case 'tag':
      return applyTag(session, fact);
    case 'owner':
      return applyOwner(session, fact);
    case 'description':
      return applyDescription(session, fact);
    case 'property':
      return applyProperty(session, fact);
    case 'test':
      return applyTest(session, fact);
    case 'test-result':
      return applyTestResult(session, fact);
    case 'metric':
      return applyMetric(session, fact);
    default:
      return assertNever(fact);
  }
}
