import type { Language } from '#libs/advisories';

/** The parts of an article under their headings, in the order in which a file holds them. */
export const ARTICLE_SECTIONS = ['forWhom', 'first', 'steps', 'check', 'ifWrong', 'checklist'] as const;
export type ArticleSection = (typeof ARTICLE_SECTIONS)[number];

/** The headings as an editor writes them in the file (`## …`) and as the page shows them. */
export const SECTION_HEADINGS: Readonly<Record<Language, Readonly<Record<ArticleSection, string>>>> = {
  en: {
    forWhom: 'Who this is for',
    first: 'Do these three things first',
    steps: 'Step by step',
    check: 'How to check that it worked',
    ifWrong: 'If something went wrong',
    checklist: 'Checklist',
  },
  'zh-Hant': {
    forWhom: '適合誰看',
    first: '先做這三件事',
    steps: '逐步教學',
    check: '如何知道做妥了',
    ifWrong: '如果出了問題',
    checklist: '檢查清單',
  },
  'zh-Hans': {
    forWhom: '适合谁看',
    first: '先做这三件事',
    steps: '具体步骤',
    check: '怎样确认已经做好',
    ifWrong: '如果出了问题',
    checklist: '核对清单',
  },
};
