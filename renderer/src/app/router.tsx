import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { validateBrowseSearch } from '../features/browse/model/search-params.ts';
import { validateCompareSearch } from '../features/compare/model/search-params.ts';
import { validateDatasetSearch } from '../features/dataset/model/search-params.ts';
import { validateGridSearch } from '../features/grid/model/search-params.ts';
import { validateInboxSearch } from '../features/inbox/model/search-params.ts';
import { validateJobsSearch } from '../features/jobs/model/states.ts';
import { validateJoinsSearch } from '../features/joins/model/search-params.ts';
import { validateLineageSearch } from '../features/lineage/state/url-state.ts';
import { validateMapSearch } from '../features/map/model/search-params.ts';
import { validatePropagationSearch } from '../features/propagation/model/search-params.ts';
import {
  validateCriticalSearch,
  validateImpactSearch,
  validateOriginSearch,
  validatePathsSearch,
} from '../features/questions/model/search-params.ts';
import { validateRegistersSearch } from '../features/registers/model/search-params.ts';
import { validateLedgerSearch } from '../features/ledger/filters.ts';
import { validatePrivacySearch } from '../features/privacy/model/search-params.ts';
import { PageError } from './PageError.tsx';
import { PageLoading } from './PageLoading.tsx';
import { PageNotFound } from './PageNotFound.tsx';
import { Shell } from './shell/Shell.tsx';

/** A whole number from 1 on, or nothing: addresses may have been typed. */
function positive(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number > 0 ? number : undefined;
}

const root = createRootRoute({ component: Shell, notFoundComponent: PageNotFound });

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('../features/home/HomePage.tsx'), 'HomePage'),
});

const browse = createRoute({
  getParentRoute: () => root,
  path: '/browse',
  validateSearch: validateBrowseSearch,
  component: lazyRouteComponent(() => import('../features/browse/BrowsePage.tsx'), 'BrowsePage'),
});

const dataset = createRoute({
  getParentRoute: () => root,
  path: '/dataset/$id',
  validateSearch: validateDatasetSearch,
  component: lazyRouteComponent(() => import('../features/dataset/DatasetPage.tsx'), 'DatasetPage'),
});

const lineage = createRoute({
  getParentRoute: () => root,
  path: '/lineage',
  validateSearch: validateLineageSearch,
  component: lazyRouteComponent(() => import('../features/lineage/LineagePage.tsx'), 'LineagePage'),
});

const map = createRoute({
  getParentRoute: () => root,
  path: '/map',
  validateSearch: validateMapSearch,
  component: lazyRouteComponent(() => import('../features/map/MapPage.tsx'), 'MapPage'),
});

const jobs = createRoute({
  getParentRoute: () => root,
  path: '/jobs',
  validateSearch: validateJobsSearch,
  component: lazyRouteComponent(() => import('../features/jobs/JobsPage.tsx'), 'JobsPage'),
});

const job = createRoute({
  getParentRoute: () => root,
  path: '/job/$id',
  component: lazyRouteComponent(() => import('../features/jobs/JobPage.tsx'), 'JobPage'),
});

const run = createRoute({
  getParentRoute: () => root,
  path: '/run/$id',
  component: lazyRouteComponent(() => import('../features/jobs/RunPage.tsx'), 'RunPage'),
});

const imports = createRoute({
  getParentRoute: () => root,
  path: '/import',
  validateSearch: (search: Record<string, unknown>): { id?: number } => {
    const id = positive(search['id']);
    return id ? { id } : {};
  },
  component: lazyRouteComponent(() => import('../features/imports/ImportPage.tsx'), 'ImportPage'),
});

const privacy = createRoute({
  getParentRoute: () => root,
  path: '/privacy',
  validateSearch: validatePrivacySearch,
  component: lazyRouteComponent(() => import('../features/privacy/PrivacyPage.tsx'), 'PrivacyPage'),
});

const report = createRoute({
  getParentRoute: () => root,
  path: '/reports/$id',
  component: lazyRouteComponent(() => import('../features/privacy/reports/ReportPage.tsx'), 'ReportPage'),
});

