/** Endings of file names that a domain of a report is hardly ever: `setup.exe`, `install.sh`. Countries whose ending is as common as the file's (pl, rs, so) are not here. */
export const FILE_ENDINGS: ReadonlySet<string> = new Set([
  '7z', 'aes', 'apk', 'asp', 'aspx', 'avi', 'bak', 'bat', 'bin', 'bmp', 'cab', 'cfg', 'cgi', 'chm', 'class', 'cmd', 'conf', 'cpl', 'crx', 'css',
  'csv', 'dat', 'db', 'deb', 'dll', 'dmg', 'doc', 'docm', 'docx', 'drv', 'ear', 'elf', 'eml', 'enc', 'exe', 'gif', 'gz', 'hta', 'htm', 'html',
  'img', 'inf', 'ini', 'iso', 'jar', 'java', 'jpeg', 'jpg', 'js', 'jse', 'json', 'jsp', 'jsx', 'key', 'lnk', 'locked', 'log', 'lua', 'md', 'mjs',
  'mov', 'msg', 'msi', 'msix', 'ocx', 'odt', 'one', 'pcap', 'pdb', 'pdf', 'pem', 'php', 'pif', 'pkg', 'plist', 'png', 'ppt', 'pptx', 'ps1', 'psm1',
  'pst', 'py', 'pyc', 'rar', 'reg', 'rpm', 'rtf', 'scr', 'sct', 'sh', 'sql', 'svg', 'swf', 'sys', 'tar', 'tmp', 'ts', 'tsx', 'txt', 'url', 'vbe',
  'vbs', 'vhd', 'vmdk', 'war', 'wsf', 'xlam', 'xll', 'xls', 'xlsm', 'xlsx', 'xml', 'yaml', 'yml', 'zip',
]); // prettier-ignore

/** Of these, what carries out an attack: worth to look for by name. */
export const RUNNABLE_ENDINGS: readonly string[] = [
  'apk', 'bat', 'chm', 'cmd', 'cpl', 'crx', 'dll', 'docm', 'elf', 'exe', 'hta', 'img', 'iso', 'jar', 'js', 'jse', 'jsp', 'lnk', 'msi', 'msix', 'ocx', 'one',
  'php', 'pif', 'ps1', 'psm1', 'py', 'scr', 'sct', 'sh', 'sys', 'vbe', 'vbs', 'vhd', 'war', 'wsf', 'xlam', 'xll', 'xlsm',
]; // prettier-ignore
