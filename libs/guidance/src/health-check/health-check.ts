/* eslint-disable max-lines -- Data in one file, so that whoever edits the questions sees them all. */
import { adviceFor, text } from './check-builder.js';
import type { HealthCheck } from './check.js';

// Weights: 3 stops common attacks by itself, 2 limits the damage, 1 is good order. `text` takes English, Traditional and Simplified Chinese.

const COMPUTERS = adviceFor({
  id: 'computers',
  title: text('Computers', '電腦', '电脑'),
  review: {
    text: text(
      'Some questions do not apply to you today. Do the check again when you get new computers or staff.',
      '有些問題暫時不適用於您。添置電腦或增聘人手時，請再做一次檢查。',
      '有些问题目前与您无关。添了电脑或员工，请再做一次检查。',
    ),
    article: 'safe-computer',
  },
  areas: [
    {
      id: 'sign-in',
      title: text('Signing in', '登入', '登录'),
      keep: text(
        'Keep signing in the way you do, and show it to new colleagues.',
        '請保持現在的登入做法，並教會新同事。',
        '登录这方面做得很好，请保持，也教给新同事。',
      ),
      article: 'passwords-and-passkeys',
    },
    {
      id: 'protection',
      title: text('Protection', '防護', '防护'),
      keep: text(
        'Look once a month that updates and protection are still on.',
        '每月檢查一次更新和防護是否仍然啟用。',
        '每月看一眼更新和防护是不是还开着。',
      ),
      article: 'updates',
    },
    {
      id: 'data',
      title: text('Data and emergencies', '資料和應變', '数据和应急'),
      keep: text(
        'Try a restore every three months and keep the plan up to date.',
        '每三個月試還原一次，並更新應變計劃。',
        '每三个月试着恢复一次，预案也要及时更新。',
      ),
      article: 'backups',
    },
  ],
  questions: [
    {
      id: 'two-step',
      area: 'sign-in',
      weight: 3,
      priority: 'now',
      article: 'passwords-and-passkeys',
      text: text(
        'Does your mail account ask for a second step or a passkey when you sign in on a new computer?',
        '在新電腦登入電郵時，是否需要第二步驗證或密碼金鑰？',
        '在新电脑上登录邮箱，是否需要第二步验证或通行密钥？',
      ),
      todo: text(
        'Turn on two-step sign-in or a passkey for mail, then for bank and administrator accounts.',
        '為電郵啟用兩步登入或密碼金鑰，然後是銀行和管理員帳戶。',
        '先给邮箱开启两步验证或通行密钥，再给银行和管理员账号开启。',
      ),
    },
    {
      id: 'own-password',
      area: 'sign-in',
      weight: 2,
      priority: 'soon',
      article: 'passwords-and-passkeys',
      text: text(
        'Does every account have its own password, kept in a password manager?',
        '每個帳戶是否都有自己的密碼，並存放在密碼管理工具？',
        '每个账号是否都有单独的密码，并存在密码管理器里？',
      ),
      todo: text(
        'Start a password manager and change the passwords that you use twice.',
        '開始使用密碼管理工具，並更改重複使用的密碼。',
        '用上密码管理器，把一码多用的密码改掉。',
      ),
    },
    {
      id: 'everyday-account',
      area: 'sign-in',
      weight: 2,
      priority: 'soon',
      article: 'safe-computer',
      text: text(
        'Do you work every day with an account that has no administrator rights?',
        '您日常工作是否使用沒有管理員權限的帳戶？',
        '您平时办公用的是没有管理员权限的账号吗？',
      ),
      todo: text('Change your everyday account to a standard user.', '把日常帳戶改為標準使用者。', '把平时用的账号改成标准用户。'),
    },
    {
      id: 'screen-lock',
      area: 'sign-in',
      weight: 1,
      priority: 'later',
      article: 'safe-computer',
      text: text('Does the screen lock by itself after a few minutes?', '螢幕是否會在數分鐘後自動上鎖？', '屏幕过几分钟会自动锁上吗？'),
      todo: text('Let the screen lock after five minutes.', '設定螢幕在五分鐘後自動上鎖。', '设置五分钟后自动锁屏。'),
    },
    {
      id: 'updates',
      area: 'protection',
      weight: 3,
      priority: 'now',
      article: 'updates',
      text: text('Do your computers and browsers update themselves?', '您的電腦和瀏覽器是否自動更新？', '您的电脑和浏览器会自动更新吗？'),
      todo: text(
        'Turn on automatic updates and restart the computer and the browser.',
        '啟用自動更新，並重新啟動電腦和瀏覽器。',
        '打开自动更新，重启电脑和浏览器。',
      ),
    },
    {
      id: 'supported',
      area: 'protection',
      weight: 2,
      priority: 'soon',
      article: 'updates',
      text: text(
        'Do all your computers still get security updates from the maker?',
        '您所有電腦是否仍獲開發商提供安全更新？',
        '您的电脑是否都还能收到厂商的安全更新？',
      ),
      todo: text(
        'List the computers without updates. Replace them or take them off the network.',
        '列出已沒有更新的電腦，更換它們或使其離線。',
        '列出没有更新的电脑，换掉或者断网。',
      ),
    },
    {
      id: 'malware-protection',
      area: 'protection',
      weight: 2,
      priority: 'soon',
      article: 'safe-computer',
      text: text('Are malware protection and firewall on?', '防惡意軟件和防火牆是否已啟用？', '防病毒和防火墙都打开了吗？'),
      todo: text(
        'Open the security settings and turn on malware protection and firewall.',
        '開啟安全設定，啟用防惡意軟件和防火牆。',
        '打开安全设置，启用防病毒和防火墙。',
      ),
    },
    {
      id: 'disk-encryption',
      area: 'protection',
      weight: 2,
      priority: 'soon',
      article: 'safe-computer',
      text: text('Is the disk of every laptop encrypted?', '每部手提電腦的磁碟是否已加密？', '每台笔记本的硬盘都加密了吗？'),
      todo: text(
        'Turn on disk encryption and keep the recovery key on paper.',
        '啟用磁碟加密，並把修復金鑰寫在紙上。',
        '打开硬盘加密，把恢复密钥写在纸上。',
      ),
    },
    {
      id: 'backup',
      area: 'data',
      weight: 3,
      priority: 'now',
      article: 'backups',
      text: text(
        'Do you have a backup that is not connected to the computer?',
        '您是否有一份不與電腦連接的備份？',
        '您有没有一份不和电脑连着的备份？',
      ),
      todo: text(
        'Copy what matters to a disk today, and unplug it.',
        '今天就把重要資料複製到硬碟，然後拔除。',
        '今天就把重要数据复制到移动硬盘，然后拔下来。',
      ),
    },
    {
      id: 'restore',
      area: 'data',
      weight: 2,
      priority: 'soon',
      article: 'backups',
      text: text(
        'Have you restored a file from the backup in the last three months?',
        '過去三個月內，您曾否從備份還原檔案？',
        '最近三个月，您从备份里恢复过文件吗？',
      ),
      todo: text('Restore one file and note the date.', '還原一個檔案，並寫下日期。', '恢复一个文件，记下日期。'),
    },
    {
      id: 'plan',
      area: 'data',
      weight: 1,
      priority: 'later',
      article: 'incident-plan',
      text: text(
        'Do you have on paper whom to call in an attack?',
        '受攻擊時要致電給誰，您有寫在紙上嗎？',
        '出事该给谁打电话，您写在纸上了吗？',
      ),
      todo: text(
        'Write and print the plan: who decides, and whom to call.',
        '寫好並列印計劃：誰作決定，致電給誰。',
        '写好预案打印出来：谁拍板，给谁打电话。',
      ),
    },
  ],
});

