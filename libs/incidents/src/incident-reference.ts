import { randomBytes } from 'node:crypto';

/** Neither vowels, so that no words appear, nor what is misread on the telephone: 28 signs of 4.8 bits. */
const SIGNS = '23456789BCDFGHJKLMNPQRSTVWXZ';
const GROUPS = 4;
const GROUP_LENGTH = 4;
/** The greatest multiple of 28 below 256: a byte above would make some signs more frequent. */
const FAIR = 252;

/** `IR-7K3M-X9QD-2VBT-HFW4`: 76 bits of chance, which tell nothing of when or how many. */
export function newIncidentReference(): string {
  const signs: string[] = [];
  while (signs.length < GROUPS * GROUP_LENGTH)
    for (const byte of randomBytes(32))
      if (byte < FAIR && signs.length < GROUPS * GROUP_LENGTH) signs.push(SIGNS.charAt(byte % SIGNS.length));
  const groups = Array.from({ length: GROUPS }, (_, at) => signs.slice(at * GROUP_LENGTH, (at + 1) * GROUP_LENGTH).join(''));
  return ['IR', ...groups].join('-');
}

const REFERENCE = new RegExp(`^IR(-[${SIGNS}]{${GROUP_LENGTH}}){${GROUPS}}$`);

export function isIncidentReference(text: string): boolean {
  return REFERENCE.test(text);
}
