import { NOBODY } from '#libs/access';
import type { TlpLabel } from '#libs/access';
import { AcknowledgeAdvisory, AdvisoryBlockers, extractIndicators, MAX_EXTRACTED_CHARACTERS, PreviewAudience } from '#libs/advisories';
import { invalid } from '#libs/core';
import { Database } from '#libs/database';
import { markdownToText, renderMarkdown } from '#libs/renditions';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Person } from '../accounts/account.types.js';
import { toPerson } from '../accounts/to-account.js';
import { AudienceInput } from '../advisories/advisory-content.inputs.js';
import { AdvisorySteps } from '../advisories/advisory-steps.js';
import { AdvisoryPayload } from '../advisories/advisory.payloads.js';
import { Advisory } from '../advisories/advisory.types.js';
import { audienceFrom } from '../advisories/content-from-input.js';
import { TextInWork } from '../advisories/revision.types.js';
import { fromDetail } from '../advisories/to-advisory.js';
import type { ApiContext } from '../api-context.js';
import { LabelEnum } from '../vocabulary/enums.js';
import { Input } from '../vocabulary/input.js';
import { Blocker } from './blocker.types.js';
import { AcknowledgeAdvisoryInput, AcknowledgementType, AudiencePreview, ExtractedIndicator, RenderedMarkdown } from './editor.types.js';

const MAX_MARKDOWN_CHARACTERS = 100_000;

/** What an editor asks while a text is being written. */
@Resolver()
export class EditorResolver {
  constructor(private readonly preview: PreviewAudience) {}

  @Query(() => AudiencePreview, { description: 'Whom a label and an audience reach, and by which channel; for the desks.' })
  async audiencePreview(
    @Args('label', { type: () => LabelEnum, description: 'The label.' }) label: TlpLabel,
    @Context() { actor }: ApiContext,
    @Args('audience', { type: () => AudienceInput, nullable: true, description: 'Whom it addresses.' }) audience?: AudienceInput | null,
  ): Promise<AudiencePreview> {
    return { label, ...(await this.preview.execute(actor, label, audience ? { ...NOBODY, ...audienceFrom(audience) } : NOBODY)) };
  }

  @Query(() => [ExtractedIndicator], {
    description: 'What may be an indicator in a pasted text, refanged, each once; at most 1,000. Nothing of it is kept.',
  })
  extractIndicators(
    @Args('text', { type: () => String, description: 'The text; at most 200,000 characters.' }) text: string,
  ): ExtractedIndicator[] {
    refuseLonger(text, MAX_EXTRACTED_CHARACTERS);
    return extractIndicators(text).map(({ knownGood, ...indicator }) => ({ ...indicator, knownGood: knownGood ?? null }));
  }

  @Query(() => RenderedMarkdown, { description: 'A Markdown text as it will be shown. Nothing of it is kept.' })
  renderMarkdown(
    @Args('text', { type: () => String, description: 'The text; at most 100,000 characters.' }) text: string,
  ): RenderedMarkdown {
    refuseLonger(text, MAX_MARKDOWN_CHARACTERS);
    return { html: renderMarkdown(text), plainText: markdownToText(text) };
  }
}

function refuseLonger(text: string, maxCharacters: number): void {
  if (text.length <= maxCharacters) return;
  throw invalid([{ path: 'text', expected: `at most ${maxCharacters} characters`, received: `${text.length} characters` }]);
}

@Resolver(() => TextInWork)
export class BlockersResolver {
  constructor(
    private readonly database: Database,
    private readonly blockersOf: AdvisoryBlockers,
  ) {}

  @ResolveField(() => [Blocker], { description: 'What must still be done before it can be published; empty where nothing is.' })
  async blockersOfPublishing(@Parent() { revision }: TextInWork, @Context() { actor }: ApiContext): Promise<Blocker[]> {
    const issues = await this.database.as(actor, (tx) => this.blockersOf.of(tx, revision));
    return issues.map(({ path, expected, received }) => ({ path, expected, received: received ?? null }));
  }
}

@Resolver(() => Advisory)
export class AcknowledgementResolver {
  constructor(
    private readonly steps: AdvisorySteps,
    private readonly acknowledge: AcknowledgeAdvisory,
  ) {}

  @Mutation(() => AdvisoryPayload, { description: "Says what one's organisation did about an advisory. Its own people see it." })
  async acknowledgeAdvisory(@Input() input: AcknowledgeAdvisoryInput, @Context() { actor }: ApiContext): Promise<AdvisoryPayload> {
    const target = await this.steps.target(actor, input);
    await this.acknowledge.execute(actor, { advisoryId: target.id, status: input.status });
    return { advisory: fromDetail(target) };
  }

  @ResolveField(() => AcknowledgementType, { nullable: true, description: "What the viewer's organisation did about it." })
  async acknowledgement(@Parent() { uuid }: Advisory, @Context() { loaders }: ApiContext): Promise<AcknowledgementType | null> {
    return (await loaders.acknowledgements.load(uuid)) ?? null;
  }
}

@Resolver(() => AcknowledgementType)
export class AcknowledgementPersonResolver {
  @ResolveField(() => Person, { nullable: true, description: 'Who said it.' })
  async by(@Parent() { personId }: AcknowledgementType, @Context() { loaders }: ApiContext): Promise<Person | null> {
    const person = await loaders.people.load(personId);
    return person ? toPerson(person) : null;
  }
}
