import { Stack } from '@mantine/core';
import { useSettings } from '../../shared/appearance.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { PageHeader } from '../../shared/PageHeader.tsx';
import { Loading } from '../../shared/Loading.tsx';
import { PeopleSection } from '../security/PeopleSection.tsx';
import { SecuritySection } from '../security/SecuritySection.tsx';
import { AboutSection } from './AboutSection.tsx';
import { AppearanceSection } from './AppearanceSection.tsx';
import { CatalogSection } from './CatalogSection.tsx';
import { CollectSection } from './collect/CollectSection.tsx';
import { ImportSection } from './ImportSection.tsx';
import { NoticesSection } from './NoticesSection.tsx';
import { OrganisationSection } from './OrganisationSection.tsx';
import { PersonSection } from './PersonSection.tsx';
import { ProjectsSection } from './projects/ProjectsSection.tsx';
import { ReasonsSection } from './ReasonsSection.tsx';
import { SafeCopiesSection } from './SafeCopiesSection.tsx';
import { StewardRulesLink } from './StewardRulesLink.tsx';
import { RulesSection } from './rules/RulesSection.tsx';
import { say } from '../../shared/language/say.ts';

/** What belongs to this catalog and to the person who works with it. */
export function SettingsPage() {
  const { settings, update } = useSettings();
  return (
    <Stack p="md" gap="md" maw={860} mx="auto">
      <PageHeader title={say('Settings')} />
      {settings.error ? <ErrorState error={settings.error} onRetry={() => void settings.refetch()} /> : null}
      {settings.isPending ? <Loading what={say('the settings')} bars={[320]} /> : null}
      {settings.data ? (
        <>
          <AppearanceSection settings={settings.data} onChange={update.mutate} />
          <PersonSection
            actor={settings.data.actor}
            onSave={(actor) => update.mutate({ actor })}
            saving={update.isPending}
          />
          <OrganisationSection
            organisation={settings.data.organisation}
            onSave={(organisation) => update.mutate({ organisation })}
            saving={update.isPending}
          />
          <ReasonsSection
            reasonsFor={settings.data.reasonsFor}
            onChange={update.mutate}
            saving={update.isPending}
          />
          <NoticesSection
            notices={settings.data.notices}
            onChange={update.mutate}
            saving={update.isPending}
          />
          <ImportSection rule={settings.data.sqlLiterals} onChange={update.mutate} />
        </>
      ) : null}
      <CollectSection />
      <ProjectsSection />
      <StewardRulesLink />
      <RulesSection />
      <SecuritySection />
      <PeopleSection />
      <CatalogSection />
      {settings.data ? <SafeCopiesSection on={settings.data.safeCopies} onChange={update.mutate} /> : null}
      <AboutSection />
    </Stack>
  );
}
