/** What the page tells the main process, as it is checked there. The preload knows the types only. */
import { z } from 'zod';

/** A command of the page, for the menu; as in renderer/src/shared/host-bridge.ts. */
export const menuCommandSchema = z.object({
  id: z.string().min(1).max(100),
  title: z.string().min(1).max(300),
  group: z.string().min(1).max(100),
  /** The group in the language of the page. */
  groupName: z.string().min(1).max(100),
  /** As renderer/src/shared/keys.ts writes combinations; the first is shown. */
  keys: z.string().max(40).nullable(),
  enabled: z.boolean(),
});
export type MenuCommand = z.infer<typeof menuCommandSchema>;

/** The language of the page, such as `de-AT`. */
export const localeSchema = z
  .string()
  .max(35)
  .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/);

/** What the system is to tell the person; as in renderer/src/shared/host-bridge.ts. */
export const systemNoticeSchema = z.object({
  title: z.string().min(1).max(100),
  body: z.string().max(300),
  /** The command that a click on it runs. */
  command: z.string().min(1).max(100),
});
export type SystemNotice = z.infer<typeof systemNoticeSchema>;
