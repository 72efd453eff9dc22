import type { PageWording } from './page-wording.js';

export const SIMPLIFIED_CHINESE: PageWording = {
  actions: {
    'confirm-endpoint': {
      title: '确认接收警报的地址',
      text: '点击按钮，即可在此邮箱接收 Harbourlight 警报。',
      button: '确认',
      done: '地址已确认，警报将发送至此地址。',
    },
    'confirm-subscription': {
      title: '确认订阅',
      text: '点击按钮，即可通过邮件接收 Harbourlight 公开警报。您可随时取消订阅。',
      button: '订阅',
      done: '订阅成功。每封邮件均附有取消订阅的链接。',
    },
    unsubscribe: {
      title: '取消订阅',
      text: '点击按钮，即不再收到与该邮件同类的邮件。',
      button: '取消订阅',
      done: '已退订。使您收到该邮件的订阅不会再向此地址发送邮件。',
    },
    'confirm-registration': {
      title: '完成注册',
      text: '请设置至少 15 个字符的密码。',
      button: '注册',
      done: '您的账户已准备就绪，现在可以登录。',
    },
    'continue-application': {
      title: '继续申请',
      text: '请证明域名属于您的机构：系统会向该域名的职能邮箱发送链接，CERT 随后会作出决定。',
      button: '发送链接',
      done: '链接已发送至该地址。',
    },
    'accept-invitation': {
      title: '接受邀请',
      text: '请填写姓名并设置至少 15 个字符的密码。',
      button: '接受',
      done: '您的账户已准备就绪，现在可以登录。',
    },
    'reset-password': {
      title: '设置新密码',
      text: '请设置至少 15 个字符的新密码。您将在所有设备上退出登录。',
      button: '更改密码',
      done: '密码已更改，现在可以使用新密码登录。',
    },
    'prove-domain': {
      title: '证明域名',
      text: '点击按钮，确认此域名由您的机构管理。',
      button: '确认',
      done: '域名已获证明。',
    },
  },
  proof: ({ domain, organisation, askedBy, askedByEmail }) =>
    `该请求由${askedBy}（${askedByEmail}）提出。点击按钮，即在 Harbourlight 上证明域名 ${domain} 属于${organisation}。如果您对此毫不知情，请不要点击按钮，先在单位内部核实；如果无人知情，请告知 CERT。`,
  fields: { name: '姓名', password: '密码', domain: '域名，例如 example.org', mailbox: '职能邮箱地址（@ 之前的部分）' },
  notGood: '此链接已使用、已过期或不完整。',
  refused: '未被接受：',
  tryLater: '目前无法处理，请几分钟后再试。',
};
