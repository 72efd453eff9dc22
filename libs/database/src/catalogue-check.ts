import pg from 'pg';

/** Functions that run with the owner's rights, each for a reason written beside it in the migrations. Any other is refused. */
const DEFINER_FUNCTIONS: readonly string[] = [
  'access.broad_keys',
  'access.context_mac',
  'access.context_part',
  'access.count_readers',
  'access.enter_anonymous',
  'access.enter_organisation',
  'access.enter_person',
  'access.enter_person_with',
  'access.enter_session',
  'access.enter_system',
  'access.enter_token',
  'access.intern_readers',
  'access.organisation_keys',
  'access.person_keys',
  'access.reach_keys',
  'access.reach_of',
  'access.readers_of_set',
  'access.refresh_reach',
  'access.set_context',
  'access.workers_without_key',
  'accounts.end_sessions',
  'accounts.has_second_factor',
  'accounts.second_factors_of',
  'advisories.count_change',
  'advisories.draft_submitted',
  'advisories.carry_hidden_indicators',
  'advisories.due_releases',
  'advisories.follow_first_revision',
  'advisories.imported_before',
  'advisories.keep_original_file',
  'advisories.keep_submitted_file',
  'advisories.mark_exploited',
  'advisories.name_comment_readers',
  'advisories.next_release_at',
  'advisories.original_file',
  'advisories.publish_indicators',
  'advisories.publish_revision',
  'advisories.readers_fit',
  'advisories.readers_in_work',
  'advisories.refuse_release',
  'advisories.return_revision',
  'advisories.revision_under_review',
  'advisories.visible_changes',
  'advisories.visible_count',
  'advisories.visible_ids',
  'advisories.visible_names',
  'advisories.visible_products',
  'advisories.visible_spellings',
  'advisories.visible_statistics',
  'advisories.what_is_new',
  'advisories.withdraw_advisory',
  'deliveries.forget_attempts',
  'deliveries.forget_deliveries',
  'deliveries.own_parts',
  'deliveries.standing',
  'guidance.count_feedback',
  'guidance.follow_first_revision',
  'guidance.publish_revision',
  'guidance.ship_article',
  'guidance.withdraw_article',
  'incidents.receipt',
  'incidents.receive',
  'renditions.follow_readers',
  'renditions.keep_source',
  'renditions.lacks',
  'renditions.may_record',
  'renditions.missing',
  'renditions.record',
  'renditions.source_of',
  'renditions.want_csaf_2_1',
  'subscriptions.count_secrets',
  'subscriptions.count_wishes',
  'subscriptions.follow_account',
  'subscriptions.match',
  'subscriptions.match_numbers',
  'subscriptions.write_terms',
  'taxii.accept_submission',
  'taxii.add_objects',
  'taxii.advisory_to_record',
  'taxii.ensure_shared',
  'taxii.follow_group',
  'taxii.follow_organisation',
  'taxii.forget_statuses',
  'taxii.mark_versions',
  'taxii.open_collection',
  'taxii.own_inbox',
  'taxii.publication_view',
  'taxii.publisher_names',
  'taxii.record_publication',
  'taxii.remove_objects',
  'taxii.unrecorded',
];

/** Tables without row-level security: catalogues open to everyone, and what only the owner's functions read. */
const OPEN_TABLES: readonly string[] = [
  'access.context_secret',
  'access.reader_set',
  'access.reach',
  'access.system_purpose',
  'advisories.known_exploited',
  'advisories.exploit_prediction',
  'advisories.catalogue_refresh',
  'renditions.signing_key',
];

const OUR_SCHEMAS =
  "('access', 'accounts', 'audit', 'outbox', 'advisories', 'subscriptions', 'deliveries', 'guidance', 'incidents', 'renditions', 'taxii')";

/** Where no policy may be simply true: what is written there is content, or says who somebody is. */
const GUARDED_SCHEMAS = "('accounts', 'audit', 'advisories', 'guidance', 'incidents', 'renditions', 'taxii')";

/** What only the owner's functions read. */
const OWNERS_TABLES: readonly string[] = [
  'access.context_secret',
  'access.reader_set',
  'access.system_purpose',
  'advisories.carried_indicator',
];

/** With any of these a role could make a context of its own. */
const OWNERS_FUNCTIONS: readonly string[] = ['access.set_context', 'access.context_mac', 'access.enter_person_with'];

/** What only the worker may ask: keys by name, who reads what, and to publish what comes with the platform. */
const WORKERS_FUNCTIONS: readonly string[] = [
  'guidance.ship_article',
  'access.enter_person',
  'access.enter_organisation',
  'access.person_keys',
  'access.organisation_keys',
  'access.readers_of_set',
];

