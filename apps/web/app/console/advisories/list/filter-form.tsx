import { Form, Link, useSearchParams } from 'react-router';
import { useTranslations } from 'use-intl';
import { ADVISORY_KINDS, LABEL_TEXTS, LABELS, SEVERITIES } from '../vocabulary';
import { Button } from '../../../ui/static/button';
import { isInWork, keptQuery } from './list-filter';
import type { ListTab } from './list-filter';

/** The filters stand in the address, so that a list can be kept, sent and gone back to. */
export function FilterForm({ tab }: { readonly tab: ListTab }) {
  const t = useTranslations('console.list');
  const words = useTranslations('site');
  const [search] = useSearchParams();
  return (
    <Form method="get" className="hl-filters" role="search" aria-label={t('filter')} key={keptQuery(search)}>
      <input type="hidden" name="state" value={tab} />
      <div className="hl-filters__field">
        <label htmlFor="q">{t('words')}</label>
        <input className="govuk-input" id="q" name="q" type="search" defaultValue={search.get('q') ?? ''} />
      </div>
      <Choice name="severity" any={t('any')} label={t('severity')} choices={SEVERITIES.map((each) => [each, words(`severity.${each}`)])} />
      <Choice name="kind" any={t('any')} label={t('kind')} choices={ADVISORY_KINDS.map((each) => [each, words(`kind.${each}`)])} />
      <Choice name="label" any={t('any')} label={t('label')} choices={LABELS.map((each) => [each, LABEL_TEXTS[each]])} />
      <Tick name={isInWork(tab) ? 'own' : 'exploited'} label={isInWork(tab) ? t('own') : t('exploited')} />
      <Button look="secondary">{t('apply')}</Button>
      <Link to={`?state=${tab}`}>{t('all')}</Link>
    </Form>
  );
}

function Tick({ name, label }: { readonly name: string; readonly label: string }) {
  const [search] = useSearchParams();
  return (
    <div className="hl-check">
      <input type="checkbox" id={name} name={name} value="yes" defaultChecked={search.get(name) === 'yes'} />
      <label htmlFor={name}>{label}</label>
    </div>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  readonly any: string;
  readonly choices: readonly (readonly [string, string])[];
}

function Choice({ name, label, any, choices }: ChoiceProps) {
  const [search] = useSearchParams();
  return (
    <div className="hl-filters__field">
      <label htmlFor={name}>{label}</label>
      <select className="govuk-select" id={name} name={name} defaultValue={search.get(name) ?? ''}>
        <option value="">{any}</option>
        {choices.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}
