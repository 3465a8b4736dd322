/** A ledger action in words: `catalog.import` becomes `Catalog import`, `dsar_report` becomes `Dsar report`. */
export function actionName(action: string): string {
  const words = action.replace(/[._-]+/g, ' ').trim();
  return words === '' ? action : words.charAt(0).toUpperCase() + words.slice(1);
}
