import { linesOf } from './account-wording.js';
import type { AccountWording, FallenBack } from './account-wording.js';

const NOT_YOU = '如果不是您本人操作，请忽略本邮件。';

/** Why a webhook has not taken an urgent alert. */
const FALLBACK_CAUSES_ZH_HANS: Readonly<Record<FallenBack['cause'], string>> = {
  late: '目前每次尝试均失败，系统会继续重试。',
  given_up: '已放弃，不再重试。',
  gone: '接收端返回 410 Gone，该 webhook 已被禁用。',
  disabled: '该 webhook 因连续多日失败已被禁用，未尝试发送。',
};

/** Simplified Chinese in the words used on the mainland; an edited text of its own, not a conversion. */
export const ACCOUNT_WORDING_ZH_HANS: AccountWording = {
  invitation: ({ organisation, invitedBy, expiresAt }) => ({
    subject: '邀请您加入 Harbourlight',
    paragraphs: [
      `${invitedBy}邀请您加入 Harbourlight 平台上的${organisation}，与其他成员一起接收和共享网络安全公告。`,
      `该邀请仅限您本人使用，有效期至 ${expiresAt}。`,
      '如果您不认识邀请人，请忽略本邮件。',
    ],
    link: '接受邀请',
  }),
  application_link: ({ organisation, expiresAt }) => ({
    subject: '会员申请：下一步',
    paragraphs: [
      `${organisation}已申请成为 Harbourlight 会员，并以本邮箱作为申请人的邮箱。`,
      `请点击链接进行下一步：证明${organisation}的域名。您也可以在该页面查看申请进度。链接有效期至 ${expiresAt}。`,
      NOT_YOU,
    ],
    link: '继续申请',
  }),
  application_refused: ({ organisation, message }) => ({
    subject: '您的会员申请未获接受',
    paragraphs: [
      `CERT 决定不接受${organisation}成为 Harbourlight 会员的申请，原因如下：`,
      ...linesOf(message),
      '没有任何人获得访问权限。如果上述原因不再成立，请回复 CERT 或重新申请。',
    ],
    link: '了解会员资格',
  }),
  domain_proof: ({ domain, organisation, askedBy, askedByEmail, expiresAt }) => ({
    subject: `${domain} 是否属于${organisation}？`,
    paragraphs: [
      `${organisation}表示域名 ${domain} 归其所有。该请求由${askedBy}（${askedByEmail}）以该机构的名义在 Harbourlight 提出；会员在 Harbourlight 上共享网络安全公告。`,
      `任何人打开链接并点击页面上的按钮，即证明 ${domain} 属于${organisation}，其人员此后可能被视为 ${domain} 的人员。仅打开链接不会证明任何内容。链接有效期至 ${expiresAt}。`,
      `如果您对此毫不知情，或者 ${domain} 不是${organisation}的域名，请不要点击按钮，这样就不会证明任何内容。请先在本单位内部核实；如果无人知情，请告知 CERT，因为可能有人正在冒用贵单位的名义。`,
    ],
    link: '查看将要证明的内容',
  }),
  email_confirmation: ({ expiresAt }) => ({
    subject: '请验证您的邮箱',
    paragraphs: [`请确认该邮箱由您本人使用。链接有效期至 ${expiresAt}。`, NOT_YOU],
    link: '验证邮箱',
  }),
  endpoint_confirmation: ({ organisation, expiresAt }) => ({
    subject: '请确认用本邮箱接收预警',
    paragraphs: [
      organisation === undefined ? '有人申请将网络安全预警发送到本邮箱。' : `${organisation}申请将其网络安全预警发送到本邮箱。`,
      `您确认之前，我们不会发送任何预警。链接有效期至 ${expiresAt}。`,
      NOT_YOU,
    ],
    link: '用本邮箱接收预警',
  }),
  public_subscription_confirmation: ({ criteria, expiresAt }) => ({
    subject: '请确认您的订阅',
    paragraphs: [
      criteria.length === 0 ? '您订阅了全部公开公告。' : `您订阅了符合以下条件的公开公告：${criteria.join('、')}。`,
      `您确认之前，我们不会发送任何公告。链接有效期至 ${expiresAt}。`,
      NOT_YOU,
    ],
    link: '确认订阅',
  }),
  password_reset: ({ expiresAt }) => ({
    subject: '重置您的 Harbourlight 密码',
    paragraphs: [
      `我们收到了重置密码的请求。链接仅可使用一次，有效期至 ${expiresAt}。您的双因素认证保持不变。`,
      '如果不是您本人操作，请不要修改密码，并告知本单位管理员。',
    ],
    link: '设置新密码',
  }),
  webhook_disabled_notice: ({ stage, endpoint, failingSince, lastError }) => ({
    subject: {
      failing_for_1_hour: 'Webhook 已连续失败一小时',
      failing_for_24_hours: 'Webhook 已连续失败一天',
      disabled: 'Webhook 已被禁用',
    }[stage],
    paragraphs: [
      `自 ${failingSince} 以来，没有预警成功送达 webhook ${endpoint}。`,
      ...(lastError === undefined ? [] : [`最近一次错误：${lastError}`]),
      stage === 'disabled'
        ? '该 webhook 已被禁用，系统不再尝试发送。修复后请重新启用，并重放错过的预警。'
        : '系统会按计划自动重试。连续失败五天的 webhook 将被禁用。',
    ],
    link: '查看投递记录',
  }),
  key_expiry_warning: ({ fingerprint, expiresAt, daysLeft }) => ({
    subject: daysLeft > 0 ? '您的加密密钥即将过期' : '您的加密密钥已过期',
    paragraphs: [
      `OpenPGP 密钥 ${fingerprint} ${daysLeft > 0 ? '将于' : '已于'} ${expiresAt} 过期。`,
      '没有有效密钥时，TLP:GREEN 以上的预警只会发送不含内容的通知。',
    ],
    link: '上传新密钥',
  }),
  suppression_notice: ({ address, reason }) => ({
    subject: '已停止向某邮箱发送预警',
    paragraphs: [
      reason === 'bounced'
        ? `${address} 的邮件服务器拒收我们的邮件，已停止向该邮箱发送预警。`
        : `发往 ${address} 的预警被举报为垃圾邮件，已停止向该邮箱发送预警。`,
      '问题解决之前，该收件人只能登录平台查看新公告。',
    ],
    link: '检查该邮箱',
  }),
  openpgp_key_notice: ({ address, fingerprint, usableAt }) => ({
    subject: '此邮箱新增了加密密钥',
    paragraphs: [
      `有人为发往 ${address} 的预警设置了 OpenPGP 密钥 ${fingerprint}。`,
      `自 ${usableAt} 起，TLP:GREEN 以上的预警将用此密钥加密；在此之前，只会发送不含内容的通知。`,
      '如果这不是您的密钥，请在该时间之前移除，并向管理员询问是谁添加的。',
    ],
    link: '查看密钥',
  }),
  urgent_fallback: ({ webhooks, more }) => ({
    subject: '紧急预警，webhook 发送失败',
    paragraphs: [
      '有一条紧急预警未能送达以下 webhook：',
      ...webhooks.map(({ endpoint, cause }) => `${endpoint}：${FALLBACK_CAUSES_ZH_HANS[cause]}`),
      ...(more === 0 ? [] : [`另有 ${more} 个，详见投递记录。`]),
      '请立即登录查看该预警。',
    ],
    link: '登录查看',
  }),
  incident_notice: ({ reference }) => ({
    subject: '收到新的事件报告',
    paragraphs: [`有人报告了一起安全事件，编号为 ${reference}。`, '请通过第二步验证登录后阅读。'],
    link: '打开事件报告',
  }),
  incident_received: ({ reference }) => ({
    subject: '我们已收到您的报告',
    paragraphs: [
      `感谢您的报告。编号为 ${reference}，请妥善保存，来信或来电时请注明。`,
      '我们会阅读您的报告，如能提供帮助或有疑问，会与您联系。请保留可作为证据的资料，不要改动。',
      '如果您没有提交报告，无需理会这封邮件。',
    ],
    link: '现在该怎么做',
  }),
  release_refused: ({ trackingId }) => ({
    subject: '已预定发布的通报未能发布',
    paragraphs: [`${trackingId} 未在预定时间发布，现已退回审阅，也未发出任何预警。`, '该页面说明了原因。审阅者可以立即发布，或另定时间。'],
    link: '查看通报',
  }),
  sign_in_notice: ({ at, device, address }) => ({
    subject: '您的账号有新的登录',
    paragraphs: [`您的账号于 ${at} 从 ${address} 使用 ${device} 登录。`, '如果不是您本人操作，请立即结束该会话并重置密码。'],
    link: '查看登录会话',
  }),
};
