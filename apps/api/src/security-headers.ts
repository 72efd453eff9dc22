import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import helmet from 'helmet';

/** Made once: the plugin for Fastify makes all of it anew for each request, which costs as much as an answer from memory. */
const PROTECT = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      styleSrc: ["'unsafe-inline'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  crossOriginResourcePolicy: { policy: 'same-origin' },
  referrerPolicy: { policy: 'no-referrer' },
});

/** The headers that every answer of the API bears. */
export function useSecurityHeaders(app: NestFastifyApplication): void {
  const server = app.getHttpAdapter().getInstance();
  server.addHook('onRequest', (request, reply, done) => {
    PROTECT(request.raw, reply.raw, (error) => {
      if (error instanceof Error) done(error);
      else done();
    });
  });
}
