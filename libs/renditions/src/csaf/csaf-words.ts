import type { Language } from '#libs/advisories';

/** Titles and standing texts of a document. The English titles are those by which the import knows the notes again. */
export interface CsafWords {
  readonly summary: string;
  readonly description: string;
  readonly impact: string;
  readonly recommendation: string;
  readonly workaround: string;
  readonly withdrawal: string;
  /** Of the note in which CSAF 2.1 wants the reason (test 6.1.27.17). */
  readonly withdrawalReason: string;
  readonly withdrawn: (trackingId: string) => string;
  readonly sectors: string;
  readonly techniques: string;
  readonly indicators: string;
  readonly otherIds: string;
  readonly exploitation: string;
  readonly exploited: string;
  readonly source: string;
  readonly sourceFindings: string;
  readonly page: string;
  readonly document: string;
  readonly firstPublished: string;
  readonly revision: (number: number) => string;
  readonly weaknesses: string;
  readonly otherScores: string;
  readonly otherStatements: string;
  readonly tags: string;
}

export const CSAF_WORDS: Readonly<Record<Language, CsafWords>> = {
  en: {
    summary: 'Summary',
    description: 'Description',
    impact: 'Impact',
    recommendation: 'Recommendation',
    workaround: 'Workaround',
    withdrawal: 'Withdrawal',
    withdrawalReason: 'Reasoning for Withdrawal',
    withdrawn: (trackingId) => `${trackingId} is withdrawn`,
    sectors: 'Critical infrastructure sectors',
    techniques: 'MITRE ATT&CK techniques',
    indicators: 'Indicators of compromise',
    otherIds: 'Other identifiers',
    exploitation: 'Exploitation',
    exploited: 'At least one of the vulnerabilities is in the catalogue of known exploited vulnerabilities (KEV).',
    source: 'Source document',
    sourceFindings: 'Tests of CSAF 2.0 that the source document does not pass',
    page: 'The advisory as a page',
    document: 'This document',
    firstPublished: 'First publication.',
    revision: (number) => `Revision ${number}.`,
    weaknesses: 'Weaknesses',
    otherScores: 'Other CVSS vectors',
    otherStatements: 'Other statements',
    tags: 'Tags',
  },
  'zh-Hant': {
    summary: '摘要',
    description: '描述',
    impact: '影響',
    recommendation: '建議',
    workaround: '變通方法',
    withdrawal: '撤回',
    withdrawalReason: '撤回原因',
    withdrawn: (trackingId) => `${trackingId} 已撤回`,
    sectors: '關鍵基礎設施界別',
    techniques: 'MITRE ATT&CK 技術',
    indicators: '入侵指標',
    otherIds: '其他編號',
    exploitation: '利用情況',
    exploited: '其中至少一個漏洞已列入已知被利用漏洞目錄（KEV）。',
    source: '來源文件',
    sourceFindings: '來源文件未通過的 CSAF 2.0 測試',
    page: '網頁版通告',
    document: '本文件',
    firstPublished: '首次發布。',
    revision: (number) => `第 ${number} 版。`,
    weaknesses: '弱點',
    otherScores: '其他 CVSS 向量',
    otherStatements: '其他陳述',
    tags: '標籤',
  },
  'zh-Hans': {
    summary: '摘要',
    description: '描述',
    impact: '影响',
    recommendation: '建议',
    workaround: '临时措施',
    withdrawal: '撤回',
    withdrawalReason: '撤回原因',
    withdrawn: (trackingId) => `${trackingId} 已撤回`,
    sectors: '关键基础设施行业',
    techniques: 'MITRE ATT&CK 技术',
    indicators: '入侵指标',
    otherIds: '其他编号',
    exploitation: '利用情况',
    exploited: '其中至少一个漏洞已列入已知被利用漏洞目录（KEV）。',
    source: '来源文档',
    sourceFindings: '来源文档未通过的 CSAF 2.0 测试',
    page: '网页版公告',
    document: '本文档',
    firstPublished: '首次发布。',
    revision: (number) => `第 ${number} 版。`,
    weaknesses: '弱点',
    otherScores: '其他 CVSS 向量',
    otherStatements: '其他陈述',
    tags: '标签',
  },
};