const ledger = createRoute({
  getParentRoute: () => root,
  path: '/ledger',
  validateSearch: validateLedgerSearch,
  component: lazyRouteComponent(() => import('../features/ledger/LedgerPage.tsx'), 'LedgerPage'),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(() => import('../features/settings/SettingsPage.tsx'), 'SettingsPage'),
});

const joins = createRoute({
  getParentRoute: () => root,
  path: '/joins',
  validateSearch: validateJoinsSearch,
  component: lazyRouteComponent(() => import('../features/joins/JoinsPage.tsx'), 'JoinsPage'),
});

const inbox = createRoute({
  getParentRoute: () => root,
  path: '/inbox',
  validateSearch: validateInboxSearch,
  component: lazyRouteComponent(() => import('../features/inbox/InboxPage.tsx'), 'InboxPage'),
});

const registers = createRoute({
  getParentRoute: () => root,
  path: '/registers',
  validateSearch: validateRegistersSearch,
  component: lazyRouteComponent(() => import('../features/registers/RegistersPage.tsx'), 'RegistersPage'),
});

const grid = createRoute({
  getParentRoute: () => root,
  path: '/grid',
  validateSearch: validateGridSearch,
  component: lazyRouteComponent(() => import('../features/grid/GridPage.tsx'), 'GridPage'),
});

const propagation = createRoute({
  getParentRoute: () => root,
  path: '/propagation',
  validateSearch: validatePropagationSearch,
  component: lazyRouteComponent(
    () => import('../features/propagation/PropagationPage.tsx'),
    'PropagationPage',
  ),
});

const compare = createRoute({
  getParentRoute: () => root,
  path: '/compare',
  validateSearch: validateCompareSearch,
  component: lazyRouteComponent(() => import('../features/compare/ComparePage.tsx'), 'ComparePage'),
});

const questions = createRoute({
  getParentRoute: () => root,
  path: '/questions',
  component: lazyRouteComponent(() => import('../features/questions/QuestionsPage.tsx'), 'QuestionsPage'),
});

const impact = createRoute({
  getParentRoute: () => root,
  path: '/impact',
  validateSearch: validateImpactSearch,
  component: lazyRouteComponent(() => import('../features/questions/ImpactPage.tsx'), 'ImpactPage'),
});

const origin = createRoute({
  getParentRoute: () => root,
  path: '/origin',
  validateSearch: validateOriginSearch,
  component: lazyRouteComponent(() => import('../features/questions/OriginPage.tsx'), 'OriginPage'),
});

const paths = createRoute({
  getParentRoute: () => root,
  path: '/paths',
  validateSearch: validatePathsSearch,
  component: lazyRouteComponent(() => import('../features/questions/PathsPage.tsx'), 'PathsPage'),
});

const critical = createRoute({
  getParentRoute: () => root,
  path: '/critical',
  validateSearch: validateCriticalSearch,
  component: lazyRouteComponent(() => import('../features/questions/CriticalPage.tsx'), 'CriticalPage'),
});

const rules = createRoute({
  getParentRoute: () => root,
  path: '/rules',
  component: lazyRouteComponent(() => import('../features/rules/RulesPage.tsx'), 'RulesPage'),
});

const access = createRoute({
  getParentRoute: () => root,
  path: '/access',
  component: lazyRouteComponent(() => import('../features/security/AccessPage.tsx'), 'AccessPage'),
});

/** All addresses of the app. Every page is a file of its own, loaded when it is first opened. */
export const router = createRouter({
  routeTree: root.addChildren([
    home,
    browse,
    dataset,
    jobs,
    job,
    run,
    lineage,
    imports,
    privacy,
    report,
    ledger,
    settings,
    joins,
    inbox,
    registers,
    grid,
    propagation,
    compare,
    questions,
    impact,
    origin,
    paths,
    critical,
    map,
    rules,
    access,
  ]),
  defaultPreload: 'intent',
  defaultErrorComponent: PageError,
  defaultPendingComponent: PageLoading,
  scrollRestoration: true,
  scrollToTopSelectors: ['#page'],
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
