import type { StixObject } from '#libs/renditions';

/** A STIX object as the database takes it. */
export interface StixRow {
  readonly id: string;
  readonly type: string;
  readonly specVersion: string;
  /** `modified`, else `created` (TAXII 2.1 section 3.4.1); absent for objects that have neither, whose version is the instant of their arrival. */
  readonly version?: string;
  /** The object as it is sent. */
  readonly json: string;
}

export function stixRow(object: Readonly<Record<string, unknown>> & Pick<StixObject, 'id' | 'type'>): StixRow {
  const { id, type } = object;
  const version = [object['modified'], object['created']].find((instant) => typeof instant === 'string');
  return { id, type, specVersion: '2.1', version, json: JSON.stringify(object) };
}
