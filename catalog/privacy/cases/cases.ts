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
export async function recordCase(catalog: Catalog, actor: string, request: DsarRequest, due: string | null): Promise<number> {
  const fields = [
    request.receivedOn, request.jurisdiction, request.place, JSON.stringify(request.rights), request.subject, JSON.stringify(request.identifierKinds), due,
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
        reference: request.reference, received_on: request.receivedOn, jurisdiction: request.jurisdiction, place: request.place,
        rights: [...request.rights], subject: request.subject, identifier_kinds: [...request.identifierKinds], due,
      }),
    },
    ({ sql, revision }) => {
      const names = ['received_on', 'jurisdiction', 'place', 'rights', 'subject', 'identifier_kinds', 'due'];
      if (!before) {
        return sql.run(
          `INSERT INTO dsar_case (reference, ${names.join(', ')}, state, since_revision) VALUES (?, ${names.map(() => '?').join(', ')}, 'open', ?)`,
          request.reference, ...fields, revision,
        );
      }
      if (before.fields === JSON.stringify(fields)) return 0;
      return sql.run(`UPDATE dsar_case SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`, ...fields, before.id);
    },
  );
  return stored()!.id;
}

/** Newest first. */
export async function listCases(catalog: Catalog, page: { readonly offset: number; readonly limit: number }): Promise<{ total: number; items: CaseRecord[] }> {
  const { dsarCase } = catalog.store.prisma;
  const [total, rows] = await Promise.all([
    dsarCase.count(),
    dsarCase.findMany({ orderBy: { id: 'desc' }, skip: page.offset, take: page.limit, include: { _count: { select: { reports: true } } } }),
  ]);
  return {
    total,
    items: rows.map((row) => ({
      id: row.id, reference: row.reference, receivedOn: row.receivedOn, jurisdiction: row.jurisdiction, place: row.place,
      rights: JSON.parse(row.rights) as string[], subject: row.subject, due: row.due, state: row.state, reports: row._count.reports,
    })),
  };
}
