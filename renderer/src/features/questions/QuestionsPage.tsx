import { Button, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { AnchorLink } from '../../shared/links.tsx';
import { PageHeader } from '../../shared/PageHeader.tsx';
import { Section } from '../../shared/Section.tsx';
import { QUESTIONS, type Question } from './model/questions.ts';
import { useRecentQuestions, type AskedQuestion } from './model/recent.ts';
import classes from './questions.module.css';

/** The questions that the lineage answers, and the last ones that were asked. */
export function QuestionsPage() {
  const { list, clear } = useRecentQuestions();
  return (
    <div className={classes.page}>
      <PageHeader
        title="Questions"
        description="What the lineage can answer. Pick one, then what it is about."
      />
      <SimpleGrid component="ul" className={classes.plainList} cols={{ base: 1, sm: 2 }} spacing="sm">
        {QUESTIONS.map((question) => (
          <li key={question.to}>
            <Card question={question} />
          </li>
        ))}
      </SimpleGrid>
      <Section
        title="Asked lately"
        aside={
          list.length > 0 ? (
            <Button size="compact-xs" variant="subtle" onClick={clear}>
              Clear the list
            </Button>
          ) : null
        }
      >
        {list.length === 0 ? (
          <Text size="sm" c="dimmed">
            Questions that you ask stand here, on this machine only.
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

function Card({ question: { to, name, line, detail } }: { question: Question }) {
  return (
    <Paper
      withBorder
      p="md"
      h="100%"
      className={classes.card}
      renderRoot={(props) => <Link {...props} to={to} search={{}} />}
    >
      <Stack gap={4}>
        <Title order={2} size="h4">
          {name}
        </Title>
        <Text size="sm" fw={500}>
          {line[0]?.toUpperCase()}
          {line.slice(1)}
        </Text>
        <Text size="sm" c="dimmed">
          {detail}
        </Text>
      </Stack>
    </Paper>
  );
}

function Asked({ asked: { to, search, title } }: { asked: AskedQuestion }) {
  return (
    <AnchorLink to={to} search={search} size="sm" className={classes.wrap}>
      {title}
    </AnchorLink>
  );
}
