import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Audience } from '#libs/access';
import { z } from 'zod';
import { readInput } from './read-input.js';

const names = z.array(z.string()).optional();

/** One file of `demo-data/advisories`: the input of CreateAdvisory, with readers by name or address instead of by id. */
const DEMO_ADVISORY = z.looseObject({
  audience: z
    .strictObject({
      tiers: names,
      sectors: names,
      tierSectors: names,
      groups: names,
      organisations: names,
      persons: names,
    })
    .default({}),
  /** Where it stays, so that a visitor finds something to do; published where it is not given. */
  leaveIn: z.enum(['draft', 'in_review']).optional(),
  content: z.looseObject({ title: z.record(z.string(), z.string()), sourceLanguage: z.string() }),
});

export type DemoAdvisory = z.output<typeof DEMO_ADVISORY>;

/** Ids by name (organisations, groups) and by email address (people). */
export type DemoIds = Readonly<Record<'groups' | 'organisations' | 'persons', ReadonlyMap<string, string>>>;

export async function readDemoAdvisories(folder: string): Promise<DemoAdvisory[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  return Promise.all(files.map(async (name) => readInput(DEMO_ADVISORY, JSON.parse(await readFile(join(folder, name), 'utf8')))));
}

/** Throws where the demonstration's accounts are not there. */
export function withIds({ audience }: DemoAdvisory, ids: DemoIds): Partial<Record<keyof Audience, string[]>> {
  const lookUp = (list: keyof DemoIds) => audience[list]?.map((name) => idOf(ids, list, name));
  return { ...audience, groups: lookUp('groups'), organisations: lookUp('organisations'), persons: lookUp('persons') };
}

export function idOf(ids: DemoIds, list: keyof DemoIds, name: string): string {
  const id = ids[list].get(name);
  if (id === undefined) throw new Error(`the demonstration has no ${list} named ${name}: make its accounts first`);
  return id;
}
