import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { CalculatorVersion } from './cvss-metrics';

interface ScoreProps {
  readonly vector: string;
  readonly version: CalculatorVersion;
  readonly missing: readonly string[];
}

/** Read out when the reader pauses: the score, or which base metrics are still to be chosen. */
export function Score({ vector, version, missing }: ScoreProps) {
  const t = useTranslations('console.cvss');
  const metrics = useTranslations('console.cvss.metrics');
  const isComplete = missing.length === 0;
  const score = useScore(isComplete ? vector : '', version);
  return (
    <p className="hl-score" role="status">
      {isComplete ? (
        <>
          {t('score')}{' '}
          <strong>{score === undefined ? t('score-when-saved') : `${score.toFixed(1)} ${t(`rating.${ratingOf(score)}`)}`}</strong>
        </>
      ) : (
        t('missing', { metrics: missing.map((name) => metrics(`${name as 'AV'}.name`)).join(', ') })
      )}
    </p>
  );
}

/** The qualitative scale of both versions. */
function ratingOf(score: number) {
  if (score === 0) return 'none';
  if (score < 4) return 'low';
  if (score < 7) return 'medium';
  return score < 9 ? 'high' : 'critical';
}

/** The calculator is loaded when there is a first complete vector. */
function useScore(vector: string, version: CalculatorVersion): number | undefined {
  const [score, setScore] = useState<number>();
  useEffect(() => {
    let isLeft = false;
    if (vector === '') setScore(undefined);
    else
      void import('./score').then(({ scoreOf }) => {
        if (!isLeft) setScore(scoreOf(vector, version));
      });
    return () => {
      isLeft = true;
    };
  }, [vector, version]);
  return score;
}
