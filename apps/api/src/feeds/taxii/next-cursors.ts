import type { Actor } from '#libs/access';
import { SecretBox } from '#libs/config';
import { invalid } from '#libs/core';
import type { ObjectFilter } from '#libs/taxii';
import { Injectable } from '@nestjs/common';
import type { Endpoint } from './read-query.js';

const PURPOSE = 'taxii-next';

/** What a cursor is good for: this reader, this collection, this endpoint, these filters. */
export interface CursorPlace {
  readonly actor: Actor;
  readonly collectionId: string;
  readonly endpoint: Endpoint;
  readonly filter: ObjectFilter;
}

/**
 * The value of `next`: the instant of the last object, signed together with what it is good for. It opens nothing: whoever comes with one is asked
 * for their rights like everybody (TAXII 2.1 appendix B).
 */
@Injectable()
export class NextCursors {
  constructor(private readonly box: SecretBox) {}

  make(place: CursorPlace, last: string): string {
    return `${Buffer.from(last).toString('base64url')}.${this.box.sign(PURPOSE, signedText(place, last))}`;
  }

  /** The instant after which to go on. Throws INVALID_INPUT for a cursor that was changed, or was given for something else. */
  open(place: CursorPlace, cursor: string): string {
    const [encoded = '', signature = ''] = cursor.split('.');
    const last = Buffer.from(encoded, 'base64url').toString();
    if (this.box.isSignedBy(PURPOSE, signedText(place, last), signature)) return last;
    throw invalid(
      [{ path: 'next', expected: 'the cursor of the page before, with the same filters' }],
      'The parameter next is not understood.',
    );
  }
}

function signedText({ actor, collectionId, endpoint, filter }: CursorPlace, last: string): string {
  const { addedAfter, ids, types, specVersions, versions } = filter;
  const reader = actor.personId ?? 'anonymous';
  return JSON.stringify([last, reader, collectionId, endpoint, addedAfter, ids, types, specVersions, versions.keywords, versions.instants]);
}
