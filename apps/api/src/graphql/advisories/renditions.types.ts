import { READER_FORMATS } from '#libs/renditions';
import type { ReaderFormat } from '#libs/renditions';
import { Field, Int, ObjectType } from '@nestjs/graphql';
import { describedEnum, LanguageEnum } from '../vocabulary/enums.js';

const MEANING: Readonly<Record<ReaderFormat, string>> = {
  csaf: 'A CSAF 2.0 document; one in each language of the text. TLP:AMBER+STRICT is RED in it, with a text that says so.',
  stix: 'A STIX 2.1 bundle with its TLP 2.0 markings, in the source language and with its translations.',
  misp: 'A MISP event with its TLP tag, in the source language.',
};
export const RenditionFormatEnum = describedEnum(
  'RenditionFormat',
  'A format that machines read.',
  READER_FORMATS,
  (format) => MEANING[format],
);

@ObjectType({
  description: 'What is published now of an advisory, in one format and language: the very bytes that were hashed and signed.',
})
export class Rendition {
  @Field(() => RenditionFormatEnum, { description: 'The format.' })
  format: string;

  @Field(() => LanguageEnum, { description: 'The language that it is written in.' })
  language: string;

  @Field(() => Int, { description: 'The number of the revision that it says.' })
  revision: number;

  @Field(() => String, { description: 'What to call the file.' })
  fileName: string;

  @Field(() => String, { description: 'Its media type.' })
  mediaType: string;

  @Field(() => String, { description: 'The document; its UTF-8 bytes are those that were hashed and signed.' })
  content: string;

  @Field(() => String, { description: 'SHA-256 of the bytes, in hexadecimal.' })
  sha256: string;

  @Field(() => String, { description: 'SHA-512 of the bytes, in hexadecimal.' })
  sha512: string;

  @Field(() => String, { nullable: true, description: 'OpenPGP signature over the bytes: detached, armored.' })
  signature: string | null;
}
