import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Home } from '../../../../contract/index.ts';
import { ago, instant } from '../../shared/format.ts';
import { SourceBadges } from '../../shared/SourceBadges.tsx';
import classes from './home.module.css';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';
import { changeWords } from '../imports/change-words.ts';

/** The newest imports, each leading to its details. */
export function RecentImports({ imports }: { imports: Home['recentImports'] }) {
  if (imports.length === 0) return <Text size="sm">{say('Nothing was imported yet.')}</Text>;
  return (
    <ul className={classes.rows}>
      {imports.map((entry) => (
        <li key={entry.id}>
          <Link to="/import" search={{ id: entry.id }} className={classes.row}>
            <span className={classes.grow}>
              <Text size="sm" truncate component="span" display="block" title={told(entry.label)}>
                {told(entry.label)}
              </Text>
              <Text size="xs" c="dimmed" component="span" display="block" title={instant(entry.at, true)}>
                {ago(entry.at)} · {changeWords(entry)}
                {entry.issues > 0
                  ? ` · ${say('{issues, plural, one {# issue} other {# issues}}', { issues: entry.issues })}`
                  : ''}
              </Text>
            </span>
            <SourceBadges sources={entry.importers} size="xs" />
          </Link>
        </li>
      ))}
    </ul>
  );
}
