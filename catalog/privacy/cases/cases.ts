/** The register of requests: what was asked and when it is due. No identifier value is ever in it. */
import type { Catalog } from '../../open.ts';
import { makeChange } from '../../stewardship/change.ts';
import type { DsarRequest } from '../dsar/request.ts';

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
    due,
  ];
  const stored = () =>
    catalog.store.reader
      .prepare<[string], Stored>(
        `SELECT id, json_array(received_on, jurisdiction, place, rights, subject, identifier_kinds, due) AS fields FROM dsar_case WHERE reference = ?`,
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
    ({ sql, revision }) => {
      const names = ['received_on', 'jurisdiction', 'place', 'rights', 'subject', 'identifier_kinds', 'due'];
      if (!before) {
        return sql.run(
          `INSERT INTO dsar_case (reference, ${names.join(', ')}, state, since_revision) VALUES (?, ${names.map(() => '?').join(', ')}, 'open', ?)`,
          request.reference,
          ...fields,
          revision,
        );
      }
      if (before.fields === JSON.stringify(fields)) return 0;
      return sql.run(
        `UPDATE dsar_case SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`,
        ...fields,
        before.id,
      );
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
      `SELECT id, reference, received_on AS receivedOn, jurisdiction, place, rights, subject, due, state,
              (SELECT COUNT(*) FROM report r WHERE r.case_id = c.id) AS reports
       FROM dsar_case c ORDER BY id DESC LIMIT @limit OFFSET @offset`,
    )
    .all({ limit: page.limit, offset: page.offset });
  return {
    total: db.prepare<[], { n: number }>('SELECT COUNT(*) AS n FROM dsar_case').get()!.n,
    items: rows.map((row) => ({ ...row, rights: JSON.parse(row.rights) as string[] })),
  };
}
