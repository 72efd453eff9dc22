import { route } from '@react-router/dev/routes';
import type { RouteConfigEntry } from '@react-router/dev/routes';

/** Signing in, the member's own zone and the account: no script, never cached. */
export const memberRoutes: RouteConfigEntry[] = [
  route('sign-in', 'members/sign-in/sign-in.tsx'),
  route('sign-in/second-factor', 'members/sign-in/second-factor.tsx'),
  route('sign-out', 'members/sign-in/sign-out.tsx'),
  route('language', 'members/choose-language.tsx'),
  route('org', 'members/org.tsx'),
];
