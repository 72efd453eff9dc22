import type { Sector } from '#libs/access';
import { SECTORS } from '#libs/access';
import type { Kind, Language, Severity } from '#libs/advisories';

type Names<Key extends string> = Readonly<Record<Language, Readonly<Record<Key, string>>>>;

const KIND_NAMES: Names<Kind> = {
  en: {
    security_alert: 'Security alert',
    high_threat_alert: 'High-threat alert',
    vulnerability_note: 'Vulnerability note',
    threat_report: 'Threat report',
    guidance_note: 'Guidance note',
  },
  'zh-Hant': {
    security_alert: '保安警報',
    high_threat_alert: '高度威脅警報',
    vulnerability_note: '漏洞通告',
    threat_report: '威脅報告',
    guidance_note: '指引',
  },
  'zh-Hans': {
    security_alert: '安全预警',
    high_threat_alert: '高危威胁预警',
    vulnerability_note: '漏洞公告',
    threat_report: '威胁报告',
    guidance_note: '安全指南',
  },
};

const SEVERITY_NAMES: Names<Severity> = {
  en: { low: 'Low', medium: 'Medium', high: 'High', critical: 'Critical' },
  'zh-Hant': { low: '低', medium: '中', high: '高', critical: '極高' },
  'zh-Hans': { low: '低危', medium: '中危', high: '高危', critical: '严重' },
};

const SECTOR_NAMES: Names<Sector> = {
  en: {
    finance: 'Finance',
    energy: 'Energy',
    water: 'Water',
    transport: 'Transport',
    health: 'Health',
    communications: 'Communications',
    'information-technology': 'Information technology',
    manufacturing: 'Manufacturing',
    retail: 'Retail',
    education: 'Education',
    media: 'Media',
    'public-administration': 'Public administration',
    'emergency-services': 'Emergency services',
    legal: 'Legal',
    hospitality: 'Hospitality',
    construction: 'Construction',
    agriculture: 'Agriculture',
    other: 'Other',
  },
  'zh-Hant': {
    finance: '金融',
    energy: '能源',
    water: '供水',
    transport: '運輸',
    health: '醫療衞生',
    communications: '通訊',
    'information-technology': '資訊科技',
    manufacturing: '製造業',
    retail: '零售',
    education: '教育',
    media: '傳媒',
    'public-administration': '公共行政',
    'emergency-services': '緊急服務',
    legal: '法律',
    hospitality: '酒店及餐飲',
    construction: '建造業',
    agriculture: '漁農業',
    other: '其他',
  },
  'zh-Hans': {
    finance: '金融',
    energy: '能源',
    water: '水务',
    transport: '交通运输',
    health: '医疗卫生',
    communications: '通信',
    'information-technology': '信息技术',
    manufacturing: '制造业',
    retail: '零售',
    education: '教育',
    media: '媒体',
    'public-administration': '公共管理',
    'emergency-services': '应急服务',
    legal: '法律',
    hospitality: '酒店餐饮',
    construction: '建筑业',
    agriculture: '农林牧渔',
    other: '其他',
  },
};

export function kindName(kind: Kind, language: Language): string {
  return KIND_NAMES[language][kind];
}

/** The severity in words: it is never shown by colour alone. */
export function severityName(severity: Severity, language: Language): string {
  return SEVERITY_NAMES[language][severity];
}

/** The sector in words; a code that is not ours (from an imported document) is shown as it came. */
export function sectorName(code: string, language: Language): string {
  const known = SECTORS.find((sector) => sector === code);
  return known === undefined ? code : SECTOR_NAMES[language][known];
}
