import { Text } from '@mantine/core';
import { AnchorLink } from '../../../shared/links.tsx';
import { Section } from '../../../shared/Section.tsx';
import classes from '../search.module.css';
import { SavedLink } from './SavedLink.tsx';
import { useSaved } from './use-saved.ts';
import { say } from '../../../shared/language/say.ts';

/** What a person watches: the saved searches with how many each finds now. */
export function SavedOnHome() {
  const { list, error, loading } = useSaved();
  return (
    <Section
      title={say('Saved searches')}
      aside={
        <AnchorLink to="/browse" search={{}} size="sm">
          {say('Browse')}
        </AnchorLink>
      }
    >
      {error ? <Text size="sm">{say('The saved searches could not be read.')}</Text> : null}
      {list.length === 0 && !loading && !error ? (
        <Text size="sm">{say('A search that is saved in Browse stands here, with how many it finds.')}</Text>
      ) : null}
      <ul className={classes.list}>
        {list.map((saved) => (
          <li key={saved.id}>
            <SavedLink saved={saved} large />
          </li>
        ))}
      </ul>
    </Section>
  );
}
