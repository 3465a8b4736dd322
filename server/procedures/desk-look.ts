/** How what is looked at in a case crosses to a face. */
import type { FoundNear as Near, Findings as Found } from '../../catalog/privacy/cases/findings.ts';
import type { AttachmentPreview as Preview } from '../../catalog/privacy/cases/preview.ts';
import type { AttachmentPreview, Findings, FoundNear } from '../../contract/index.ts';

export function previewView(preview: Preview): AttachmentPreview {
  switch (preview.kind) {
    case 'csv':
      return {
        ...preview,
        headers: [...preview.headers],
        rows: preview.rows.map(({ row, cells }) => ({ row, cells: [...cells] })),
      };
    case 'json':
      return { ...preview, places: preview.places.map((place) => ({ ...place })) };
    case 'text':
      return { ...preview, lines: [...preview.lines] };
    case 'other':
      return { ...preview };
  }
}

const near = ({ path, stated, ...one }: Near): FoundNear => ({
  ...one,
  path: [...path],
  stated: [...stated],
});

export function findingsView(found: Found): Findings {
  const { sources, recipients, models, columns, considered, systems, gaps } = found;
  return {
    revision: found.revision,
    sources: { total: sources.total, items: sources.items.map(near) },
    recipients: { total: recipients.total, items: recipients.items.map(near) },
    models: { total: models.total, items: models.items.map(near) },
    columns: {
      total: columns.total,
      items: columns.items.map(({ categories, ...one }) => ({ ...one, categories: [...categories] })),
      byOrigin: { ...columns.byOrigin },
    },
    considered: { total: considered.total, items: considered.items.map((one) => ({ ...one })) },
    systems: systems.map(({ owners, reasons, ...one }) => ({
      ...one,
      owners: [...owners],
      reasons: [...reasons],
    })),
    gaps: gaps.map((gap) => ({ ...gap })),
  };
}
