/**
 * What stands in many reports without being a sign of an attack: places that everybody visits, addresses that everybody has, documents' own
 * examples. A hit is a question to the analyst and not a verdict: attackers use these places too.
 */
export const KNOWN_GOOD_DOMAINS: ReadonlySet<string> = new Set([
  'adobe.com', 'akamai.net', 'amazon.com', 'amazonaws.com', 'android.com', 'apache.org', 'apple.com', 'azure.com', 'baidu.com', 'bing.com',
  'cert.org', 'cisa.gov', 'cisco.com', 'cloudflare.com', 'debian.org', 'docker.com', 'facebook.com', 'first.org', 'fortinet.com', 'github.com',
  'githubusercontent.com', 'gitlab.com', 'gmail.com', 'google.com', 'googleapis.com', 'gov.hk', 'govcert.gov.hk', 'gstatic.com', 'hkcert.org',
  'hotmail.com', 'icloud.com', 'instagram.com', 'kernel.org', 'letsencrypt.org', 'linkedin.com', 'live.com', 'microsoft.com', 'mitre.org',
  'mozilla.org', 'ncsc.gov.uk', 'nist.gov', 'npmjs.com', 'office.com', 'office365.com', 'openssl.org', 'oracle.com', 'outlook.com', 'owasp.org',
  'paloaltonetworks.com', 'paypal.com', 'pypi.org', 'qq.com', 'redhat.com', 'sap.com', 'siemens.com', 'skype.com', 'slack.com', 'symantec.com',
  'taobao.com', 'twitter.com', 'ubuntu.com', 'virustotal.com', 'vmware.com', 'w3.org', 'weibo.com', 'whatsapp.com', 'wikipedia.org',
  'windows.com', 'windowsupdate.com', 'x.com', 'yahoo.com', 'youtube.com', 'zoom.us',
]); // prettier-ignore

/** Public resolvers. */
export const KNOWN_GOOD_ADDRESSES: ReadonlySet<string> = new Set([
  '1.0.0.1', '1.1.1.1', '8.8.4.4', '8.8.8.8', '9.9.9.9', '114.114.114.114', '208.67.220.220', '208.67.222.222', '223.5.5.5',
  '2001:4860:4860::8844', '2001:4860:4860::8888', '2606:4700:4700::1001', '2606:4700:4700::1111', '2620:fe::fe',
]); // prettier-ignore

/** Hashes of the empty file. */
export const KNOWN_GOOD_HASHES: ReadonlySet<string> = new Set([
  'd41d8cd98f00b204e9800998ecf8427e',
  'da39a3ee5e6b4b0d3255bfef95601890afd80709',
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  'cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e',
]);
