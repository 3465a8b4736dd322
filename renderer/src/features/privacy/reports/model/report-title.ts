import type { Report } from '../../../../../../contract/index.ts';
import { told } from '../../../../shared/language/told.ts';

/** Kinds whose title a person gives. */
const GIVEN: readonly string[] = ['audit', 'audit-comparison'];

/** How the app calls a report; in the report itself, its title is as it was made. */
export const titleOf = ({ kind, title }: Pick<Report, 'kind' | 'title'>): string =>
  GIVEN.includes(kind) ? title : told(title);
