/**
 * Whose catalog an export is: partition, region and account, gathered from the ARNs and the other
 * traces in it, because most responses do not say.
 */
import type { ImportContext } from '../importer.ts';

/** `arn:aws:glue:<region>:<account>`, the namespace of OpenLineage's naming spec for AWS Glue. */
export interface Account {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

const UNKNOWN = 'unknown';
const DEFAULT_PARTITION = 'aws';

const ARN = /\barn:(aws[a-z-]{0,12}):([a-z0-9-]{2,40}):([a-z0-9-]{0,30}):(\d{12})?(?=[:\w])/g;
const CATALOG_ID = /CatalogId["']?\s{0,4}:\s{0,4}["']?(\d{12})\b/g;
/** Buckets that Glue itself makes: `aws-glue-assets-<account>-<region>`. */
const GLUE_BUCKET =
  /\baws-glue-(?:assets|scripts|temporary|studio-transforms)-(\d{12})-([a-z]{2}(?:-[a-z]{2,10}){1,3}-\d)\b/g;
const ZONE = /AvailabilityZone["']?\s{0,4}:\s{0,4}["']?([a-z]{2}(?:-[a-z]{2,10}){1,3}-\d)[a-z]\b/g;

/** Weights of the traces: a folder named after a region is meant; a Glue ARN says it outright, an ARN of another service hints at it. */
const WEIGHT = { folder: 1e9, glue: 1000, bucket: 100, zone: 20, catalogId: 10, other: 1 } as const;

export class AccountVotes {
  private readonly accounts = new Map<string, number>();
  private readonly regions = new Map<string, number>();
  private readonly glueRegions = new Set<string>();
  private partition: string = DEFAULT_PARTITION;
  private callerAccount: string | undefined;

  /** Takes the traces in the text of a file. */
  read(text: string): void {
    for (const [, partition, service, region, account] of text.matchAll(ARN)) {
      this.partition = partition ?? this.partition;
      const weight = service === 'glue' ? WEIGHT.glue : WEIGHT.other;
      if (region) this.add(this.regions, region, weight);
      if (region && service === 'glue') this.glueRegions.add(region);
      if (account) this.add(this.accounts, account, weight);
    }
    for (const [, account, region] of text.matchAll(GLUE_BUCKET)) {
      this.add(this.accounts, account, WEIGHT.bucket);
      this.add(this.regions, region, WEIGHT.bucket);
    }
    for (const [, account] of text.matchAll(CATALOG_ID)) this.add(this.accounts, account, WEIGHT.catalogId);
    for (const [, region] of text.matchAll(ZONE)) this.add(this.regions, region, WEIGHT.zone);
  }

  /** Takes all that another one took. */
  absorb(other: AccountVotes): void {
    for (const [account, votes] of other.accounts) this.add(this.accounts, account, votes);
    for (const [region, votes] of other.regions) this.add(this.regions, region, votes);
    for (const region of other.glueRegions) this.glueRegions.add(region);
    if (other.partition !== DEFAULT_PARTITION) this.partition = other.partition;
  }

  /** The answer of `sts get-caller-identity` settles the account. */
  caller(account: string | undefined, arn: string | undefined): void {
    if (account && /^\d{12}$/.test(account)) this.callerAccount = account;
    if (arn) this.read(arn);
  }

  /** Takes region and account from the name of the folder that the export lies in. */
  folder(region: string | undefined, account: string | undefined): void {
    this.add(this.regions, region, WEIGHT.folder);
    this.add(this.accounts, account, WEIGHT.folder);
  }

  /** Takes the caller of an export in a folder above, where this one does not know its own. */
  inherit(above: AccountVotes): void {
    if (best(this.accounts) === undefined) this.callerAccount ??= above.callerAccount;
  }

  /**
   * The account that the export is of. What the traces leave open is taken from `options.namespace`
   * where that is a Glue namespace, else stays `unknown`, which is reported once.
   */
  decide(context: ImportContext): Account {
    const given = /^arn:(aws[a-z-]*):glue:([a-z0-9-]+):([\w-]+)$/.exec(context.options.namespace ?? '');
    // Who calls and whose catalog it is may differ: a folder's name is then what was meant.
    const named = [...this.accounts].find(([, votes]) => votes >= WEIGHT.folder)?.[0];
    const account = named ?? this.callerAccount ?? best(this.accounts) ?? given?.[3] ?? UNKNOWN;
    const region = best(this.regions) ?? given?.[2] ?? UNKNOWN;
    if (account === UNKNOWN || region === UNKNOWN) {
      const missing =
        account === region
          ? 'neither the AWS account nor the region'
          : region === UNKNOWN
            ? 'no AWS region'
            : 'no AWS account';
      context.issue({
        severity: 'warning',
        code: 'unknown-account',
        message: `The export names ${missing}, so names hold "unknown" there and may not meet other imports of the same catalog. Add the output of "aws sts get-caller-identity" or name the namespace (arn:aws:glue:<region>:<account>).`,
      });
    }
    if (this.glueRegions.size > 1) {
      context.issue({
        severity: 'warning',
        code: 'several-regions',
        message: `The export names AWS Glue in ${this.glueRegions.size} regions; everything in it was read as ${region}. Put each region's files into a folder named after it.`,
      });
    }
    return {
      partition: given && best(this.accounts) === undefined ? (given[1] ?? this.partition) : this.partition,
      region,
      account,
    };
  }

  private add(votes: Map<string, number>, key: string | undefined, weight: number): void {
    if (key) votes.set(key, (votes.get(key) ?? 0) + weight);
  }
}

/** The key with most votes; the first in alphabetical order among equals, so that repeats agree. */
function best(votes: ReadonlyMap<string, number>): string | undefined {
  let top: [string, number] | undefined;
  for (const vote of votes) {
    if (!top || vote[1] > top[1] || (vote[1] === top[1] && vote[0] < top[0])) top = vote;
  }
  return top?.[0];
}
