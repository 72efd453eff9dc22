import { TLP_LABELS } from '#libs/access';
import type { Transaction } from '#libs/database';
import { z } from 'zod';
import { checkPage } from './advisory-filter.js';
import type { PageRequest } from './advisory-filter.js';
import { STATES_IN_WORK } from './advisory.js';
import type { RevisionInWork, StateInWork } from './advisory.js';
import { KINDS, SEVERITIES } from './content.js';
import { readInput } from './read-input.js';
import { REVISION_COLUMNS, revisionFrom } from './revision-row.js';
import type { RevisionRow } from './revision-row.js';

const MAX_VALUES = 50;
const MAX_WORDS_CHARACTERS = 500;

/** What a list of texts in work is narrowed to: any of the values within one field, all fields together. */
const IN_WORK_FILTER = z.strictObject({
  kinds: z.array(z.enum(KINDS)).max(MAX_VALUES, `at most ${MAX_VALUES} values`).default([]),
  severities: z.array(z.enum(SEVERITIES)).max(MAX_VALUES, `at most ${MAX_VALUES} values`).default([]),
  labels: z.array(z.enum(TLP_LABELS)).max(MAX_VALUES, `at most ${MAX_VALUES} values`).default([]),
  /** A part of the tracking id, title, summary, a CVE id, a vendor or a product, in any case. */
  words: z.string().trim().max(MAX_WORDS_CHARACTERS, `at most ${MAX_WORDS_CHARACTERS} characters`).default(''),
  /** Only those that the reader wrote a part of. */
  isOwn: z.boolean().default(false),
});
export type InWorkFilter = z.input<typeof IN_WORK_FILTER>;

export type InWorkRequest = PageRequest & { readonly states?: readonly StateInWork[]; readonly filter?: InWorkFilter };

/** Never indicators: they may have narrower readers than their text. */
const SEARCHED = ['title.*', 'summary.*', 'vulnerabilities[*].cve', 'affectedProducts[*].vendor', 'affectedProducts[*].product'];
const SEARCHED_TEXT = `lower(concat_ws(' ', r.tracking_id, ${SEARCHED.map((path) => `jsonb_path_query_array(r.content, 'lax $.${path}')`).join(', ')}))`;

const STATEMENT = `SELECT x.* FROM unnest(access.visible_sets()) AS s(number) CROSS JOIN LATERAL (
     SELECT ${REVISION_COLUMNS} FROM advisories.revision r
     WHERE r.reader_set = s.number AND r.state IN ('draft', 'in_review', 'scheduled') AND r.state = ANY ($1)
       AND (r.saved_at, r.id) < (coalesce($2::timestamptz, 'infinity'), coalesce($3::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
       AND ($5::text[] = '{}' OR r.kind = ANY ($5)) AND ($6::smallint[] = '{}' OR r.severity = ANY ($6))
       AND ($7::text[] = '{}' OR r.label = ANY ($7)) AND ($8 = '' OR position(lower($8) IN ${SEARCHED_TEXT}) > 0)
       AND (NOT $9::boolean OR access.person_id() = ANY (r.editors || r.author_id))
     ORDER BY r.saved_at DESC, r.id DESC LIMIT $4) x
   ORDER BY x.saved_at DESC, x.id DESC LIMIT $4`;

/** Texts in work that the reader may see, the last saved first. Throws INVALID_INPUT for a filter or a page that there is not. */
export async function inWorkList(
  tx: Transaction,
  request: InWorkRequest,
): Promise<{ readonly revisions: readonly RevisionInWork[]; readonly hasMore: boolean }> {
  checkPage(request);
  const { first, after, states = STATES_IN_WORK } = request;
  const { kinds, severities, labels, words, isOwn } = readInput(IN_WORK_FILTER, request.filter ?? {});
  const severityNumbers = severities.map((severity) => SEVERITIES.indexOf(severity));
  const searched = words.toWellFormed().replaceAll('\0', ' ');
  const rows = await tx.query<RevisionRow>(STATEMENT, [
    states,
    after?.at ?? null,
    after?.id ?? null,
    first + 1,
    kinds,
    severityNumbers,
    labels,
    searched,
    isOwn,
  ]);
  return { revisions: rows.slice(0, first).map(revisionFrom), hasMore: rows.length > first };
}
