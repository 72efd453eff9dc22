import { route } from '@react-router/dev/routes';
import type { RouteConfigEntry } from '@react-router/dev/routes';

/** Advice and the health check; they stand under the portal's language. */
export const guidancePages: RouteConfigEntry[] = [
  route('advice', 'guidance/advice/advice.tsx'),
  route('advice/check-up', 'guidance/check-up/check-ups.tsx'),
  route('advice/check-up/:code', 'guidance/check-up/question.tsx'),
  route('advice/check-up/:code/result', 'guidance/check-up/result.tsx'),
  route('advice/:slug', 'guidance/article/article.tsx'),
];
