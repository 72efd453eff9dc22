import { READER_FORMATS } from '#libs/renditions';
import type { ReaderFormat, ReadersRendition } from '#libs/renditions';
import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { ApiContext } from '../api-context.js';
import { Advisory } from './advisory.types.js';
import { Rendition, RenditionFormatEnum } from './renditions.types.js';

/** The way to the machine formats of an advisory that is in no feed, for whoever may read it: row-level security decides, as it does for the text. */
@Resolver(() => Advisory)
export class RenditionsResolver {
  @ResolveField(() => [Rendition], {
    description:
      'What is published now, as machines read it, whatever its label; none of a draft, and of a withdrawn advisory the notice. At most 32 MB in one request.',
  })
  async renditions(
    @Parent() { uuid }: Advisory,
    @Context() { loaders }: ApiContext,
    @Args('formats', { type: () => [RenditionFormatEnum], nullable: true, description: 'In which formats; in all where none is given.' })
    formats?: readonly ReaderFormat[] | null,
  ): Promise<readonly ReadersRendition[]> {
    const wanted = [...new Set(formats ?? READER_FORMATS)];
    return (await Promise.all(wanted.map((format) => loaders.renditions.load(`${uuid} ${format}`)))).flat();
  }
}
