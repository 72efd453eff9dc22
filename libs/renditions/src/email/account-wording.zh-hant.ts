import { linesOf } from './account-wording.js';
import type { AccountWording, FallenBack } from './account-wording.js';

const NOT_YOU = '如你沒有提出要求，毋須理會此電郵。';

/** Why a webhook has not taken an urgent alert. */
const FALLBACK_CAUSES_ZH_HANT: Readonly<Record<FallenBack['cause'], string>> = {
  late: '至今每次嘗試均告失敗，系統會繼續嘗試。',
  given_up: '已放棄，不會再嘗試。',
  gone: '接收端回應 410 Gone，該 webhook 已停用。',
  disabled: '該 webhook 因連日失敗已停用，未有嘗試傳送。',
};

/** Traditional Chinese as written in Hong Kong. */
export const ACCOUNT_WORDING_ZH_HANT: AccountWording = {
  invitation: ({ organisation, invitedBy, expiresAt }) => ({
    subject: 'Harbourlight 邀請你加入',
    paragraphs: [
      `${invitedBy}邀請你加入 Harbourlight 上的${organisation}。成員可在此收取和分享網絡保安通告。`,
      `此邀請只供你本人使用，有效至 ${expiresAt}。`,
      '如你不認識發出邀請的人，毋須理會此電郵。',
    ],
    link: '接受邀請',
  }),
  application_link: ({ organisation, expiresAt }) => ({
    subject: '會員申請：下一步',
    paragraphs: [
      `${organisation}已申請成為 Harbourlight 會員，並以此電郵地址作為申請人的地址。`,
      `請按連結進行下一步：證明${organisation}的網域。你亦可在該頁查看申請進度。連結有效至 ${expiresAt}。`,
      NOT_YOU,
    ],
    link: '繼續申請',
  }),
  application_refused: ({ organisation, message }) => ({
    subject: '你的會員申請不獲接納',
    paragraphs: [
      `CERT 決定不接納${organisation}成為 Harbourlight 會員的申請，原因如下：`,
      ...linesOf(message),
      '沒有任何人獲得存取權限。如上述原因不再適用，請回覆 CERT 或再次申請。',
    ],
    link: '關於會員資格',
  }),
  domain_proof: ({ domain, organisation, askedBy, askedByEmail, expiresAt }) => ({
    subject: `${domain} 是否屬於${organisation}？`,
    paragraphs: [
      `${organisation}表示網域 ${domain} 屬於該機構。這項要求由${askedBy}（${askedByEmail}）以該機構名義在 Harbourlight 提出；會員在 Harbourlight 分享網絡保安通告。`,
      `任何人開啟連結並按下頁面上的按鈕，即證明 ${domain} 屬於${organisation}，其人員其後可能會被視為 ${domain} 的人員。單單開啟連結不會證明任何事情。連結有效至 ${expiresAt}。`,
      `如你對此事毫不知情，或 ${domain} 並非${organisation}的網域，請勿按下按鈕，這樣便不會證明任何事情。請先向貴機構內部查詢；如無人知情，請通知 CERT，因為可能有人正冒用貴機構的名義。`,
    ],
    link: '查看將會證明的內容',
  }),
  email_confirmation: ({ expiresAt }) => ({
    subject: '請確認你的電郵地址',
    paragraphs: [`請確認此電郵地址屬於你。連結有效至 ${expiresAt}。`, NOT_YOU],
    link: '確認此地址',
  }),
  endpoint_confirmation: ({ organisation, expiresAt }) => ({
    subject: '請確認在此地址接收警報',
    paragraphs: [
      organisation === undefined ? '有人要求把網絡保安警報傳送到此地址。' : `${organisation}要求把其網絡保安警報傳送到此地址。`,
      `在你確認之前，我們不會傳送任何警報。連結有效至 ${expiresAt}。`,
      NOT_YOU,
    ],
    link: '在此地址接收警報',
  }),
  public_subscription_confirmation: ({ criteria, expiresAt }) => ({
    subject: '請確認你的訂閱',
    paragraphs: [
      criteria.length === 0 ? '你訂閱了所有公開通告。' : `你訂閱了符合以下條件的公開通告：${criteria.join('、')}。`,
      `在你確認之前，我們不會傳送任何通告。連結有效至 ${expiresAt}。`,
      NOT_YOU,
    ],
    link: '確認訂閱',
  }),
  password_reset: ({ expiresAt }) => ({
    subject: '重設你的 Harbourlight 密碼',
    paragraphs: [
      `我們收到重設密碼的要求。連結只可使用一次，有效至 ${expiresAt}。你的第二重認證維持不變。`,
      '如這不是你的要求，請保留現有密碼，並通知貴機構的管理員。',
    ],
    link: '設定新密碼',
  }),
  webhook_disabled_notice: ({ stage, endpoint, failingSince, lastError }) => ({
    subject: {
      failing_for_1_hour: 'Webhook 已失效一小時',
      failing_for_24_hours: 'Webhook 已失效一日',
      disabled: 'Webhook 已被停用',
    }[stage],
    paragraphs: [
      `自 ${failingSince} 起，沒有任何警報成功送達 webhook ${endpoint}。`,
      ...(lastError === undefined ? [] : [`最近一次錯誤：${lastError}`]),
      stage === 'disabled'
        ? '該 webhook 現已停用，系統不會再嘗試傳送。修復後請重新啟用，並補發遺漏的警報。'
        : '系統會按時間表再次嘗試傳送。連續失效五日的 webhook 會被停用。',
    ],
    link: '查看傳送紀錄',
  }),
  key_expiry_warning: ({ fingerprint, expiresAt, daysLeft }) => ({
    subject: daysLeft > 0 ? '你的加密密鑰即將到期' : '你的加密密鑰已經到期',
    paragraphs: [
      `OpenPGP 密鑰 ${fingerprint} ${daysLeft > 0 ? '將於' : '已於'} ${expiresAt} 到期。`,
      '沒有有效的密鑰，TLP:GREEN 以上的警報只會以不含內容的通知傳送。',
    ],
    link: '上載新密鑰',
  }),
  suppression_notice: ({ address, reason }) => ({
    subject: '已停止向一個地址傳送警報',
    paragraphs: [
      reason === 'bounced'
        ? `${address} 的郵件伺服器拒收我們的電郵，因此已停止向該地址傳送警報。`
        : `傳送到 ${address} 的警報被舉報為不受歡迎的電郵，因此已停止向該地址傳送警報。`,
      '問題解決之前，該收件人只能登入查看新通告。',
    ],
    link: '檢查該地址',
  }),
  openpgp_key_notice: ({ address, fingerprint, usableAt }) => ({
    subject: '此地址新增了加密密鑰',
    paragraphs: [
      `有人為傳送到 ${address} 的警報設定了 OpenPGP 密鑰 ${fingerprint}。`,
      `由 ${usableAt} 起，TLP:GREEN 以上的警報會以此密鑰加密；在此之前，只會傳送不含內容的通知。`,
      '如這不是你的密鑰，請在該時間之前移除，並向管理員查詢是誰新增的。',
    ],
    link: '查看密鑰',
  }),
  urgent_fallback: ({ webhooks, more }) => ({
    subject: '緊急警報，webhook 傳送失敗',
    paragraphs: [
      '有一則緊急警報未能送達以下 webhook：',
      ...webhooks.map(({ endpoint, cause }) => `${endpoint}：${FALLBACK_CAUSES_ZH_HANT[cause]}`),
      ...(more === 0 ? [] : [`另有 ${more} 個，詳見傳送紀錄。`]),
      '請立即登入閱覽該警報。',
    ],
    link: '登入閱覽',
  }),
  incident_notice: ({ reference }) => ({
    subject: '收到新的事故報告',
    paragraphs: [`有人報告了一宗事故，編號為 ${reference}。`, '請以第二步驗證登入後閱讀。'],
    link: '開啟事故報告',
  }),
  incident_received: ({ reference }) => ({
    subject: '我們已收到你的報告',
    paragraphs: [
      `多謝你。報告編號為 ${reference}，請妥為保存，來信或來電時請註明。`,
      '我們會閱讀你的報告，如能協助或有疑問，會與你聯絡。請保留可作證據的資料，不要改動。',
      '如果你沒有提交報告，無須理會這封電郵。',
    ],
    link: '現在應該做甚麼',
  }),
  release_refused: ({ trackingId }) => ({
    subject: '已預定發布的通報未有發布',
    paragraphs: [`${trackingId} 未有於預定時間發布，現已返回審閱，亦未有發出任何警報。`, '該頁面說明原因。審閱者可即時發布，或另定時間。'],
    link: '查看通報',
  }),
  sign_in_notice: ({ at, device, address }) => ({
    subject: '你的帳戶有新的登入',
    paragraphs: [`你的帳戶於 ${at} 從 ${address} 以 ${device} 登入。`, '如這不是你本人，請立即結束該次登入並重設密碼。'],
    link: '查看登入紀錄',
  }),
};
