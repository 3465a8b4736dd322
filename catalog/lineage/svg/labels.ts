/** Words in a drawing, for translation. */
export interface Labels {
  readonly root: string;
  readonly retired: string;
  readonly gap: string;
  readonly group: string;
  readonly observed: string;
  readonly declared: string;
  readonly inferred: string;
  readonly direct: string;
  readonly indirect: string;
  readonly hidden: string;
  readonly moreColumns: (count: number) => string;
}

export const ENGLISH: Labels = {
  root: 'Start of this view',
  retired: 'No longer stated by any source',
  gap: 'Lineage stops here',
  group: 'Open group',
  observed: 'Observed in a run',
  declared: 'Declared, no run seen',
  inferred: 'Inferred from code or by a rule; how sure',
  direct: 'Value passes on',
  indirect: 'Influences (filter, join, grouping)',
  hidden: 'Neighbours not shown',
  moreColumns: (count) => `… ${count} more`,
};
