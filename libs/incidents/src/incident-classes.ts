import type { Language } from '#libs/advisories';

type Words = Readonly<Record<Language, string>>;

/** A class of the Reference Security Incident Taxonomy (RSIT, ENISA), in words that a worried person understands. */
export interface IncidentClass {
  /** As the taxonomy spells it. */
  readonly code: string;
  readonly title: Words;
  readonly example: Words;
}

const words = (en: string, zhHant: string, zhHans: string): Words => ({ en, 'zh-Hant': zhHant, 'zh-Hans': zhHans });

/** What happens most often to people stands first; what one cannot name stands last. */
export const INCIDENT_CLASSES = [
  {
    code: 'fraud',
    title: words('Somebody deceived me or pretends to be me', '有人騙了我，或冒充我', '有人骗了我，或冒充我'),
    example: words('A false web site or mail, money sent to a stranger', '假網站、假電郵、誤轉款項', '假网站、假邮件、误转款项'),
  },
  {
    code: 'intrusions',
    title: words('Somebody got into an account or a system', '有人入侵了帳戶或系統', '有人入侵了账号或系统'),
    example: words('A mail account taken over, a web site changed', '電郵帳戶被盜用、網站被竄改', '邮箱账号被盗用、网站被篡改'),
  },
  {
    code: 'malicious-code',
    title: words('Harmful software', '惡意軟件', '恶意软件'),
    example: words('Ransomware, a virus, spying software', '勒索軟件、病毒、間諜軟件', '勒索软件、病毒、间谍软件'),
  },
  {
    code: 'information-content-security',
    title: words('Data was lost, stolen or changed', '資料遺失、被盜或被改動', '数据丢失、被盗或被改动'),
    example: words('Personal data of customers was published', '客戶的個人資料外洩', '客户的个人信息泄露'),
  },
  {
    code: 'availability',
    title: words('A service does not work any more', '服務中斷', '服务中断'),
    example: words('A flood of requests, sabotage, an outage', '大量惡意請求、破壞、故障', '大量恶意请求、破坏、故障'),
  },
  {
    code: 'intrusion-attempts',
    title: words('Somebody tries to get in', '有人嘗試入侵', '有人尝试入侵'),
    example: words('Many failed sign-ins, attacks on a known flaw', '多次登入失敗、利用已知漏洞攻擊', '多次登录失败、利用已知漏洞攻击'),
  },
  {
    code: 'information-gathering',
    title: words('Somebody spies us out', '有人在刺探我們', '有人在刺探我们'),
    example: words('Scans of our network, questions about our staff', '掃描網絡、打探員工資料', '扫描网络、打探员工信息'),
  },
  {
    code: 'abusive-content',
    title: words('Spam or offending content', '垃圾訊息或滋擾內容', '垃圾信息或骚扰内容'),
    example: words('Threats, harassment, masses of unwanted mail', '恐嚇、騷擾、大量濫發電郵', '恐吓、骚扰、大量垃圾邮件'),
  },
  {
    code: 'vulnerable',
    title: words('A weakness that could be attacked', '可被攻擊的弱點', '可能被攻击的漏洞'),
    example: words('A flaw in a product or web site, an open device', '產品或網站漏洞、對外開放的裝置', '产品或网站漏洞、对外开放的设备'),
  },
  {
    code: 'other',
    title: words('Something else, or I do not know', '其他，或我不知道', '其他，或我不清楚'),
    example: words('Tell us in your own words', '用你自己的話告訴我們', '用您自己的话告诉我们'),
  },
] as const satisfies readonly IncidentClass[];

export type IncidentClassCode = (typeof INCIDENT_CLASSES)[number]['code'];
export const INCIDENT_CLASS_CODES = INCIDENT_CLASSES.map(({ code }) => code);
