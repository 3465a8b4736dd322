/**
 * How long the personal data of a case are kept after it is done, and their end: the case's key is destroyed,
 * so that no copy of the encrypted data can be read again, while the ledger stays whole.
 */
import type { Catalog } from '../../catalog.ts';
import { makeChange, type MutationResult } from '../../stewardship/change.ts';
import { Refused } from '../../stewardship/refused.ts';
import { addMonths } from '../deadline/civil-date.ts';
import { dropParameters } from '../dsar/parameters.ts';
import { counted } from '../../counted.ts';
import { enter, insertEvent } from './act.ts';
import { today } from '../deadline/today.ts';
import { loadCase, loadCases, type LoadedCase } from './read.ts';
import { dropContent } from './records.ts';
import { dropSafeCopies } from '../../store/safe-copies.ts';

const LONGEST = 120;

/** Chooses for how many months after the end the personal data are kept; 0: no longer than the case. */
export async function setRetention(
  catalog: Catalog,
  actor: string,
  reference: string,
  months: number,
): Promise<MutationResult> {
  if (!Number.isInteger(months) || months < 0 || months > LONGEST)
    throw new Refused('INVALID', `Months are a whole number from 0 to ${LONGEST}.`);
  return enter(
    catalog,
    { reference, actor },
    () => ({
      kind: 'retention',
      detail: { months },
      label: `Case ${reference}: kept ${counted(months, 'month')}`,
    }),
    ({ sql }, { one }) => {
      sql.run('UPDATE case_file SET retention_months = ? WHERE case_id = ?', months, one.id);
      return {};
    },
  );
}

export interface ErasurePreview {
  readonly reference: string;
  readonly state: string;
  readonly doneOn: string | null;
  readonly retentionMonths: number | null;
  /** From this day on the data are no longer kept; null: not done yet, or nobody has chosen. */
  readonly eraseFrom: string | null;
  readonly isDue: boolean;
  readonly records: number;
  readonly bytes: number;
}

/** What erasing would take away: of every case that still has personal data. */
export function erasureDue(catalog: Catalog, asOf = today()): ErasurePreview[] {
  const { items } = loadCases(catalog.store.reader, { offset: 0, limit: Number.MAX_SAFE_INTEGER });
  return items.filter((one) => one.erasedIn === null).flatMap((one) => preview(catalog, one, asOf) ?? []);
}

function preview(catalog: Catalog, one: LoadedCase, asOf: string): ErasurePreview | null {
  const { records, bytes } = catalog.store.reader
    .prepare<[number], { records: number; bytes: number }>(
      'SELECT COUNT(*) AS records, COALESCE(SUM(bytes), 0) AS bytes FROM case_record WHERE case_id = ? AND content IS NOT NULL',
    )
    .get(one.id)!;
  if (records === 0) return null;
  const { doneOn } = one.folded;
  const eraseFrom =
    doneOn === null || one.retentionMonths === null ? null : addMonths(doneOn, one.retentionMonths);
  return {
    reference: one.reference,
    state: one.state,
    doneOn,
    retentionMonths: one.retentionMonths,
    eraseFrom,
    isDue: eraseFrom !== null && eraseFrom <= asOf,
    records,
    bytes,
  };
}

/**
 * Destroys the key and the records of a case.
 * @throws Refused while it is worked on, and before its day unless `early`
 */
export async function eraseCase(
  catalog: Catalog,
  actor: string,
  { reference, early = false }: { readonly reference: string; readonly early?: boolean },
): Promise<MutationResult> {
  let erased = 0;
  const { store } = catalog;
  // Freed pages are overwritten, so that the encrypted data do not linger in the file either.
  store.writer.pragma('secure_delete = ON');
  const result = await makeChange(
    catalog,
    {
      actor,
      action: 'case.erase',
      objectType: 'case',
      areas: ['cases'],
      label: () => `Case ${reference}: personal data erased`,
      payload: () => ({ reference, records: erased }),
    },
    (change) => {
      const one = loadCase(change.sql.db, reference);
      if (one.erasedIn !== null) return 0;
      const due = preview(catalog, one, today());
      if (one.folded.doneOn === null)
        throw new Refused('CONFLICT', `Case ${reference} is still worked on; its data are needed.`);
      if (due && !due.isDue && !early)
        throw new Refused(
          'CONFLICT',
          due.eraseFrom === null
            ? 'Nobody has chosen for how long the data of this case are kept.'
            : `The data of this case are kept until ${due.eraseFrom}.`,
        );
      erased = dropContent(change, one.id, null);
      const key = change.sql.run(
        'UPDATE case_key SET wrapped = NULL, erased_in = ? WHERE case_id = ?',
        change.revision,
        one.id,
      );
      if (key === 0)
        change.sql.run(
          'INSERT INTO case_key (case_id, wrapped, revision, erased_in) VALUES (?, NULL, ?, ?)',
          one.id,
          change.revision,
          change.revision,
        );
      insertEvent(change, one.id, { kind: 'erase', on: today(), detail: {} });
      return 1;
    },
  );
  dropParameters(catalog);
  await store.emptyLog();
  await dropSafeCopies(store.path);
  return result;
}
