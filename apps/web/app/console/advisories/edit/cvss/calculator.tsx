import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { TextField } from '../../../../ui/static/field';
import type { SectionAnswer } from '../save.server';
import { metricsOf, missingIn, readVector, twiceIn, writeVector } from './cvss-metrics';
import type { CalculatorVersion, Metric } from './cvss-metrics';
import { Score } from './score-shown';
import type { Told } from '../../../../ui/static/told-text';
import { ToldWords } from '../../../../ui/static/told-text';

interface CalculatorProps {
  readonly version: CalculatorVersion;
  readonly stored: string;
  readonly answer: SectionAnswer | undefined;
}

/** Radio groups in words and the vector, each following the other; the score is told when all base metrics are chosen. */
export function Calculator({ version, stored, answer }: CalculatorProps) {
  const t = useTranslations('console.cvss');
  const [vector, setVector] = useState(stored);
  const read = readVector(vector, version);
  const twice = twiceIn(vector);
  const problem =
    twice !== undefined ? t('twice', { metric: twice }) : vector !== '' && read === undefined ? t('other-version', { version }) : undefined;
  const typed = answer?.typed ?? {};
  const chosen = { ...Object.fromEntries(metricsOf(version).map(({ name }) => [name, typed[name] ?? ''])), ...read };
  return (
    <>
      <TextField
        name="vector"
        label={t('vector')}
        hint={t('vector-hint', { version })}
        spellCheck={false}
        autoComplete="off"
        value={vector}
        error={answer?.errors['vector'] ?? problem}
        onChange={({ target }) => {
          setVector(target.value);
        }}
      />
      {/* What the vector was when the page was sent: without scripts a typed vector is told from chosen radios by it. */}
      <input type="hidden" name="shown" value={stored} />
      {twice === undefined ? <Score vector={vector} version={version} missing={missingIn(chosen, version)} /> : null}
      <div className="hl-metrics">
        {metricsOf(version).map((metric) => (
          <MetricRadios
            key={metric.name}
            metric={metric}
            version={version}
            value={chosen[metric.name] ?? ''}
            error={answer?.errors[metric.name]}
            onChoose={(value) => {
              setVector(writeVector({ ...chosen, [metric.name]: value }, version));
            }}
          />
        ))}
      </div>
    </>
  );
}

interface MetricRadiosProps {
  readonly metric: Metric;
  readonly version: CalculatorVersion;
  readonly value: string;
  readonly error: Told | undefined;
  readonly onChoose: (value: string) => void;
}

function MetricRadios({ metric: { name, values }, version, value, error, onChoose }: MetricRadiosProps) {
  const t = useTranslations('console.cvss.metrics');
  // The names of metrics and values are FIRST's; which there are is said by the version.
  const metric = name as 'AV';
  return (
    <fieldset className="hl-metric" id={name}>
      <legend>
        {t(`${metric}.name`)} <abbr>{name}</abbr>
      </legend>
      {error === undefined ? null : (
        <p className="govuk-error-message">
          <ToldWords told={error} />
        </p>
      )}
      {values.map((each) => {
        const id = `${name}-${each}`;
        const words = version === '4.0' && name === 'UI' ? (`UI.4${each}` as 'AV.N') : (`${metric}.${each as 'N'}` as const);
        return (
          <div className="hl-check" key={each}>
            <input
              type="radio"
              id={id}
              name={name}
              value={each}
              checked={value === each}
              onChange={() => {
                onChoose(each);
              }}
            />
            <label htmlFor={id}>{t(words)}</label>
          </div>
        );
      })}
    </fieldset>
  );
}
