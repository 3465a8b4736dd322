/** When an impact assessment is called for: cases and criteria as data, `resources/privacy/processing/dpia-criteria.json`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const criterionSchema = z.object({
  id: z.string(),
  /** `case`: of Art. 35(3) and (4); `criterion`: of the guidelines. */
  group: z.enum(['case', 'criterion']),
  provision: z.string(),
  title: z.string(),
  question: z.string(),
  /** What the catalog can say of it. */
  hint: z.enum(['models', 'special', 'special-large', 'large', 'combined', 'vulnerable']).nullable(),
});
export type Criterion = z.infer<typeof criterionSchema>;

const criteriaSchema = z.object({
  note: z.string(),
  /** Rows of a dataset from which its scale is pointed out. */
  largeRows: z.number().int().positive(),
  /** Criteria that are met from which an assessment is in most cases required. */
  criteriaForAssessment: z.number().int().positive(),
  /** Keys of data subjects. */
  vulnerable: z.array(z.string()),
  vulnerableCategories: z.array(z.string()),
  criteria: z.array(criterionSchema).min(1),
});
export type Criteria = z.infer<typeof criteriaSchema>;

/** @throws a zod error that names the member at fault */
export function loadCriteria(resourcesDir: string): Criteria {
  const path = join(resourcesDir, 'privacy', 'processing', 'dpia-criteria.json');
  return criteriaSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
}
