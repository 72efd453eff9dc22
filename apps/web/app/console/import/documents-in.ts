const BLOCK_BYTES = 512;
/** So much of an archive is read in a browser; larger ones are for the command line. */
const MAX_ARCHIVE_BYTES = 512 * 1024 * 1024;

/** The JSON documents among files: as they are, or out of .tar, .tar.gz and .json.gz. Everything else is left out. */
export async function documentsIn(files: readonly File[]): Promise<File[]> {
  const found: File[] = [];
  for (const file of files) {
    const name = (file.webkitRelativePath || file.name).toLowerCase();
    if (/\.(?:tar\.gz|tgz)$/u.test(name)) found.push(...entriesOf(await unzipped(file), file.name));
    else if (name.endsWith('.tar')) found.push(...entriesOf(new Uint8Array(await file.arrayBuffer()), file.name));
    else if (name.endsWith('.json.gz')) found.push(new File([bytesOf(await unzipped(file))], file.name.replace(/\.gz$/iu, '')));
    else if (name.endsWith('.json')) found.push(file);
    // A single file of another name is sent as it is, and told what is wrong with it.
    else if (files.length === 1) found.push(file);
  }
  return found;
}

async function unzipped(file: File): Promise<Uint8Array> {
  const reader = file.stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.length;
    if (size > MAX_ARCHIVE_BYTES) {
      await reader.cancel();
      throw new Error(`${file.name}: > ${MAX_ARCHIVE_BYTES} bytes`);
    }
    parts.push(part.value);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The regular JSON files of a tar archive (POSIX ustar, with the long names of pax and GNU). */
function entriesOf(bytes: Uint8Array, archive: string): File[] {
  const found: File[] = [];
  const text = (at: number, length: number) => new TextDecoder().decode(bytes.subarray(at, at + length)).replace(/\0.*$/su, '');
  let longName: string | undefined;
  for (let at = 0; at + BLOCK_BYTES <= bytes.length;) {
    const size = Number.parseInt(text(at + 124, 12).trim() || '0', 8);
    if (bytes[at] === 0 || Number.isNaN(size)) break;
    const type = text(at + 156, 1);
    const start = at + BLOCK_BYTES;
    const prefix = text(at + 345, 155);
    const name = longName ?? `${prefix === '' ? '' : `${prefix}/`}${text(at, 100)}`;
    longName = undefined;
    if (type === 'x') longName = /\d+ path=([^\n]*)\n/u.exec(text(start, size))?.[1];
    else if (type === 'L') longName = text(start, size);
    else if ((type === '' || type === '0') && name.toLowerCase().endsWith('.json'))
      found.push(new File([bytesOf(bytes.subarray(start, start + size))], `${archive}!${name}`));
    at = start + Math.ceil(size / BLOCK_BYTES) * BLOCK_BYTES;
  }
  return found;
}

/** A copy whose buffer is its own, as File wants it. */
function bytesOf(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}
