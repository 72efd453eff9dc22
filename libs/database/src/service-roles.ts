import { createHmac } from 'node:crypto';

/** The roles that the processes connect with. They own nothing, and row-level security binds them. */
export const SERVICE_ROLES = ['harbourlight_api', 'harbourlight_worker'] as const;
export type ServiceRole = (typeof SERVICE_ROLES)[number];

/** A role's password follows from the application's secret key, so that nobody has to choose, copy or store one. */
export function servicePassword(role: ServiceRole, secretKey: string): string {
  return createHmac('sha256', secretKey).update(`database role ${role}`).digest('base64url');
}

/** The owner's URL with the service role's name and password in the place of the owner's. */
export function serviceUrl(adminUrl: string, role: ServiceRole, secretKey: string): string {
  const url = new URL(adminUrl);
  url.username = role;
  url.password = servicePassword(role, secretKey);
  return url.toString();
}
