import { listDisabled, listProjects, setProjectNamespace } from '../../catalog/imports/projects.ts';
import { actorOf, os } from './context.ts';

export const projects = os.projects.router({
  list: os.projects.list.handler(({ context }) => listProjects(context.catalog)),
  setNamespace: os.projects.setNamespace.handler(async ({ context, input }) =>
    setProjectNamespace(context.catalog, await actorOf(context), input.project, input.namespace),
  ),
  disabled: os.projects.disabled.handler(({ context, input }) =>
    listDisabled(context.catalog, input.project, input),
  ),
});
