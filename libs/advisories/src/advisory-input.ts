import { TLP_LABELS } from '#libs/access';
import { DomainError, invalid } from '#libs/core';
import type { InputIssue } from '#libs/core';
import { z } from 'zod';
import { audienceField } from './audience-field.js';
import { parseContent } from './content-rules.js';
import type { ContentOrigin } from './content-schema.js';
import { KINDS, LANGUAGES, SEVERITIES } from './content.js';
import type { AdvisoryContent } from './content.js';
import { plainText, readInput } from './read-input.js';

const MAX_REASON_CHARACTERS = 2_000;

export const localisedField = z
  .partialRecord(z.enum(LANGUAGES), plainText(MAX_REASON_CHARACTERS))
  .refine((text) => Object.keys(text).length > 0, 'a text in at least one language');

export const reasonField = plainText(MAX_REASON_CHARACTERS);

/** Who allowed wider sharing, and where that is written (PRODUCT.md section 2). */
export const permissionField = z.strictObject({ grantedBy: plainText(300), reference: plainText(1_000) });

const labelField = z.enum(TLP_LABELS).nullish();
const severityReasonField = reasonField.nullish();

const CREATE = z.strictObject({
  kind: z.enum(KINDS),
  severity: z.enum(SEVERITIES),
  severityReason: severityReasonField,
  label: labelField,
  audience: audienceField.prefault({}),
  content: z.unknown().optional(),
});

const UPDATE = z.strictObject({
  advisoryId: z.unknown().optional(),
  expectedSavedAt: z.iso.datetime({ offset: true, error: 'the savedAt that was read' }).optional(),
  kind: z.enum(KINDS).optional(),
  severity: z.enum(SEVERITIES).optional(),
  severityReason: severityReasonField,
  label: labelField,
  audience: audienceField.optional(),
  content: z.unknown().optional(),
  updateClass: z.enum(['editorial', 'minor', 'major']).optional(),
  summaryOfChanges: localisedField.optional(),
  permission: permissionField.optional(),
});

export type CreateInput = Omit<z.output<typeof CREATE>, 'content'> & { readonly content: AdvisoryContent };
export type UpdateInput = Omit<z.output<typeof UPDATE>, 'content'> & { readonly content: AdvisoryContent | undefined };

/** Throws INVALID_INPUT with every wrong place, those inside the content too. */
export function readCreateInput(input: unknown): CreateInput {
  return readWithContent(CREATE, input, (value) => contentOf(value, 'analyst'));
}

/** `origin` says by whose grammars the content is read: what was imported may keep what its source wrote. */
export function readUpdateInput(input: unknown, origin: ContentOrigin): UpdateInput {
  return readWithContent(UPDATE, input, (value) => (value === undefined ? undefined : contentOf(value, origin)));
}

function contentOf(value: unknown, origin: ContentOrigin): AdvisoryContent {
  if (value !== undefined) return parseContent(value, origin);
  throw invalid([{ path: '', expected: 'the content of the advisory', received: 'nothing' }]);
}

function readWithContent<Schema extends z.ZodType<{ content?: unknown }>, Content>(
  schema: Schema,
  input: unknown,
  read: (value: unknown) => Content,
): Omit<z.output<Schema>, 'content'> & { readonly content: Content } {
  const issues: InputIssue[] = [];
  const rest = collect(issues, '', () => readInput(schema, input));
  const value = typeof input === 'object' && input !== null && 'content' in input ? input.content : undefined;
  const content = collect(issues, 'content', () => read(value));
  if (issues.length > 0) throw invalid(issues);
  return { ...(rest as z.output<Schema>), content: content as Content };
}

function collect<Result>(issues: InputIssue[], prefix: string, read: () => Result): Result | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof DomainError) || error.kind !== 'invalid') throw error;
    issues.push(...error.issues.map((issue) => ({ ...issue, path: [prefix, issue.path].filter((part) => part !== '').join('.') })));
    return undefined;
  }
}
