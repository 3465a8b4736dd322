import { elsewhere } from '../../catalog/search/elsewhere.ts';
import { CONDITIONS, FIELD_NAMES, FIELDS } from '../../catalog/search/language/syntax.ts';
import { suggest } from '../../catalog/search/suggest.ts';
import { os } from './context.ts';

export const search = os.search.router({
  language: os.search.language.handler(() => ({
    fields: FIELD_NAMES.map((name) => ({ name, ...FIELDS[name], also: [...FIELDS[name].also] })),
    conditions: Object.entries(CONDITIONS).map(([name, meaning]) => ({ name, meaning })),
  })),
  suggest: os.search.suggest.handler(async ({ context, input }) => {
    const { from, to, items } = await suggest(context.catalog, input.text, input.cursor, input.scope);
    return { from, to, items: [...items] };
  }),
  elsewhere: os.search.elsewhere.handler(async ({ context, input }) => {
    const { jobs, runs, files, values, digests } = await elsewhere(context.catalog, input.text, input.limit);
    return {
      jobs: { ...jobs, items: [...jobs.items] },
      runs: { ...runs, items: [...runs.items] },
      files: { ...files, items: [...files.items] },
      values: { ...values, items: [...values.items] },
      digests: [...digests],
    };
  }),
});

export function toNear({ word, instead }: { readonly word: string; readonly instead: readonly string[] }) {
  return { word, instead: [...instead] };
}
