import { stat } from 'node:fs/promises';
import { documentsIn } from '#libs/advisories';

/** How many documents a file or folder holds, for the time left. Undefined for an archive, which would have to be unpacked twice. */
export async function countDocuments(path: string): Promise<number | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isDirectory()) return undefined;
  let count = 0;
  for await (const document of documentsIn(path)) if (document.source !== '') count += 1;
  return count;
}
