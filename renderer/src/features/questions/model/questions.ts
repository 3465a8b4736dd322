/** The questions that have a page of their own. */
import { say } from '../../../shared/language/say.ts';

export type QuestionPath = '/impact' | '/origin' | '/paths' | '/critical' | '/compare';

export interface Question {
  readonly to: QuestionPath;
  readonly name: string;
  /** What it answers, in a line. */
  readonly line: string;
  /** What it takes and what comes of it. */
  readonly detail: string;
}

export const QUESTIONS: readonly Question[] = [
  {
    to: '/impact',
    name: say('Impact'),
    line: say('what does a change reach, and who must know?'),
    detail: say(
      'From a table, a column, a job, a run or a piece of code: everything downstream, models and dashboards first, with owners to notify, lists and mail drafts.',
    ),
  },
  {
    to: '/origin',
    name: say('Origin'),
    line: say('where does this come from?'),
    detail: say(
      'From a dataset or a column back to its sources, with the gaps where lineage stops and a score of how much is covered.',
    ),
  },
  {
    to: '/paths',
    name: say('Paths'),
    line: say('how do data get from here to there?'),
    detail: say(
      'Every way between two datasets or columns, counted, the shortest first, each step with its jobs.',
    ),
  },
  {
    to: '/critical',
    name: say('Critical'),
    line: say('what matters most, and what is it made of?'),
    detail: say(
      'What stewards call critical, what else looks like it, and the map of each from source to use, as a poster too.',
    ),
  },
  {
    to: '/compare',
    name: say('Compare'),
    line: say('what changed, and what of it is suspicious?'),
    detail: say(
      'Two revisions, two dates, or two runs of a job with everything upstream, the most suspicious difference first.',
    ),
  },
];
