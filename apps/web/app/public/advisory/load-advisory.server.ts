import { notFound, query } from '../../api/api.server';
import { AdvisoryLanguagesDocument, PublicAdvisoryDocument, PublicRevisionDocument } from '../../api/gql/graphql';
import type { AdvisoryAboutFragment, AdvisoryBodyFragment, Language } from '../../api/gql/graphql';
import { choose } from '../../i18n/localised';
import { LOCALE_FACTS, LOCALES } from '../../i18n/locale';
import type { Locale } from '../../i18n/locale';

/** The label of all that a public page shows; an anonymous reader sees nothing else, and this page would show nothing else. */
export const PUBLIC_LABEL = 'TLP:CLEAR';

export interface LoadedAdvisory {
  readonly about: AdvisoryAboutFragment;
  /** None once it is withdrawn. */
  readonly text: AdvisoryBodyFragment | null;
  readonly severity: AdvisoryAboutFragment['severity'];
  /** Set where another revision has taken this one's place. */
  readonly supersededBy: number | undefined;
  readonly revision: number;
}

/** The language that an advisory is shown in: the page's, else the nearest that its title is in. */
export async function languageFor(trackingId: string, locale: Locale): Promise<Language> {
  const { advisory } = await query('anonymous', AdvisoryLanguagesDocument, { trackingId });
  if (advisory === null) notFound();
  const { lang } = choose(advisory.title, locale);
  const shown = LOCALES.find((each) => LOCALE_FACTS[each].tag === lang) ?? locale;
  return LOCALE_FACTS[shown].language;
}

export async function loadAdvisory(trackingId: string, locale: Locale): Promise<LoadedAdvisory> {
  const language = await languageFor(trackingId, locale);
  const { advisory } = await query('anonymous', PublicAdvisoryDocument, { trackingId, language });
  if (advisory === null || advisory.labelText !== PUBLIC_LABEL) notFound();
  const { text, ...about } = advisory;
  return { about, text, severity: about.severity, supersededBy: undefined, revision: about.revisionNumber };
}

/** An earlier revision as it was published; the present one under its own number too. */
export async function loadRevision(trackingId: string, number: number, locale: Locale): Promise<LoadedAdvisory> {
  const language = await languageFor(trackingId, locale);
  const { advisory } = await query('anonymous', PublicRevisionDocument, { trackingId, language, number });
  if (advisory?.labelText !== PUBLIC_LABEL || !advisory.revision?.text) notFound();
  const { revision, ...about } = advisory;
  const supersededBy = about.revisionNumber === revision.number ? undefined : about.revisionNumber;
  return { about, text: revision.text, severity: revision.severity ?? about.severity, supersededBy, revision: revision.number };
}
