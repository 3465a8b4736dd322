import { Text, UnstyledButton } from '@mantine/core';
import type { PathsAnswer } from '../../../../../contract/index.ts';
import { wayText } from '../pieces.tsx';
import classes from '../questions.module.css';
import { say } from '../../../shared/language/say.ts';

interface Props {
  readonly answer: PathsAnswer;
  readonly chosen: number;
  readonly onChoose: (position: number) => void;
}

export function PathList({ answer: { nodes, paths }, chosen, onChoose }: Props) {
  return (
    <div className={classes.pathList} tabIndex={0} role="group" aria-label={say('Paths, scrolls')}>
      <ul className={classes.list}>
        {paths.map((path, position) => {
          const way = path.flatMap((at) => {
            const node = nodes[at];
            return node ? [{ ...node.dataset, column: node.column }] : [];
          });
          return (
            <li key={path.join('-')}>
              <UnstyledButton
                className={classes.choice}
                aria-pressed={position === chosen}
                onClick={() => onChoose(position)}
              >
                <Text span size="xs" fw={600}>
                  {say('{hops, plural, one {# hop} other {# hops}}', { hops: path.length - 1 })}
                </Text>{' '}
                {wayText(way)}
              </UnstyledButton>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