const CHECKS: readonly { readonly sql: string; readonly parameters?: readonly unknown[] }[] = [
  {
    sql: `SELECT format('the role %s may bypass row-level security', rolname) AS finding FROM pg_roles
          WHERE rolname = current_user AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb)`,
  },
  {
    sql: `SELECT format('the role %s is a member of %s', current_user, rolname) AS finding FROM pg_roles
          WHERE rolname <> current_user AND pg_has_role(current_user, oid, 'MEMBER')`,
  },
  {
    sql: `SELECT format('the role %s owns %s', current_user, c.oid::regclass) AS finding FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE n.nspname IN ${OUR_SCHEMAS} AND pg_get_userbyid(c.relowner) = current_user`,
  },
  {
    sql: `SELECT format('%s.%s has no forced row-level security', n.nspname, c.relname) AS finding FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE n.nspname IN ${OUR_SCHEMAS} AND c.relkind IN ('r', 'p') AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
            AND n.nspname || '.' || c.relname <> ALL ($1::text[])`,
    parameters: [OPEN_TABLES],
  },
  {
    sql: `SELECT format('%s.%s runs with the owner''s rights and is not on the list', n.nspname, p.proname) AS finding FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
          WHERE n.nspname IN ${OUR_SCHEMAS} AND p.prosecdef AND n.nspname || '.' || p.proname <> ALL ($1::text[])`,
    parameters: [DEFINER_FUNCTIONS],
  },
  {
    sql: `SELECT format('%s.%s runs with the owner''s rights and has no fixed search_path', n.nspname, p.proname) AS finding FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
          WHERE n.nspname IN ${OUR_SCHEMAS} AND p.prosecdef AND NOT coalesce(array_to_string(p.proconfig, ','), '') LIKE '%search_path=%'`,
  },
  {
    sql: `SELECT format('%s.%s may be run by everyone', n.nspname, p.proname) AS finding FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
          WHERE n.nspname IN ${OUR_SCHEMAS} AND p.prosecdef AND (p.proacl IS NULL OR EXISTS (SELECT FROM aclexplode(p.proacl) a WHERE a.grantee = 0))`,
  },
  {
    sql: `SELECT format('%s.%s is marked leakproof', n.nspname, p.proname) AS finding FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
          WHERE n.nspname IN ${OUR_SCHEMAS} AND p.proleakproof`,
  },
  {
    sql: `SELECT format('%s.%s is a view without security_invoker, or a materialized view', n.nspname, c.relname) AS finding FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE n.nspname IN ${OUR_SCHEMAS} AND (c.relkind = 'm' OR (c.relkind = 'v' AND NOT coalesce(c.reloptions @> '{security_invoker=true}', false)))`,
  },
  {
    sql: `SELECT format('%s.%s has the policy %s that lets the role %s see every row', n.nspname, c.relname, p.polname, current_user) AS finding
          FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE n.nspname IN ${GUARDED_SCHEMAS} AND p.polcmd IN ('r', '*') AND pg_get_expr(p.polqual, p.polrelid) = 'true'
            AND p.polroles && ARRAY[0::oid, current_user::regrole::oid]`,
  },
  {
    sql: `SELECT format('the trigger %s on %s is switched off', t.tgname, t.tgrelid::regclass) AS finding FROM pg_trigger t
          JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE n.nspname IN ${OUR_SCHEMAS} AND NOT t.tgisinternal AND t.tgenabled NOT IN ('O', 'A')`,
  },
  {
    // TRUNCATE asks no policy.
    sql: `SELECT format('the role %s may truncate %s.%s', current_user, n.nspname, c.relname) AS finding FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE n.nspname IN ${OUR_SCHEMAS} AND c.relkind IN ('r', 'p') AND has_table_privilege(current_user, c.oid, 'TRUNCATE')`,
  },
  {
    sql: `SELECT format('the role %s may touch %s.%s', current_user, n.nspname, c.relname) AS finding FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE n.nspname || '.' || c.relname = ANY ($1::text[]) AND (has_table_privilege(current_user, c.oid, 'SELECT, INSERT, UPDATE, DELETE')
            OR has_any_column_privilege(current_user, c.oid, 'SELECT, INSERT, UPDATE'))`,
    parameters: [OWNERS_TABLES],
  },
  {
    sql: `SELECT format('the role %s may call %s', current_user, p.oid::regprocedure) AS finding FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
          WHERE has_function_privilege(current_user, p.oid, 'EXECUTE') AND (n.nspname || '.' || p.proname = ANY ($1::text[])
            OR (current_user <> 'harbourlight_worker' AND n.nspname || '.' || p.proname = ANY ($2::text[])))`,
    parameters: [OWNERS_FUNCTIONS, WORKERS_FUNCTIONS],
  },
  {
    sql: `SELECT format('the role %s may create objects in the schema %s', current_user, nspname) AS finding FROM pg_namespace
          WHERE (nspname IN ${OUR_SCHEMAS} OR nspname = 'public') AND has_schema_privilege(current_user, oid, 'CREATE')`,
  },
  {
    sql: `SELECT format('the role %s may make temporary tables', current_user) AS finding WHERE has_database_privilege(current_user, current_database(), 'TEMP')`,
  },
];

/**
 * Reads the catalogue with the process's own role and answers with everything that would weaken the second line: rights the role must not
 * have, tables without forced row-level security, functions and views that would pass it by. Empty means sound; a process must not start otherwise.
 */
export async function checkCatalogue(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const findings: string[] = [];
    for (const check of CHECKS) {
      const result = await client.query<{ finding: string }>(check.sql, [...(check.parameters ?? [])]);
      findings.push(...result.rows.map((row) => row.finding));
    }
    return findings;
  } finally {
    await client.end();
  }
}
