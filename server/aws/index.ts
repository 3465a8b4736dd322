/**
 * Collection from AWS, as faces use it. This folder holds the only code of the product that goes out to
 * a network, and the clients are loaded only here, by a person's request.
 */
import { collectGlue, type Collected } from './collect.ts';
import type { CollectionRequest } from './collection.ts';
import { planOf } from './plan.ts';

export interface AwsCollection extends Omit<CollectionRequest, 'access'> {
  /** New or empty. */
  readonly folder: string;
}

/** @throws AwsRequestError before anything is connected to; and as {@link collectGlue} */
export async function collectFromAws(request: AwsCollection): Promise<Collected> {
  planOf(request.source);
  const { openAws } = await import('./sdk.ts');
  const access = openAws(request.source);
  try {
    return await collectGlue({ ...request, access });
  } finally {
    access.close();
  }
}

export { AwsConnectError } from './collection.ts';
export type { Collected } from './collect.ts';
export { ExportFolderError } from './export-folder.ts';
export { AwsRequestError, planOf, type AwsPlan, type AwsSource } from './plan.ts';
