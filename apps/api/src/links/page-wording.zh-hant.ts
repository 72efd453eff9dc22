import type { PageWording } from './page-wording.js';

export const TRADITIONAL_CHINESE: PageWording = {
  actions: {
    'confirm-endpoint': {
      title: '確認接收警報的地址',
      text: '按下按鈕，即可在此電郵地址接收 Harbourlight 警報。',
      button: '確認',
      done: '地址已確認，警報將發送至此地址。',
    },
    'confirm-subscription': {
      title: '確認訂閱',
      text: '按下按鈕，即可以電郵接收 Harbourlight 公開警報。您可隨時取消訂閱。',
      button: '訂閱',
      done: '訂閱成功。每封電郵均附有取消訂閱的連結。',
    },
    unsubscribe: {
      title: '取消訂閱',
      text: '按下按鈕，即不再收到與該電郵同類的電郵。',
      button: '取消訂閱',
      done: '已取消訂閱。使你收到該電郵的訂閱不會再向此地址傳送電郵。',
    },
    'confirm-registration': {
      title: '完成登記',
      text: '請設定最少 15 個字元的密碼。',
      button: '登記',
      done: '您的帳戶已準備就緒，現在可以登入。',
    },
    'continue-application': {
      title: '繼續申請',
      text: '請證明網域屬於您的機構：系統會向該網域的職能電郵地址發送連結，CERT 其後會作出決定。',
      button: '發送連結',
      done: '連結已發送至該地址。',
    },
    'accept-invitation': {
      title: '接受邀請',
      text: '請填寫姓名並設定最少 15 個字元的密碼。',
      button: '接受',
      done: '您的帳戶已準備就緒，現在可以登入。',
    },
    'reset-password': {
      title: '設定新密碼',
      text: '請設定最少 15 個字元的新密碼。您將在所有裝置上登出。',
      button: '更改密碼',
      done: '密碼已更改，現在可以用新密碼登入。',
    },
    'prove-domain': {
      title: '證明網域',
      text: '按下按鈕，確認此網域由您的機構管理。',
      button: '確認',
      done: '網域已獲證明。',
    },
  },
  proof: ({ domain, organisation, askedBy, askedByEmail }) =>
    `此要求由${askedBy}（${askedByEmail}）提出。按下按鈕，即在 Harbourlight 證明網域 ${domain} 屬於${organisation}。如您對此毫不知情，請勿按下按鈕，先向機構內部查詢；如無人知情，請通知 CERT。`,
  fields: { name: '姓名', password: '密碼', domain: '網域，例如 example.org', mailbox: '職能電郵地址（@ 之前的部分）' },
  notGood: '此連結已使用、已過期或不完整。',
  refused: '未獲接納：',
  tryLater: '現時未能處理，請幾分鐘後再試。',
};
