import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The definition of our STIX extension belongs to no advisory, like the labels: it is in every collection from its first day. */
export class ShareExtensionDefinition implements MigrationInterface {
  readonly name = 'share-extension-definition-0000000000024';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SHARED);
  }

  down(): Promise<void> {
    throw new Error('Migrations run forward only.');
  }
}

const SHARED = `
/**
 * Objects that belong to no advisory: who publishes, the definition of our extension with who made it, and the labels of TLP 2.0
 * (libs/renditions/src/stix/stix-objects.ts).
 */
CREATE OR REPLACE FUNCTION taxii.is_shared(p_object jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog AS $$
  SELECT p_object->>'type' = 'identity' OR p_object->>'id' = ANY (ARRAY['marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487',
    'marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb', 'marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421',
    'marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003', 'extension-definition--c2b6fb3f-6f0d-4d1c-9c0e-8a5c5d0e7b14'])
$$;
`;
