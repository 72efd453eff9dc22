import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { CheckboxesField } from '../../../../ui/static/field';
import { SECTORS, TIERS } from '../../vocabulary';
import type { StoredAudience } from './audience';
import type { Choosable, Choosables } from './readers.server';
import type { Told } from '../../../../ui/static/told-text';
import { ToldWords } from '../../../../ui/static/told-text';

interface AudienceFieldsProps {
  readonly audience: StoredAudience;
  readonly groups: readonly Choosable[];
  readonly organisations: Choosables;
  readonly people: Choosables;
  readonly error: Told | undefined;
  /** What the label allows here; of a whole advisory where none is given. */
  readonly hint?: string;
}

/** Whom it addresses: by tier, by sector (in all tiers or in one), by group, by organisation, by person. Any of them. */
export function AudienceFields({ audience, groups, organisations, people, error, hint }: AudienceFieldsProps) {
  const t = useTranslations('console.audience');
  return (
    <section id="audience">
      <h2>{t('whom')}</h2>
      <p className="govuk-hint">{hint ?? t('whom-hint')}</p>
      {error === undefined ? null : (
        <p className="govuk-error-message">
          <ToldWords told={error} />
        </p>
      )}
      <CheckboxesField
        name="tiers"
        label={t('tiers')}
        isSmall
        isInline
        choices={TIERS.map((value) => ({ value, label: t(`tier.${value}`) }))}
        chosen={audience.tiers}
      />
      <SectorTable audience={audience} />
      <Choose name="groups" list={groups} isMore={false} chosen={audience.groups} />
      <Choose name="organisations" {...organisations} chosen={audience.organisations} />
      <Choose name="persons" {...people} chosen={audience.persons} />
    </section>
  );
}

function SectorTable({ audience }: { readonly audience: StoredAudience }) {
  const t = useTranslations('console.audience');
  const words = useTranslations('console.sector');
  const count = audience.sectors.length + audience.tierSectors.length;
  return (
    <details className="govuk-details" open={count > 0}>
      <summary className="govuk-details__summary">
        <span className="govuk-details__summary-text">{t('sectors', { count })}</span>
      </summary>
      <div className="hl-scroll" role="region" aria-label={t('sectors-caption')} tabIndex={0}>
        <table className="govuk-table hl-grid">
          <caption className="govuk-visually-hidden">{t('sectors-caption')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('sector')}</th>
              <th scope="col">{t('any-tier')}</th>
              {TIERS.map((tier) => (
                <th scope="col" key={tier}>
                  {t(`tier.${tier}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {SECTORS.map((sector) => (
              <tr key={sector}>
                <th scope="row">{words(sector)}</th>
                <td>
                  <Tick
                    name="sectors"
                    value={sector}
                    label={`${words(sector)}: ${t('any-tier')}`}
                    isChosen={audience.sectors.includes(sector)}
                  />
                </td>
                {TIERS.map((tier) => (
                  <td key={tier}>
                    <Tick
                      name="tierSectors"
                      value={`${tier}/${sector}`}
                      label={`${words(sector)}: ${t(`tier.${tier}`)}`}
                      isChosen={audience.tierSectors.some((pair) => pair.tier === tier && pair.sector === sector)}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function Tick({ name, value, label, isChosen }: { name: string; value: string; label: string; isChosen: boolean }) {
  return <input className="hl-tick" type="checkbox" name={name} value={value} aria-label={label} defaultChecked={isChosen} />;
}

interface ChooseProps {
  readonly name: 'groups' | 'organisations' | 'persons';
  readonly list: readonly Choosable[];
  readonly isMore: boolean;
  readonly chosen: readonly string[];
}

/** Those that are chosen stand first, also where they are beyond what is listed. */
function Choose({ name, list, isMore, chosen }: ChooseProps) {
  const t = useTranslations('console.audience');
  const [count, setCount] = useState(chosen.length);
  const isChosen = new Set(chosen);
  const beyond = chosen.filter((id) => !list.some((each) => each.id === id)).map((id) => ({ id, name: t('not-listed') }));
  const rows = [...beyond, ...list.filter(({ id }) => isChosen.has(id)), ...list.filter(({ id }) => !isChosen.has(id))];
  return (
    <details className="govuk-details" open={chosen.length > 0}>
      <summary className="govuk-details__summary">
        <span className="govuk-details__summary-text">{t(name, { count })}</span>
      </summary>
      <fieldset
        className="hl-choose"
        onChange={({ currentTarget }) => {
          setCount(currentTarget.querySelectorAll('input:checked').length);
        }}
      >
        <legend className="govuk-visually-hidden">{t(name, { count })}</legend>
        {rows.length === 0 ? <p>{t('nobody')}</p> : null}
        {rows.map(({ id, name: text }, at) => (
          <div className="hl-check" key={id}>
            <input type="checkbox" id={`${name}-${at}`} name={name} value={id} defaultChecked={isChosen.has(id)} />
            <label htmlFor={`${name}-${at}`}>{text}</label>
          </div>
        ))}
        {isMore ? <p>{t('more-than-shown', { count: list.length })}</p> : null}
      </fieldset>
    </details>
  );
}