const MOBILE_DEVICES = adviceFor({
  id: 'mobile-devices',
  title: text('Phones and tablets', '手機和平板電腦', '手机和平板'),
  review: {
    text: text(
      'Some questions do not apply to you today. Do the check again when you get a new phone.',
      '有些問題暫時不適用於您。更換手機時，請再做一次檢查。',
      '有些问题目前与您无关。换手机的时候，请再做一次检查。',
    ),
    article: 'safe-phone',
  },
  areas: [
    {
      id: 'lock',
      title: text('Lock and loss', '鎖機和遺失', '锁屏和丢失'),
      keep: text(
        'Look twice a year that the find service still shows your phone.',
        '每半年檢查一次尋找功能是否仍顯示您的手機。',
        '每半年看一次查找功能里还有没有您的手机。',
      ),
      article: 'lost-phone',
    },
    {
      id: 'apps',
      title: text('Updates and apps', '更新和應用程式', '更新和应用'),
      keep: text(
        'Remove unused apps and look at their rights twice a year.',
        '每半年移除不用的應用程式，並檢查權限。',
        '每半年清理一次不用的应用，看看权限。',
      ),
      article: 'safe-phone',
    },
    {
      id: 'messages',
      title: text('Messages and networks', '訊息和網絡', '消息和网络'),
      keep: text(
        'Stay careful with messages, and tell others about new tricks.',
        '繼續小心訊息，並把新騙術告訴身邊的人。',
        '继续对可疑消息保持警惕，把新骗术告诉身边的人。',
      ),
      article: 'phishing',
    },
  ],
  questions: [
    {
      id: 'screen-lock',
      area: 'lock',
      weight: 3,
      priority: 'now',
      article: 'safe-phone',
      text: text(
        'Does your phone have a screen lock with at least six digits, a finger or a face?',
        '手機是否設有至少六位數、指紋或面容的螢幕鎖？',
        '手机锁屏是否用了至少六位密码、指纹或人脸？',
      ),
      todo: text('Set a screen lock of six digits or more.', '設定六位數或以上的螢幕鎖。', '设置六位以上的锁屏密码。'),
    },
    {
      id: 'find',
      area: 'lock',
      weight: 2,
      priority: 'now',
      article: 'lost-phone',
      text: text(
        'Could you find, lock and erase your phone from another device?',
        '您能否用另一部裝置尋找、鎖上和清除手機？',
        '您能不能用别的设备查找、锁定和清除手机？',
      ),
      todo: text('Turn on the find service and try it once.', '啟用尋找功能，並試用一次。', '打开查找功能，试用一次。'),
    },
    {
      id: 'hidden-messages',
      area: 'lock',
      weight: 1,
      priority: 'later',
      article: 'safe-phone',
      text: text(
        'Are messages and codes hidden while the phone is locked?',
        '手機鎖上時，訊息和驗證碼是否隱藏？',
        '锁屏时，消息和验证码是不是不显示？',
      ),
      todo: text('Hide messages on the locked screen.', '在鎖上的螢幕隱藏訊息。', '设置锁屏时不显示消息内容。'),
    },
    {
      id: 'backup',
      area: 'lock',
      weight: 2,
      priority: 'soon',
      article: 'backups',
      text: text('Is your phone backed up by itself?', '手機是否自動備份？', '手机会自动备份吗？'),
      todo: text('Turn on the automatic backup.', '啟用自動備份。', '打开自动备份。'),
    },
    {
      id: 'updates',
      area: 'apps',
      weight: 3,
      priority: 'now',
      article: 'updates',
      text: text(
        'Did your phone get a security update in the last three months?',
        '過去三個月內，手機有否獲得安全更新？',
        '最近三个月，手机有过安全更新吗？',
      ),
      todo: text(
        'Update the phone. If the maker sends no more updates, plan a new one.',
        '更新手機。如製造商已不再提供更新，請計劃更換。',
        '更新手机。厂商不再提供更新的，安排换机。',
      ),
    },
    {
      id: 'app-shop',
      area: 'apps',
      weight: 2,
      priority: 'now',
      article: 'safe-phone',
      text: text(
        'Do you install apps from the official app store only?',
        '您是否只從官方應用程式商店安裝程式？',
        '您是否只从官方应用商店安装应用？',
      ),
      todo: text(
        'Remove apps from other places, and forbid unknown sources.',
        '移除來自其他地方的應用程式，並禁止不明來源。',
        '删除来路不明的应用，并禁止未知来源。',
      ),
    },
    {
      id: 'rights',
      area: 'apps',
      weight: 1,
      priority: 'later',
      article: 'safe-phone',
      text: text(
        'Have you looked in the last year at what your apps may see?',
        '過去一年，您曾否檢查應用程式的權限？',
        '最近一年，您看过应用的权限吗？',
      ),
      todo: text(
        'Take back rights that make no sense: location, microphone, contacts.',
        '收回不合理的權限：位置、咪高峰、通訊錄。',
        '收回不合理的权限：位置、麦克风、通讯录。',
      ),
    },
    {
      id: 'links',
      area: 'messages',
      weight: 3,
      priority: 'now',
      article: 'phishing',
      text: text(
        'Do you open your bank from the app and never from a link in a message?',
        '您是否只用應用程式開啟銀行服務，從不點擊訊息內的連結？',
        '您是否只从应用打开银行，从不点消息里的链接？',
      ),
      todo: text(
        'Use the app or your own bookmark, and learn the signs of a fake message.',
        '使用應用程式或自己的書籤，並認識虛假訊息的跡象。',
        '用应用或自己的收藏夹，学会识别钓鱼信息。',
      ),
    },
    {
      id: 'public-wifi',
      area: 'messages',
      weight: 1,
      priority: 'later',
      article: 'wifi',
      text: text(
        'Do you use mobile data instead of public Wi-Fi for banking?',
        '處理銀行事務時，您是否使用流動數據而不用公共 Wi-Fi？',
        '办银行业务时，您是否用手机流量，不用公共 Wi-Fi？',
      ),
      todo: text(
        'Use mobile data for banking, and forget old networks.',
        '處理銀行事務時使用流動數據，並忘記舊網絡。',
        '办银行业务用手机流量，并忽略旧网络。',
      ),
    },
    {
      id: 'work-data',
      area: 'messages',
      weight: 2,
      priority: 'soon',
      article: 'cloud-sharing',
      text: text(
        'Are work files on your phone kept apart from private ones?',
        '手機內的工作檔案是否與私人檔案分開？',
        '手机里的工作文件和私人文件分开放吗？',
      ),
      todo: text(
        'Keep work files in the work account or work profile only.',
        '工作檔案只放在工作帳戶或工作設定檔。',
        '工作文件只放在工作账号或工作资料里。',
      ),
    },
  ],
});

