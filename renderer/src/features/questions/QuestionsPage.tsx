import { Button, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { AnchorLink } from '../../shared/links.tsx';
import { PageHeader } from '../../shared/PageHeader.tsx';
import { Section } from '../../shared/Section.tsx';
import { QUESTIONS, type Question } from './model/questions.ts';
import { useRecentQuestions, type AskedQuestion } from './model/recent.ts';
import classes from './questions.module.css';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

/** The questions that the lineage answers, and the last ones that were asked. */
export function QuestionsPage() {
  const { list, clear } = useRecentQuestions();
  return (
    <div className={classes.page}>
      <PageHeader
        title={say('Questions')}
        description={say('What the lineage can answer. Pick one, then what it is about.')}
      />
      <SimpleGrid component="ul" className={classes.plainList} cols={{ base: 1, sm: 2 }} spacing="sm">
        {QUESTIONS.map((question) => (
          <li key={question.to}>
            <Card question={question} />
          </li>
        ))}
      </SimpleGrid>
      <SimpleGrid component="ul" className={classes.plainList} cols={{ base: 1, sm: 2 }} spacing="sm">
        {ON_THE_DESK.map((one) => (
          <li key={one.view}>
            <DeskCard {...one} />
          </li>
        ))}
      </SimpleGrid>
      <Section
        title={say('Asked lately')}
        aside={
          list.length > 0 ? (
            <Button size="compact-xs" variant="subtle" onClick={clear}>
              {say('Clear the list')}
            </Button>
          ) : null
        }
      >
        {list.length === 0 ? (
          <Text size="sm" c="dimmed">
            {say('Questions that you ask stand here, on this machine only.')}
          </Text>
        ) : (
          <ul className={classes.list}>
            {list.map((asked) => (
              <li key={JSON.stringify([asked.to, asked.search])}>
                <Asked asked={asked} />
              </li>
            ))}
          </ul>
        )}
      </Section>
    </div>
  );
}

interface DeskQuestion {
  readonly view: 'breaches' | 'models';
  readonly name: string;
  readonly line: string;
  readonly detail: string;
}

/** Questions whose answers are records of their own, on the privacy desk. */
const ON_THE_DESK: readonly DeskQuestion[] = [
  {
    view: 'breaches',
    name: say('Breach'),
    line: say('How far did the data go, and who must be told?'),
    detail: say(
      'From a compromised system, dataset, job or credential: categories, people, receivers, the 72-hour clock, what Art. 33 and 34 ask, drafts.',
    ),
  },
  {
    view: 'models',
    name: say('Models'),
    line: say('What was this model made from, and how well is that documented?'),
    detail: say('Records under the EU AI Act, model cards and datasheets, with what is still open.'),
  },
];

function DeskCard({ view, name, line, detail }: DeskQuestion) {
  return (
    <Paper
      withBorder
      p="md"
      h="100%"
      className={classes.card}
      renderRoot={(props) => <Link {...props} to="/privacy" search={{ view }} />}
    >
      <CardText name={name} line={line} detail={detail} />
    </Paper>
  );
}

function CardText({ name, line, detail }: Pick<DeskQuestion, 'name' | 'line' | 'detail'>) {
  return (
    <Stack gap={4}>
      <Title order={2} size="h4">
        {name}
      </Title>
      <Text size="sm" fw={500}>
        {line}
      </Text>
      <Text size="sm" c="dimmed">
        {detail}
      </Text>
    </Stack>
  );
}

function Card({ question: { to, name, line, detail } }: { question: Question }) {
  return (
    <Paper
      withBorder
      p="md"
      h="100%"
      className={classes.card}
      renderRoot={(props) => <Link {...props} to={to} search={{}} />}
    >
      <CardText name={name} line={`${line[0]?.toUpperCase()}${line.slice(1)}`} detail={detail} />
    </Paper>
  );
}

function Asked({ asked: { to, search, title } }: { asked: AskedQuestion }) {
  return (
    <AnchorLink to={to} search={search} size="sm" className={classes.wrap}>
      {told(title)}
    </AnchorLink>
  );
}
