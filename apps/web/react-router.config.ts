import type { Config } from '@react-router/dev/config';

export default {
  appDirectory: 'app',
  buildDirectory: '../../dist/apps/web/pages',
  ssr: true,
} satisfies Config;