const WEBSITES = adviceFor({
  id: 'websites',
  title: text('Websites and mail domains', '網站和電郵域名', '网站和邮件域名'),
  review: {
    text: text(
      'Some questions do not apply to you today. Do the check again when the site or its host changes.',
      '有些問題暫時不適用於您。網站或寄存商有變時，請再做一次檢查。',
      '有些问题目前与您无关。网站或主机商有变动，请再做一次检查。',
    ),
    article: 'shop-website',
  },
  areas: [
    {
      id: 'access',
      title: text('Who may change it', '誰可更改', '谁能改'),
      keep: text('Look through the list of accounts every three months.', '每三個月檢視一次帳戶名單。', '每三个月过一遍账号名单。'),
      article: 'shop-website',
    },
    {
      id: 'software',
      title: text('Software and backup', '軟件和備份', '软件和备份'),
      keep: text(
        'Go on updating, and restore the site once a year to a test address.',
        '繼續更新，每年在測試網址還原網站一次。',
        '继续更新，每年在测试网址恢复一次网站。',
      ),
      article: 'shop-website',
    },
    {
      id: 'trust',
      title: text('Customers and mail', '客戶和電郵', '客户和邮件'),
      keep: text(
        'Read the mail reports, and delete customer data that you no longer need.',
        '閱讀電郵報告，並刪除不再需要的客戶資料。',
        '看看邮件报告，删掉不再需要的客户信息。',
      ),
      article: 'email-authentication',
    },
  ],
  questions: [
    {
      id: 'two-step',
      area: 'access',
      weight: 3,
      priority: 'now',
      article: 'shop-website',
      text: text(
        'Does everybody who can change the site sign in with a second step?',
        '所有可更改網站的人，登入時是否需要第二步驗證？',
        '凡是能改网站的人，登录时都要第二步验证吗？',
      ),
      todo: text(
        'Turn on two-step sign-in for the content system, the host and the domain name.',
        '為內容系統、寄存和域名啟用兩步登入。',
        '给内容系统、主机和域名开启两步验证。',
      ),
    },
    {
      id: 'people',
      area: 'access',
      weight: 2,
      priority: 'soon',
      article: 'shop-website',
      text: text(
        'Has everybody an own account, and are those who left removed?',
        '是否每人一個帳戶，並已移除離職的人？',
        '是否每人一个账号，离职的人已经删除？',
      ),
      todo: text(
        'List who can sign in. Remove people who left and shared accounts.',
        '列出誰可登入，移除離職的人和共用帳戶。',
        '列出谁能登录，删掉离职人员和共用账号。',
      ),
    },
    {
      id: 'domain',
      area: 'access',
      weight: 2,
      priority: 'soon',
      article: 'shop-website',
      text: text(
        'Is the domain name yours, locked, and renewed by itself?',
        '域名是否屬於您、已鎖定，並自動續期？',
        '域名是否在您名下、已锁定，并自动续费？',
      ),
      todo: text(
        'Check the owner of the domain name, lock it and renew it automatically.',
        '檢查域名持有人，鎖定域名並設定自動續期。',
        '核对域名持有人，锁定域名并设为自动续费。',
      ),
    },
    {
      id: 'updates',
      area: 'software',
      weight: 3,
      priority: 'now',
      article: 'patch-known-exploited',
      text: text(
        'Are the system and all plugins of the site up to date?',
        '網站的系統和所有外掛程式是否最新版本？',
        '网站系统和全部插件都是最新版吗？',
      ),
      todo: text(
        'Update the system and plugins now, those that attackers already use first.',
        '立即更新系統和外掛程式，先處理已被利用的漏洞。',
        '马上更新系统和插件，先补已有人利用的漏洞。',
      ),
    },
    {
      id: 'unused',
      area: 'software',
      weight: 2,
      priority: 'soon',
      article: 'shop-website',
      text: text(
        'Have unused plugins, themes and test pages been deleted?',
        '不用的外掛程式、佈景主題和測試網頁是否已刪除？',
        '不用的插件、主题和测试页面都删了吗？',
      ),
      todo: text(
        'Delete what you do not use. Switching it off is not enough.',
        '刪除不用的東西，單單停用並不足夠。',
        '不用的东西要删除，只停用还不够。',
      ),
    },
    {
      id: 'backup',
      area: 'software',
      weight: 3,
      priority: 'now',
      article: 'backups',
      text: text(
        'Do you have a backup of the site outside the web host?',
        '在寄存商以外，您是否有網站的備份？',
        '在主机商之外，您有网站的备份吗？',
      ),
      todo: text(
        'Copy files and database to a place of your own each week.',
        '每星期把檔案和資料庫複製到自己的地方。',
        '每周把文件和数据库复制到自己的地方。',
      ),
    },
    {
      id: 'logs',
      area: 'software',
      weight: 1,
      priority: 'later',
      article: 'logging',
      text: text(
        'Are sign-ins to the site recorded and kept for some months?',
        '網站的登入有否記錄，並保存數月？',
        '网站的登录有记录，并保存几个月吗？',
      ),
      todo: text('Turn on the sign-in log and keep it for 180 days.', '啟用登入記錄並保存 180 天。', '打开登录日志，保存 180 天。'),
    },
    {
      id: 'https',
      area: 'trust',
      weight: 2,
      priority: 'now',
      article: 'shop-website',
      text: text(
        'Does every page open with https and without a warning?',
        '每一頁是否都以 https 開啟，而且沒有警告？',
        '每个页面都用 https 打开，没有警告吗？',
      ),
      todo: text('Turn on https for the whole site.', '為整個網站啟用 https。', '给整个网站启用 https。'),
    },
    {
      id: 'cards',
      area: 'trust',
      weight: 3,
      priority: 'now',
      article: 'shop-website',
      text: text(
        'Does a payment service take card numbers, so that you store none?',
        '信用卡號碼是否由付款服務處理，您沒有儲存？',
        '银行卡号是否由支付服务处理，您自己不保存？',
      ),
      todo: text(
        'Let a payment service take the cards and delete stored numbers.',
        '改由付款服務處理信用卡，並刪除已儲存的號碼。',
        '改由支付服务处理，删掉已保存的卡号。',
      ),
    },
    {
      id: 'mail-domain',
      area: 'trust',
      weight: 2,
      priority: 'soon',
      article: 'email-authentication',
      text: text(
        'Does your domain have SPF, DKIM and DMARC, the three entries against false mail?',
        '您的域名是否設有 SPF、DKIM 和 DMARC 這三項防止假電郵的記錄？',
        '您的域名是否设置了 SPF、DKIM 和 DMARC 这三条防假邮件的记录？',
      ),
      todo: text(
        'Publish DMARC with p=none first, and read the reports.',
        '先發布 p=none 的 DMARC，並閱讀報告。',
        '先发布 p=none 的 DMARC，再看报告。',
      ),
    },
    {
      id: 'report',
      area: 'trust',
      weight: 1,
      priority: 'later',
      article: 'report-an-incident',
      text: text(
        'Do you know what to do and whom to tell if customer data gets out?',
        '如客戶資料外洩，您是否知道要做甚麼、通知誰？',
        '万一客户信息泄露，您知道该做什么、告诉谁吗？',
      ),
      todo: text(
        'Write down whom to tell, and how fast the law wants it.',
        '寫下要通知誰，以及法例要求的時限。',
        '写下要告诉谁，以及法律要求多快。',
      ),
    },
  ],
});

/** The three health checks, in the order in which they are offered. */
export const HEALTH_CHECKS: readonly HealthCheck[] = [COMPUTERS, MOBILE_DEVICES, WEBSITES];
