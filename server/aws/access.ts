/** What a collection needs of AWS: a few calls that read. */

export interface AwsAccess {
  /** Whose credentials these are: the answer of `sts get-caller-identity`. */
  identity(signal: AbortSignal): Promise<CallerIdentity>;
  /** One call of Glue or Lake Formation by its name in the AWS CLI; the answer as the CLI prints it. */
  call(operation: string, input: object, signal: AbortSignal): Promise<object>;
  /** An object in S3. */
  object(bucket: string, key: string, signal: AbortSignal): Promise<Uint8Array>;
  close(): void;
}

export interface CallerIdentity {
  readonly UserId: string | undefined;
  readonly Account: string | undefined;
  readonly Arn: string | undefined;
}

/** A call that failed, as `export-errors.json` notes it. */
export interface ExportError {
  readonly Operation: string;
  readonly Resource: string;
  readonly Code: string;
  readonly Message: string;
}

/** The part of an AWS error that is worth telling; credentials never stand in it. */
export function errorOf(operation: string, resource: string, error: unknown): ExportError {
  const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
  return {
    Operation: operation,
    Resource: resource,
    Code: name,
    Message: message.slice(0, 1000),
  };
}

const DENIED = /AccessDenied|Unauthorized|NotAuthorized|Forbidden/i;

export const isDenied = (error: ExportError): boolean => DENIED.test(error.Code);

/** A text member of an item, '' without one. */
export const nameOf =
  (key: string) =>
  (item: unknown): string => {
    const value: unknown =
      typeof item === 'object' && item !== null
        ? (item as Readonly<Record<string, unknown>>)[key]
        : undefined;
    return typeof value === 'string' ? value : '';
  };
