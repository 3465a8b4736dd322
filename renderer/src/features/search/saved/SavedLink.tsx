import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { orpc } from '../../../shared/api.ts';
import type { SavedSearch } from '../model/saved.ts';
import classes from '../search.module.css';
import { foundNumber, foundWords } from '../model/found.ts';
import { say } from '../../../shared/language/say.ts';

/** A saved search with how many it finds now; leads to its results. */
export function SavedLink({
  saved,
  large = false,
}: {
  readonly saved: SavedSearch;
  readonly large?: boolean;
}) {
  const found = useQuery(
    orpc.datasets.search.queryOptions({ input: { ...saved.search, offset: 0, limit: 1 } }),
  );
  return (
    <Link
      to="/browse"
      search={saved.search}
      className={classes.savedLink}
      data-large={large || undefined}
      title={saved.search.text ? `${saved.name}\n${saved.search.text}` : saved.name}
    >
      <span className={classes.savedName}>{saved.name}</span>
      <span className={classes.savedCount}>
        {found.error
          ? say('cannot be counted')
          : large
            ? foundWords(saved.search.scope, found.data)
            : foundNumber(found.data)}
      </span>
    </Link>
  );
}
