import { notesBeside } from '#libs/advisories';
import type { CsafFinding, Language } from '#libs/advisories';
import { chooseText, renderMarkdown } from '#libs/renditions';
import { Args, Context, Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Person } from '../accounts/account.types.js';
import { toPerson } from '../accounts/to-account.js';
import type { ApiContext } from '../api-context.js';
import { KindEnum, LanguageEnum, SeverityEnum } from '../vocabulary/enums.js';
import { AdvisoryText, Indicator, Remediation, SourceNote } from './advisory-content.types.js';
import { toAdvisoryText } from './advisory-text.js';
import { namesInScope } from './affected-products.js';
import { toAudience } from './to-advisory.js';
import { detailOf } from './advisory.resolver.js';
import { Advisory } from './advisory.types.js';
import { AdvisorySource, Comment, FindingGroup, ImportedDocument, Revision, TextInWork } from './revision.types.js';

const FIRST = { type: () => Int, nullable: true, description: 'How many at most; all where no number is given.' } as const;

function atMost(first: number | null | undefined): number | undefined {
  return first == null ? undefined : Math.max(0, first);
}

@Resolver(() => AdvisoryText)
export class AdvisoryTextResolver {
  @ResolveField(() => String, { description: 'The description as safe HTML, in a language or else in the source language.' })
  descriptionHtml(
    @Parent() { content }: AdvisoryText,
    @Args('language', { type: () => LanguageEnum, nullable: true, description: 'The language; the source language where none is given.' })
    language?: Language | null,
  ): string {
    const chosen = chooseText(content.description, language ?? content.sourceLanguage, content.sourceLanguage);
    return chosen ? renderMarkdown(chosen.text) : '';
  }

  @ResolveField(() => [SourceNote], {
    description:
      'What the source says beside these texts: of CSAF its other notes and legal disclaimers, of STIX and MISP every object that has no field of its own.',
  })
  notes(@Parent() { content }: AdvisoryText, @Args('first', FIRST) first?: number | null): SourceNote[] {
    return notesBeside(content).slice(0, atMost(first));
  }

  @ResolveField(() => Int, { description: 'How many notes there are.' })
  noteCount(@Parent() { content }: AdvisoryText): number {
    return notesBeside(content).length;
  }
}

@Resolver(() => Remediation)
export class RemediationResolver {
  @ResolveField(() => [String], { description: 'The names of the products that it speaks of, each once; none means every product.' })
  products(@Parent() { scope, tree }: Remediation, @Args('first', FIRST) first?: number | null): string[] {
    return namesInScope(scope, tree, atMost(first));
  }
}

@Resolver(() => Revision)
export class RevisionResolver {
  @ResolveField(() => AdvisoryText, { nullable: true, description: 'Its text.' })
  async text(@Parent() { id, number }: Revision, @Context() { loaders }: ApiContext): Promise<AdvisoryText | null> {
    const view = await loaders.revisionViews.load(id);
    return view ? toAdvisoryText(view.content, number) : null;
  }

  @ResolveField(() => KindEnum, { nullable: true, description: 'What sort of document it was.' })
  async kind(@Parent() { id }: Revision, @Context() { loaders }: ApiContext): Promise<string | null> {
    return (await loaders.revisionViews.load(id))?.kind ?? null;
  }

  @ResolveField(() => SeverityEnum, { nullable: true, description: 'How bad it was, as its publisher judged.' })
  async severity(@Parent() { id }: Revision, @Context() { loaders }: ApiContext): Promise<string | null> {
    return (await loaders.revisionViews.load(id))?.severity ?? null;
  }
}

@Resolver(() => TextInWork)
export class TextInWorkResolver {
  @ResolveField(() => AdvisoryText, { description: 'The text.' })
  text(@Parent() { content, number }: TextInWork): AdvisoryText {
    return toAdvisoryText(content, number);
  }

  @ResolveField(() => [Indicator], { description: 'The indicators.' })
  indicators(@Parent() { content }: TextInWork): Indicator[] {
    return (content.indicators ?? []).map(({ audience, ...rest }) => ({ ...rest, audience: audience ? toAudience(audience) : null }));
  }

  @ResolveField(() => Person, { nullable: true, description: 'Who began it; none of what was imported.' })
  async author(@Parent() { authorId }: TextInWork, @Context() context: ApiContext): Promise<Person | null> {
    return personOf(authorId, context);
  }

  @ResolveField(() => [Person], { description: 'Everyone who wrote a part of it; none of them may approve it.' })
  async editors(@Parent() { editorIds }: TextInWork, @Context() context: ApiContext): Promise<Person[]> {
    return (await Promise.all(editorIds.map((id) => personOf(id, context)))).filter((person) => person !== null);
  }
}

@Resolver(() => Comment)
export class CommentResolver {
  @ResolveField(() => Person, { nullable: true, description: 'Who wrote it.' })
  async author(@Parent() { authorId }: Comment, @Context() context: ApiContext): Promise<Person | null> {
    return personOf(authorId, context);
  }
}

@Resolver(() => Advisory)
export class AdvisorySourceResolver {
  @ResolveField(() => AdvisorySource, { nullable: true, description: 'Where an imported advisory came from.' })
  async source(@Parent() advisory: Advisory, @Context() context: ApiContext): Promise<AdvisorySource | null> {
    const detail = await detailOf(advisory, context);
    const source = (detail?.text ?? detail?.inWork)?.content.source;
    if (!source) return null;
    const originals = await context.loaders.originals.load(advisory.uuid);
    const documents = originals.map(({ findings, ...document }): ImportedDocument => ({
      ...document,
      findings: findings.map(toFindingGroup),
    }));
    return { ...source, label: source.label ?? null, documents };
  }
}

function toFindingGroup(finding: unknown): FindingGroup {
  // What CsafValidator found, as it was stored.
  const { kind, test, title, count, examples } = finding as CsafFinding;
  return { kind, test, title, count, examples: [...examples] };
}

async function personOf(id: string, { loaders }: ApiContext): Promise<Person | null> {
  const person = await loaders.people.load(id);
  return person ? toPerson(person) : null;
}
