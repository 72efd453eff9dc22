import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { AdvisoryAboutFragment, AdvisoryBodyFragment } from '../../api/gql/graphql';
import { actionsOf } from '../../ui/advisory/actions';
import { SourceAddress } from '../../ui/advisory/fix-text';
import { useLangOfSource } from '../../ui/advisory/lang-of-source';
import { SourceNotes } from '../../ui/advisory/source-notes';
import { vulnerabilityReferences } from '../../ui/advisory/vulnerability-references';
import { IndicatorTable } from './indicator-table';
import { ProductTable } from './product-table';
import { References } from './references';
import { Prose } from './shown-text';
import { VulnerabilityTable } from './vulnerability-table';
import { Actions, FIRST_STEPS, stepCount } from './what-to-do';

const PARTS = ['more-steps', 'who', 'cannot-patch', 'attacked', 'details', 'cves', 'references', 'source', 'history', 'formats'] as const;
type Part = (typeof PARTS)[number];

interface PartsProps {
  readonly about: AdvisoryAboutFragment;
  readonly text: AdvisoryBodyFragment;
}

/** The parts that have something to say, in their order. */
export function partsOf(about: AdvisoryAboutFragment, text: AdvisoryBodyFragment): readonly Part[] {
  const isThere: Readonly<Record<Part, boolean>> = {
    'more-steps': stepCount(text) > FIRST_STEPS,
    who: true,
    'cannot-patch': text.workarounds.length > 0 || actionsOf(text).others.length > 0,
    attacked: about.indicators.length > 0 || text.techniques.length > 0,
    details: true,
    cves: text.vulnerabilities.length > 0,
    references: text.references.length > 0 || vulnerabilityReferences(text).length > 0,
    source: text.notes.length > 0,
    history: true,
    formats: true,
  };
  return PARTS.filter((part) => isThere[part]);
}

export function OnThisPage({ parts }: { readonly parts: readonly Part[] }) {
  const t = useTranslations('portal.alert.parts');
  return (
    <nav className="hl-contents hl-no-print" aria-label={t('contents')}>
      <h2 className="govuk-heading-s">{t('contents')}</h2>
      <ul>
        {parts.map((part) => (
          <li key={part}>
            <a className="govuk-link" href={`#${part}`}>
              {t(part)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

export function PartOf({ part, children }: { readonly part: Part; readonly children: ReactNode }) {
  const t = useTranslations('portal.alert.parts');
  return (
    <section aria-labelledby={part} className="hl-part">
      <h2 className="govuk-heading-l" id={part}>
        {t(part)}
      </h2>
      {children}
    </section>
  );
}

export function AdvisoryParts({ about, text }: PartsProps) {
  const shown = partsOf(about, text);
  const contents: Readonly<Partial<Record<Part, ReactNode>>> = {
    'more-steps': <MoreSteps text={text} />,
    who: <ProductTable products={text.affectedProducts} trackingId={about.trackingId} />,
    'cannot-patch': <CannotPatch text={text} />,
    attacked: <IndicatorTable about={about} techniques={text.techniques} />,
    details: <Details text={text} />,
    cves: <VulnerabilityTable about={about} vulnerabilities={text.vulnerabilities} />,
    references: <References text={text} />,
    source: <SourceNotes notes={text.notes} language={text.sourceLanguage} />,
  };
  return shown.map((part) =>
    contents[part] === undefined ? null : (
      <PartOf key={part} part={part}>
        {contents[part]}
      </PartOf>
    ),
  );
}

function MoreSteps({ text }: { readonly text: AdvisoryBodyFragment }) {
  return (
    <ol className="govuk-list govuk-list--number" start={FIRST_STEPS + 1}>
      <Actions text={text} from={FIRST_STEPS} />
    </ol>
  );
}

function CannotPatch({ text }: { readonly text: AdvisoryBodyFragment }) {
  const t = useTranslations('portal.alert.remediation');
  const lang = useLangOfSource(text.sourceLanguage);
  const known = ['mitigation', 'no_fix_planned', 'none_available', 'workaround'] as const;
  return (
    <>
      {text.workarounds.map((workaround, at) => (
        <Prose key={at} text={workaround} />
      ))}
      <ul className="govuk-list govuk-list--bullet">
        {actionsOf(text).others.map(({ category, details, url }, at) => {
          const word = known.find((each) => each === category);
          return (
            <li key={at}>
              {word === undefined ? null : <strong>{t(word)} </strong>}
              <span className="hl-source-note" lang={lang}>
                {details}
              </span>
              <SourceAddress url={url} />
            </li>
          );
        })}
      </ul>
    </>
  );
}

function Details({ text }: { readonly text: AdvisoryBodyFragment }) {
  const t = useTranslations('portal.alert');
  return (
    <>
      {text.impact?.html == null ? null : (
        <>
          <h3 className="govuk-heading-m">{t('impact')}</h3>
          <Prose text={text.impact} />
        </>
      )}
      <h3 className="govuk-heading-m">{t('description')}</h3>
      <Prose text={text.description} />
      {text.credits.length === 0 ? null : (
        <p className="govuk-body">
          {t('credits')} {text.credits.join(', ')}
        </p>
      )}
    </>
  );
}
