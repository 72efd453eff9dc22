import type { Language } from '#libs/advisories';
import { KINDS, SEVERITIES } from '#libs/advisories';
import { kindName, sectorName, severityName } from './names.js';
import { cutText, oneLine } from './visible-text.js';

/** What a subscription can match by (PRODUCT.md section 4). `everything` is a subscription without criteria. */
export const MATCH_CRITERIA = [
  'kind',
  'severity',
  'tag',
  'sector',
  'vendor',
  'product',
  'purl',
  'cpe',
  'cve',
  'keyword',
  'exploited',
  'everything',
] as const;
export type MatchCriterion = (typeof MATCH_CRITERIA)[number];

/** One criterion that matched and the value the subscriber gave; `exploited` and `everything` have none. */
export interface MatchReason {
  readonly criterion: MatchCriterion;
  readonly value?: string;
}

const MAX_VALUE_LENGTH = 120;

type CriterionNames = Readonly<Record<MatchCriterion, string>> & { readonly colon: string; readonly orAbove: string };

const CRITERION_NAMES: Readonly<Record<Language, CriterionNames>> = {
  en: {
    kind: 'kind',
    severity: 'severity',
    tag: 'tag',
    sector: 'sector',
    vendor: 'vendor',
    product: 'product',
    purl: 'package',
    cpe: 'platform (CPE)',
    cve: 'CVE',
    keyword: 'keyword',
    exploited: 'known to be exploited',
    everything: 'your subscription takes every advisory',
    colon: ': ',
    orAbove: ' or above',
  },
  'zh-Hant': {
    kind: '類別',
    severity: '嚴重程度',
    tag: '標籤',
    sector: '界別',
    vendor: '供應商',
    product: '產品',
    purl: '軟件套件',
    cpe: '平台（CPE）',
    cve: 'CVE',
    keyword: '關鍵字',
    exploited: '已知遭攻擊者利用',
    everything: '你的訂閱包括所有通告',
    colon: '：',
    orAbove: '或以上',
  },
  'zh-Hans': {
    kind: '类别',
    severity: '严重级别',
    tag: '标签',
    sector: '行业',
    vendor: '厂商',
    product: '产品',
    purl: '软件包',
    cpe: '平台（CPE）',
    cve: 'CVE',
    keyword: '关键词',
    exploited: '已知在野利用',
    everything: '您的订阅包含全部通告',
    colon: '：',
    orAbove: '及以上',
  },
};

/** The reasons of a match in words, one each and none twice, as in `vendor: Siemens` or `severity: High or above`. */
export function whyMatched(reasons: readonly MatchReason[], language: Language): string[] {
  const names = CRITERION_NAMES[language];
  const words = reasons.map(({ criterion, value }) => {
    if (value === undefined || criterion === 'exploited' || criterion === 'everything') return names[criterion];
    return `${names[criterion]}${names.colon}${valueInWords(criterion, value, language)}`;
  });
  return [...new Set(words)];
}

function valueInWords(criterion: MatchCriterion, value: string, language: Language): string {
  const shown = cutText(oneLine(value), MAX_VALUE_LENGTH);
  if (criterion === 'severity') {
    const severity = SEVERITIES.find((known) => known === value);
    return severity === undefined
      ? shown
      : `${severityName(severity, language)}${severity === 'critical' ? '' : CRITERION_NAMES[language].orAbove}`;
  }
  if (criterion === 'kind') {
    const kind = KINDS.find((known) => known === value);
    return kind === undefined ? shown : kindName(kind, language);
  }
  return criterion === 'sector' ? sectorName(shown, language) : shown;
}
