import type { Config } from '#libs/config';
import type { Transaction } from '#libs/database';
import type { FeedPublisher, PublisherNames } from '#libs/renditions';

/** The operating CERT, which issues everything in the collections, or what stands for it where none is named yet. */
export async function feedPublisher(tx: Transaction, config: Config): Promise<FeedPublisher> {
  return (await operatingCert(tx, config)) ?? { names: { en: 'Harbourlight' }, namespace: config.publisherNamespace };
}

/** Undefined where no organisation operates the installation yet. */
export async function operatingCert(tx: Transaction, config: Config): Promise<FeedPublisher | undefined> {
  const row = await tx.find<{ names: (PublisherNames & { readonly contact?: string }) | null }>('SELECT taxii.publisher_names() AS names');
  if (!row?.names) return undefined;
  const { contact, ...names } = row.names;
  return { names, namespace: config.publisherNamespace, contactDetails: contact };
}
