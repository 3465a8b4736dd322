import { IconEye, IconFileText, IconShieldCheck, IconSparkles } from '@tabler/icons-react';
import type { LineageVerification } from '../../../../../contract/index.ts';
import { shortVerification, verificationWords } from '../model/verification.ts';
import classes from './DatasetNode.module.css';

const ICONS = { observed: IconEye, declared: IconFileText, inferred: IconSparkles } as const;

/** How well it is verified: an icon and a word, the whole as a tooltip. A shield: the content was checked. */
export function VerificationBadge({ of }: { readonly of: LineageVerification }) {
  const Icon = ICONS[of.level];
  const words = verificationWords(of);
  return (
    <span className={classes.verification} title={words} data-level={of.level}>
      <Icon size={12} role="img" aria-label={words} />
      <span aria-hidden="true">{shortVerification(of)}</span>
      {of.content === 'checked' ? <IconShieldCheck size={12} aria-hidden="true" /> : null}
    </span>
  );
}
