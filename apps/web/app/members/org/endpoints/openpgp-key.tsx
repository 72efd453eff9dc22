import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/openpgp-key';
import { mutate, notFound, query } from '../../../api/api.server';
import { OneEndpointDocument, SetKeyDocument } from '../../../api/gql/graphql';
import { requireViewer } from '../../../api/viewer.server';
import { textIn } from '../../../forms/form.server';
import { Day } from '../../../i18n/times';
import { Button } from '../../../ui/static/button';
import { TextAreaField } from '../../../ui/static/field';
import { Facts } from '../../../ui/static/parts';
import { found } from '../../frame/found.server';
import { idIn } from '../../frame/id-in-address.server';
import { MemberPage } from '../../frame/member-page';
import { refuseInWords } from '../../frame/words.server';
import { KeyAge } from './key-age';
import { KeyExpiry } from './key-expiry';

export async function loader({ request, params }: Route.LoaderArgs) {
  const viewer = await requireViewer(request);
  const { node } = await query(request, OneEndpointDocument, { id: idIn(params.id) });
  const endpoint = found(node, 'address');
  if (endpoint.channel !== 'EMAIL') notFound();
  return { viewer, endpoint };
}

export async function action({ request, params }: Route.ActionArgs) {
  const form = await request.formData();
  const id = idIn(params.id);
  const isRemoval = textIn(form, 'intent') === 'remove';
  const { refusal } = await mutate(request, SetKeyDocument, { input: { id, publicKey: isRemoval ? null : textIn(form, 'publicKey') } });
  if (refusal?.code === 'NOT_FOUND') notFound();
  if (refusal !== undefined) return refuseInWords(request, refusal, form, { publicKey: 'publicKey' });
  return redirect(`/org/endpoints/${id}?done=${isRemoval ? 'key-removed' : 'key-added'}`);
}

export default function OpenPgpKey({ loaderData: { viewer, endpoint }, actionData }: Route.ComponentProps) {
  const t = useTranslations('members.endpoints');
  const k = useTranslations('members.key');
  const { openPgp } = endpoint;
  return (
    <MemberPage
      viewer={viewer}
      current="endpoints"
      title={k('title')}
      crumbs={[
        { text: t('title'), href: '/org/endpoints' },
        { text: endpoint.name === '' ? endpoint.address : endpoint.name, href: `/org/endpoints/${endpoint.id}` },
      ]}
      errors={actionData?.errors}
    >
      <p className="govuk-body">{k('text')}</p>
      <p className="govuk-body">{k('rules', { address: endpoint.address })}</p>
      {openPgp === null ? null : (
        <>
          <Facts
            facts={[
              { name: k('fingerprint'), value: <code>{openPgp.fingerprint}</code> },
              { name: k('expires'), value: openPgp.expiresAt === null ? k('never') : <Day at={openPgp.expiresAt} /> },
            ]}
          />
          <KeyAge openPgp={openPgp} />
          <KeyExpiry expiresAt={openPgp.expiresAt} />
          <form method="post">
            <input type="hidden" name="intent" value="remove" />
            <Button look="warning">{k('remove')}</Button>
          </form>
        </>
      )}
      <form method="post" noValidate>
        <TextAreaField
          name="publicKey"
          label={k(openPgp === null ? 'label' : 'label-new')}
          hint={k('hint')}
          rows={10}
          spellCheck={false}
          defaultValue={actionData?.typed['publicKey']}
          error={actionData?.errors['publicKey']}
        />
        <Button>{k('save')}</Button>
      </form>
    </MemberPage>
  );
}
