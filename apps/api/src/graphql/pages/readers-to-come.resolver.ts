import { ReadersToCome } from '#libs/advisories';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Group, Organisation, Person } from '../accounts/account.types.js';
import { toGroup, toOrganisation, toPerson } from '../accounts/to-account.js';
import { AudienceType } from '../advisories/audience.types.js';
import { TextInWork } from '../advisories/revision.types.js';
import type { ApiContext } from '../api-context.js';
import { idOf } from '../global-id.js';
import type { NodeType } from '../global-id.js';
import { AudiencePreview } from './editor.types.js';

/** Who will read a text that is still worked on, for those who write and approve it. */
@Resolver(() => TextInWork)
export class ReadersToComeResolver {
  constructor(private readonly readers: ReadersToCome) {}

  @ResolveField(() => AudiencePreview, {
    nullable: true,
    description: 'Whom it will reach, and by which channel; none until label and audience go together.',
  })
  async reach(@Parent() { revision }: TextInWork, @Context() { actor }: ApiContext): Promise<AudiencePreview | null> {
    const reach = await this.readers.reach(actor, revision);
    return reach && revision.label ? { label: revision.label, ...reach } : null;
  }

  @ResolveField(() => [Person], {
    nullable: true,
    description:
      'Of those who work on it (its writers, the desk of its organisation, the viewer) who will not read it once it is published, as far as the viewer may see them; none until label and audience go together.',
  })
  async willNotRead(@Parent() { revision }: TextInWork, @Context() { actor, loaders }: ApiContext): Promise<Person[] | null> {
    const ids = await this.readers.workersWhoWillNot(actor, revision);
    return ids ? found(await Promise.all(ids.map((id) => loaders.people.load(id)))).map(toPerson) : null;
  }
}

/** The names behind the ids of an audience. */
@Resolver(() => AudienceType)
export class AudienceNamesResolver {
  @ResolveField(() => [Group], { description: 'The closed groups, as far as the viewer may see them.' })
  async namedGroups(@Parent() { groups }: AudienceType, @Context() { loaders }: ApiContext): Promise<Group[]> {
    return found(await loadAll('Group', groups, loaders.groups)).map(toGroup);
  }

  @ResolveField(() => [Organisation], { description: 'The organisations, as far as the viewer may see them.' })
  async namedOrganisations(@Parent() { organisations }: AudienceType, @Context() { loaders }: ApiContext): Promise<Organisation[]> {
    return found(await loadAll('Organisation', organisations, loaders.organisations)).map(toOrganisation);
  }

  @ResolveField(() => [Person], { description: 'The persons, as far as the viewer may see them.' })
  async namedPersons(@Parent() { persons }: AudienceType, @Context() { loaders }: ApiContext): Promise<Person[]> {
    return found(await loadAll('Person', persons, loaders.people)).map(toPerson);
  }
}

async function loadAll<Value>(type: NodeType, ids: readonly string[], loader: { load(id: string): Promise<Value> }): Promise<Value[]> {
  return Promise.all(ids.map((id) => loader.load(idOf(type, id))));
}

function found<Value>(values: readonly (Value | undefined)[]): Value[] {
  return values.filter((value) => value !== undefined);
}
