import { reactRouter } from '@react-router/dev/vite';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [reactRouter()],
  css: {
    preprocessorOptions: {
      // govuk-frontend speaks of features of Sass that it will leave with its next major version.
      scss: { quietDeps: true, silenceDeprecations: ['import', 'global-builtin', 'if-function'] },
    },
  },
  build: { target: 'es2023', chunkSizeWarningLimit: 600, emptyOutDir: true },
});
