import { notFound, query } from '../../../../api/api.server';
import { EditVulnerabilitiesDocument } from '../../../../api/gql/graphql';
import type { EditVulnerabilitiesQuery, VulnerabilityInput } from '../../../../api/gql/graphql';
import { textIn } from '../../../../forms/form.server';

type Work = NonNullable<NonNullable<EditVulnerabilitiesQuery['advisory']>['inWork']>;
export type StoredVulnerability = Work['text']['vulnerabilities'][number];

export const MAX_VULNERABILITIES_SHOWN = 100;

export async function workOf(request: Request, trackingId: string): Promise<Work> {
  const { advisory } = await query(request, EditVulnerabilitiesDocument, { trackingId });
  if (!advisory?.viewerCan.edit || advisory.inWork === null) return notFound();
  return advisory.inWork;
}

/** As the API takes it: the same that it gave, without what it computes. */
export function toInput({ cve, title, cwes, ids, cvss }: StoredVulnerability): VulnerabilityInput {
  return {
    ...(cve === null ? {} : { cve }),
    ...(title === null ? {} : { title }),
    ...(cwes.length === 0 ? {} : { cwes }),
    ...(ids.length === 0 ? {} : { ids: ids.map(({ system, value }) => ({ system, value })) }),
    ...(cvss.length === 0 ? {} : { cvss: cvss.map(({ vector }) => vector) }),
  };
}

/** The rows of the form over what is stored; a row without an id and a title is none. */
export function vulnerabilitiesIn(form: FormData, stored: readonly StoredVulnerability[]): VulnerabilityInput[] {
  const rows: VulnerabilityInput[] = [];
  for (let at = 0; form.has(`vulnerability.${at}.cve`); at += 1) {
    const field = (name: string) => textIn(form, `vulnerability.${at}.${name}`);
    const [cve, title] = [plainDashes(field('cve')).toUpperCase(), field('title')];
    const ids = idsIn(field('ids'));
    if (form.has(`vulnerability.${at}.remove`) || (cve === '' && title === '' && ids.length === 0)) continue;
    const cwes = field('cwes').split(/[\s,;]+/u).filter((each) => each !== ''); // prettier-ignore
    const cvss = field('cvss').split(/\s+/u).filter((each) => each !== ''); // prettier-ignore
    rows.push({
      ...(cve === '' ? {} : { cve }),
      ...(title === '' ? {} : { title }),
      ...(cwes.length === 0 ? {} : { cwes }),
      ...(ids.length === 0 ? {} : { ids }),
      ...(cvss.length === 0 ? {} : { cvss }),
    });
  }
  if (textIn(form, 'do') === 'autosave') return [...rows, ...stored.slice(MAX_VULNERABILITIES_SHOWN).map(toInput)];
  const known = new Set(rows.map(({ cve }) => cve));
  const pasted = cvesIn(textIn(form, 'paste')).filter((cve) => !known.has(cve));
  return [...rows, ...pasted.map((cve) => ({ cve })), ...stored.slice(MAX_VULNERABILITIES_SHOWN).map(toInput)];
}

/** Every CVE id of a text, each once. */
export function cvesIn(text: string): string[] {
  return [
    ...new Set(
      plainDashes(text)
        .toUpperCase()
        .match(/CVE-\d{4}-\d{4,}/gu) ?? [],
    ),
  ];
}

/** As word processors and PDF write them: hyphens that do not break, dashes of every length, the minus sign, fullwidth. */
function plainDashes(text: string): string {
  return text.replaceAll(/[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/gu, '-').replaceAll('\u00ad', '');
}

/** As the form carries them: one a line, system and value parted by a tab. */
function idsIn(text: string): { system: string; value: string }[] {
  return text.split(/[\r\n]+/u).flatMap((line) => {
    const [system = '', value = ''] = line.split('\t');
    return value === '' ? [] : [{ system, value }];
  });
}
