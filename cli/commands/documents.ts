import { counted } from '../../catalog/counted.ts';
import type { DocumentForm } from '../../contract/index.ts';
import { datasetNamed, UsageError, withCatalog, type ExitCode, type GlobalOptions } from '../face.ts';
import { print, printJson } from '../print.ts';
import { writeReport } from './report.ts';
import { because, done } from './targets.ts';

export interface DocumentOptions extends GlobalOptions {
  readonly out?: string;
  readonly open?: boolean;
}

/** Shows how far a document is answered or, with `--out`, writes it. */
export async function documentCommand(
  form: DocumentForm,
  name: string,
  options: DocumentOptions,
): Promise<ExitCode> {
  return withCatalog(options, false, async (face) => {
    const { client, json } = face;
    const datasetId = datasetNamed(face.catalog, name).id;
    if (options.out !== undefined) return writeReport(face, { kind: form, datasetId }, options.out);
    const document = await client.documents.get({ datasetId, form });
    const { completeness, sections } = document;
    const open = completeness.counts.open + completeness.counts.partly;
    if (json) printJson(document);
    else {
      print(
        `${document.title}: ${document.dataset.name}`,
        `${completeness.percent} % of ${counted(completeness.total, 'question')} answered`,
        '',
      );
      for (const { heading, provision, questions } of sections) {
        const shown = questions.filter(
          ({ state }) => !options.open || state === 'open' || state === 'partly',
        );
        if (shown.length === 0) continue;
        print(provision === null ? heading : `${heading} (${provision})`);
        for (const one of shown) {
          print(`  ${one.state.padEnd(14)} ${one.key}: ${one.ask}`);
          if (one.given) print(`                   ${one.given.text}`);
          for (const line of one.lines) print(`                   ${line}`);
          for (const gap of one.gaps) print(`                 ? ${gap}`);
        }
      }
    }
    return open > 0 ? 1 : 0;
  });
}

export interface AnswerOptions extends GlobalOptions {
  readonly notApplicable?: boolean;
  readonly remove?: boolean;
  readonly reason?: string;
}

export function answerCommand(
  name: string,
  question: string,
  text: string | undefined,
  options: AnswerOptions,
): Promise<ExitCode> {
  const state = options.remove ? null : options.notApplicable ? 'not-applicable' : 'stated';
  if (state === 'stated' && text === undefined) throw new UsageError('Give the answer as the last argument.');
  return withCatalog(options, false, async ({ catalog, client, json }) => {
    const datasetId = datasetNamed(catalog, name).id;
    return done(
      await client.documents.answer({ datasetId, question, state, text: text ?? '', ...because(options) }),
      json,
    );
  });
}
