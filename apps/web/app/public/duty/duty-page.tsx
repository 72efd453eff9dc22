import { useTranslations } from 'use-intl';
import type { Route } from './+types/duty-page';
import { notFound } from '../../api/api.server';
import { PageHead } from '../../ui/static/page-head';
import { Page } from '../../ui/static/page';
import { Paragraphs } from '../../ui/static/paragraphs';

/** Which parts each page has, in order; their texts are in the catalogue `duty`. */
const PAGES = {
  about: ['who', 'what', 'not', 'how', 'independent'],
  rfc2350: ['document', 'contact', 'charter', 'policies', 'services', 'reporting', 'disclaimer'],
  accessibility: ['standard', 'measures', 'known', 'complain'],
  privacy: ['visits', 'cookies', 'mail', 'report', 'members', 'rights'],
  glossary: ['advisory', 'cve', 'cvss', 'epss', 'kev', 'tlp', 'phishing', 'ransomware', 'second-factor', 'patch', 'indicator', 'csaf'],
} as const;
type DutyPage = keyof typeof PAGES;

/** The last part of the address says which page it is. */
export function loader({ request }: Route.LoaderArgs): { readonly name: DutyPage } {
  const last = new URL(request.url).pathname.split('/').at(-1) ?? '';
  if (!Object.hasOwn(PAGES, last)) notFound();
  return { name: last as DutyPage };
}

export default function Duty({ loaderData: { name } }: Route.ComponentProps) {
  const t = useTranslations('duty');
  // The keys of a page's parts are its own; the type of the catalogue cannot follow.
  const text = t as unknown as (key: string) => string;
  return (
    <Page path={`/${name}`}>
      <PageHead title={text(`${name}.title`)} description={text(`${name}.lead`)} path={`/${name}`} />
      <h1 className="govuk-heading-xl">{text(`${name}.title`)}</h1>
      <p className="govuk-body-l">{text(`${name}.lead`)}</p>
      {PAGES[name].map((part) => (
        <section key={part} aria-labelledby={part} className="hl-prose">
          <h2 className="govuk-heading-m" id={part}>
            {text(`${name}.${part}.title`)}
          </h2>
          <Paragraphs text={text(`${name}.${part}.text`)} />
        </section>
      ))}
    </Page>
  );
}
