/** The register of requests: what was asked and when it is due. No identifier value is ever in it. */
import type { Catalog } from '../../catalog.ts';
import { makeChange } from '../../stewardship/change.ts';
import type { DsarRequest } from '../dsar/request.ts';
import { refreshCase } from './act.ts';
import { insertCase } from './open-case.ts';

export interface CaseRecord {
  readonly id: number;
  readonly reference: string;
  readonly receivedOn: string;
  readonly jurisdiction: string;
  readonly place: string;
  readonly rights: readonly string[];
  readonly subject: string;
  readonly due: string | null;
  readonly state: string;
  readonly reports: number;
}

/** What a report brings up to date; the last day follows from them and from what happened in the case. */
const FIELDS = ['received_on', 'jurisdiction', 'place', 'rights', 'subject', 'identifier_kinds'] as const;

interface Stored {
  readonly id: number;
  readonly fields: string;
}

/**
 * Opens a case under its reference, or brings a known one up to date; either is a change of the catalog
 * with its own ledger entry. A case that stays the same leaves no trace.
 * @returns the case's id
 */
export async function recordCase(
  catalog: Catalog,
  actor: string,
  request: DsarRequest,
  due: string | null,
): Promise<number> {
  const fields = [
    request.receivedOn,
    request.jurisdiction,
    request.place,
    JSON.stringify(request.rights),
    request.subject,
    JSON.stringify(request.identifierKinds),
  ];
  const stored = () =>
    catalog.store.reader
      .prepare<[string], Stored>(
        `SELECT id, json_array(${FIELDS.join(', ')}) AS fields FROM dsar_case WHERE reference = ?`,
      )
      .get(request.reference);
  const before = stored();
  await makeChange(
    catalog,
    {
      actor,
      action: before ? 'case.update' : 'case.open',
      objectType: 'case',
      areas: ['cases'],
      label: () => `${before ? 'Updated' : 'Opened'} case ${request.reference}`,
      payload: () => ({
        reference: request.reference,
        received_on: request.receivedOn,
        jurisdiction: request.jurisdiction,
        place: request.place,
        rights: [...request.rights],
        subject: request.subject,
        identifier_kinds: [...request.identifierKinds],
        due,
      }),
    },
    (change) => {
      const { sql } = change;
      if (!before) {
        insertCase(change, request.reference, { ...request, alsoUnder: [], channel: null });
        refreshCase(catalog, change, request.reference);
        return 1;
      }
      if (before.fields === JSON.stringify(fields)) return 0;
      const changed = sql.run(
        `UPDATE dsar_case SET ${FIELDS.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`,
        ...fields,
        before.id,
      );
      refreshCase(catalog, change, request.reference);
      return changed;
    },
  );
  return stored()!.id;
}

/** Newest first. */
export function listCases(
  catalog: Catalog,
  page: { readonly offset: number; readonly limit: number },
): { total: number; items: CaseRecord[] } {
  const db = catalog.store.reader;
  const rows = db
    .prepare<[object], Omit<CaseRecord, 'rights'> & { rights: string }>(
      `SELECT id, reference, received_on AS receivedOn, jurisdiction, place, rights, subject, due,
              CASE state WHEN 'open' THEN 'received' ELSE state END AS state,
              (SELECT COUNT(*) FROM report r WHERE r.case_id = c.id) AS reports
       FROM dsar_case c ORDER BY id DESC LIMIT @limit OFFSET @offset`,
    )
    .all({ limit: page.limit, offset: page.offset });
  return {
    total: db.prepare<[], { n: number }>('SELECT COUNT(*) AS n FROM dsar_case').get()!.n,
    items: rows.map((row) => ({ ...row, rights: JSON.parse(row.rights) as string[] })),
  };
}
