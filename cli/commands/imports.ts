import { counted } from '../../catalog/counted.ts';
import type { ImportSummary, UndoEvent } from '../../contract/index.ts';
import { withCatalog, type ExitCode, type GlobalOptions } from '../face.ts';
import { rulesTold } from './import.ts';
import { pages } from '../pages.ts';
import { print, printJson, printTable } from '../print.ts';

type UndoOutcome = Extract<UndoEvent, { type: 'done' }>['outcome'];

export interface ListOptions extends GlobalOptions {
  readonly limit: number;
}

export interface UndoOptions extends GlobalOptions {
  readonly redo?: boolean;
  readonly dryRun?: boolean;
}

export async function importsList(options: ListOptions): Promise<ExitCode> {
  return withCatalog(options, false, async ({ client, json }) => {
    const { total, items } = await pages(options.limit, (page) => client.imports.list(page));
    if (json) printJson({ total, items });
    else {
      printTable(
        ['id', 'when', 'what', 'revision', 'state'],
        items.map((one) => [String(one.id), one.at, one.label, String(one.revision), stateOf(one)]),
      );
      print(`${items.length} of ${counted(total, 'import')}.`);
    }
    return 0;
  });
}

export async function importsShow(id: number, options: GlobalOptions): Promise<ExitCode> {
  return withCatalog(options, false, async ({ client, json }) => {
    const found = await client.imports.get({ id, offset: 0, limit: 500 });
    if (json) {
      printJson(found);
      return 0;
    }
    print(found.label, `${found.at}, by ${found.actor}, revision ${found.revision}`, stateOf(found));
    printTable(
      ['record', 'added', 'changed', 'retired'],
      Object.entries(found.changes).map(([type, count]) => [
        type,
        String(count.added),
        String(count.changed),
        String(count.retired),
      ]),
    );
    if (found.leftOut > 0) {
      print('', `Left out (${found.leftOutItems.length} of ${found.leftOut}):`);
      for (const item of found.leftOutItems)
        print(`  ${item.change} ${item.type} ${item.dataset} ${item.name}`);
    }
    if (found.issuesTotal > 0) print('', `Issues (${found.issues.length} of ${found.issuesTotal}):`);
    for (const issue of found.issues)
      print(
        `  ${issue.severity}  ${[issue.file, issue.at].filter(Boolean).join(', ')}: ${issue.message} [${issue.code}]`,
      );
    return 0;
  });
}

export async function importsUndo(id: number, options: UndoOptions): Promise<ExitCode> {
  return withCatalog(options, false, async ({ client, json }) => {
    const input = { id, redo: options.redo ?? false };
    const events = await (options.dryRun ? client.imports.previewUndo(input) : client.imports.undo(input));
    const outcome = await outcomeOf(events);
    if (json) {
      printJson(outcome);
      return 0;
    }
    print(outcome.label);
    printTable(
      ['record', 'added', 'changed', 'retired'],
      Object.entries(outcome.changes).map(([type, count]) => [
        type,
        String(count.added),
        String(count.changed),
        String(count.retired),
      ]),
    );
    if (outcome.unused > 0)
      print(
        `${outcome.unused} parts of later imports said nothing new while it stood; import those files again to use them.`,
      );
    print('', outcome.revision === null ? 'Dry run: nothing was written.' : `Revision ${outcome.revision}`);
    if (outcome.rules) rulesTold(outcome.rules);
    return 0;
  });
}

async function outcomeOf(events: AsyncIterable<UndoEvent>): Promise<UndoOutcome> {
  for await (const event of events) if (event.type === 'done') return event.outcome;
  throw new Error('The engine ended the undo without a result');
}

function stateOf(one: ImportSummary): string {
  if (one.undoneIn !== null) return `undone in revision ${one.undoneIn}`;
  return one.leftOut > 0 ? `${one.leftOut} left out` : 'in force';
}
