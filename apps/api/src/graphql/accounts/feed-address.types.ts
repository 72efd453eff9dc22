import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { DateTime } from '../scalars.js';

@ObjectType({ description: 'A personal address of feeds, for feed readers that cannot send a header. It opens feeds and nothing else.' })
export class FeedAddress {
  @Field(() => ID, { description: 'Its id.' })
  id: string;

  @Field(() => String, { description: 'What its owner calls it.' })
  name: string;

  @Field(() => String, { description: 'The first characters of its token, to know it by; of a client certificate, of its fingerprint.' })
  hint: string;

  @Field(() => Boolean, { description: 'Whether it is no address but a registered TLS client certificate, which opens the same.' })
  isClientCertificate: boolean;

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt: string;

  @Field(() => DateTime, { description: 'When it ends by itself: a year later at most.' })
  expiresAt: string;

  @Field(() => DateTime, { nullable: true, description: 'When it was last read, to the minute.' })
  lastUsedAt?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was revoked.' })
  revokedAt?: string | null;
}

@InputType({ description: 'A personal feed address.' })
export class CreateFeedAddressInput {
  @Field(() => String, { description: 'What to call it, such as the reader that will use it.' })
  name: string;
}

@InputType({ description: 'A TLS client certificate.' })
export class RegisterClientCertificateInput {
  @Field(() => String, { description: 'What to call it, such as the machine that has it.' })
  name: string;

  @Field(() => String, { description: 'The certificate in PEM, or its SHA-256 fingerprint in hex. Never its private key.' })
  certificate: string;
}

@ObjectType({ description: 'A registered TLS client certificate.' })
export class RegisterClientCertificatePayload {
  @Field(() => FeedAddress, { description: 'What is kept of it. It is listed and revoked as personal feed addresses are.' })
  feedAddress: FeedAddress;
}

@InputType({ description: "One of one's own personal feed addresses." })
export class RevokeFeedAddressInput {
  @Field(() => ID, { description: 'The id of the address.' })
  id: string;
}

@ObjectType({ description: 'A new personal feed address.' })
export class CreateFeedAddressPayload {
  @Field(() => String, {
    description: 'The address of all that one may read, as an Atom feed in English. Shown once: it holds the token, which is not kept.',
  })
  url: string;

  @Field(() => String, { description: 'The token in it, for other feeds: /feeds/personal/TOKEN/en/severity/critical.rss.' })
  token: string;

  @Field(() => FeedAddress, { description: 'What is kept of it.' })
  feedAddress: FeedAddress;
}
