// A container's health check: `node scripts/healthy.mjs PORT` ends with 0 when the process on PORT says that it is ready.
const response = await fetch(`http://127.0.0.1:${process.argv[2]}/health/ready`, { signal: AbortSignal.timeout(5_000) }).catch(
  () => undefined,
);
process.exit(response?.status === 200 ? 0 : 1);
