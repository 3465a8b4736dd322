/** Names of what an audit counts, by what the engine calls it. */
import { say } from '../../../shared/language/say.ts';

const COVERAGE: Readonly<Record<string, string>> = {
  owned: say('Datasets with an owner'),
  classified: say('Datasets with a sensitivity level, of their own or of a column'),
  described: say('Datasets with a description'),
  reviewed: say('Datasets that a person has reviewed as they were at the revision'),
  purpose: say('Datasets with a data category that have a purpose'),
  'legal-basis': say('Datasets with a data category that have a legal basis, of their own or of a purpose'),
  retention: say('Datasets with a data category that have a retention period, of their own or of a purpose'),
  categorised: say('Top-level columns with a category'),
  fresh: say('Datasets known from runs that a run used in the 30 days before the newest run'),
  observed: say('Lineage between datasets that a run has shown'),
};

/** What a share is of; one that is not known in the engine's words. */
export const coverageName = ({ key, what }: { readonly key: string; readonly what: string }): string =>
  Object.hasOwn(COVERAGE, key) ? (COVERAGE[key] ?? what) : what;

/** Kinds of decisions, by the names that reports give them. */
const DECISIONS: Readonly<Record<string, string>> = {
  'Reviews of datasets and columns': say('Reviews of datasets and columns'),
  'Suggested names accepted or refused': say('Suggested names accepted or refused'),
  'Datasets joined or kept apart': say('Datasets joined or kept apart'),
  'Partitions shown as one or apart': say('Partitions shown as one or apart'),
  'Names of places': say('Names of places'),
  'Questions of the inbox settled': say('Questions of the inbox settled'),
  'Tags that arrive along lineage accepted or refused': say(
    'Tags that arrive along lineage accepted or refused',
  ),
  'Tags carried on along lineage': say('Tags carried on along lineage'),
  'Rules for carrying tags': say('Rules for carrying tags'),
  'Rules of stewards': say('Rules of stewards'),
  'Rules for imports': say('Rules for imports'),
  'Laws, letters and control mappings': say('Laws, letters and control mappings'),
  'Changes taken back or made again': say('Changes taken back or made again'),
  'Content of the ledger erased': say('Content of the ledger erased'),
  'Signing keys': say('Signing keys'),
  'Older copies accepted': say('Older copies accepted'),
  'Answers to data subjects approved': say('Answers to data subjects approved'),
  'Rights of data subjects decided': say('Rights of data subjects decided'),
  'Periods for answers extended': say('Periods for answers extended'),
  'Suggested categories confirmed or refused': say('Suggested categories confirmed or refused'),
};

export const decisionName = (kind: string): string =>
  Object.hasOwn(DECISIONS, kind) ? (DECISIONS[kind] ?? kind) : kind;
