import { query } from '../../../../api/api.server';
import { ChooseOrganisationsDocument, ChoosePeopleDocument } from '../../../../api/gql/graphql';
import { choose } from '../../../../i18n/localised';
import { localeOf } from '../../../../i18n/locale-of-request';

/** So many pages of 100 are read for the form to choose from; what is beyond is found by its name in the list of organisations. */
const MAX_PAGES = 5;

export interface Choosable {
  readonly id: string;
  readonly name: string;
}

export interface Choosables {
  readonly list: readonly Choosable[];
  readonly isMore: boolean;
}

export async function organisationsFor(request: Request): Promise<Choosables> {
  const locale = localeOf(request);
  return pagesOf(async (after) => {
    const { organisations } = await query(request, ChooseOrganisationsDocument, { after });
    return { ...organisations, nodes: organisations.nodes.map(({ id, names }) => ({ id, name: choose(names, locale).text })) };
  });
}

export async function peopleFor(request: Request): Promise<Choosables> {
  const locale = localeOf(request);
  return pagesOf(async (after) => {
    const { people } = await query(request, ChoosePeopleDocument, { after });
    const nodes = people.nodes
      .filter(({ status }) => status === 'ACTIVE')
      .map(({ id, name, email, organisation }) => ({
        id,
        name: [name, email, choose(organisation?.names, locale).text].filter((each) => each !== '').join(' · '),
      }));
    return { ...people, nodes };
  });
}

interface Page {
  readonly nodes: readonly Choosable[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

async function pagesOf(read: (after: string | null) => Promise<Page>): Promise<Choosables> {
  const list: Choosable[] = [];
  let after: string | null = null;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const { nodes, pageInfo }: Page = await read(after);
    list.push(...nodes);
    after = pageInfo.endCursor;
    if (!pageInfo.hasNextPage) return { list, isMore: false };
  }
  return { list, isMore: true };
}
