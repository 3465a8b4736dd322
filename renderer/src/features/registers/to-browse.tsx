import type { ReactNode } from 'react';
import { AnchorLink } from '../../shared/links.tsx';
import type { BrowseSearch } from '../browse/model/search-params.ts';

/** Makes a part of a sentence a link to what a search finds. */
export const toBrowse = (search: BrowseSearch) => (inside: ReactNode) => (
  <AnchorLink to="/browse" search={search} size="sm">
    {inside}
  </AnchorLink>
);
