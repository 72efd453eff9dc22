import type { CvssVector } from '../content.js';

/** One metric: its name, the values that it may have, and whether a vector without it is incomplete. */
export interface CvssMetric {
  readonly name: string;
  readonly values: readonly string[];
  readonly required: boolean;
}

/** `AV:NALP` and so on: values of one letter may be written together, longer ones are separated by commas. */
function metrics(required: boolean, text: string): CvssMetric[] {
  return text.split(' ').map((entry) => {
    const [name = '', values = ''] = entry.split(':');
    return { name, values: values.includes(',') ? values.split(',') : Array.from(values), required };
  });
}

const THREAT_AND_ENVIRONMENT_3 = metrics(
  false,
  'E:XUPFH RL:XOTWU RC:XURC CR:XLMH IR:XLMH AR:XLMH MAV:XNALP MAC:XLH MPR:XNLH MUI:XNR MS:XUC MC:XNLH MI:XNLH MA:XNLH',
);
const BASE_3 = metrics(true, 'AV:NALP AC:LH PR:NLH UI:NR S:UC C:NLH I:NLH A:NLH');

/**
 * The metrics of each version in the order of its specification: CVSS 2.0 section 2.4, 3.0 and 3.1 section 6 with table 15,
 * 4.0 section 7 with table 23.
 */
export const CVSS_METRICS: Readonly<Record<CvssVector['version'], readonly CvssMetric[]>> = {
  '2.0': [
    ...metrics(true, 'AV:LAN AC:HML Au:MSN C:NPC I:NPC A:NPC'),
    ...metrics(false, 'E:U,POC,F,H,ND RL:OF,TF,W,U,ND RC:UC,UR,C,ND CDP:N,L,LM,MH,H,ND TD:N,L,M,H,ND CR:L,M,H,ND IR:L,M,H,ND AR:L,M,H,ND'),
  ],
  '3.0': [...BASE_3, ...THREAT_AND_ENVIRONMENT_3],
  '3.1': [...BASE_3, ...THREAT_AND_ENVIRONMENT_3],
  '4.0': [
    ...metrics(true, 'AV:NALP AC:LH AT:NP PR:NLH UI:NPA VC:HLN VI:HLN VA:HLN SC:HLN SI:HLN SA:HLN'),
    ...metrics(false, 'E:XAPU CR:XHML IR:XHML AR:XHML MAV:XNALP MAC:XLH MAT:XNP MPR:XNLH MUI:XNPA MVC:XHLN MVI:XHLN MVA:XHLN'),
    ...metrics(false, 'MSC:XHLN MSI:XSHLN MSA:XSHLN S:XNP AU:XNY R:XAUI V:XDC RE:XLMH U:X,Clear,Green,Amber,Red'),
  ],
};
