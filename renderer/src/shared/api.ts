/** The typed way to the engine. Nothing else in the renderer opens a connection. */
export { client, connect, orpc } from './connection/client.ts';
export { shown, useCatalogChanges } from './connection/catalog-changes.ts';
