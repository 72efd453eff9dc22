import type { Language } from '#libs/advisories';

// Characters of everyday text that belong to one of the two scripts alone, as pairs. Those that both use (后, 里, 台, 只, 面) are left out.
const SIMPLIFIED =
  '个们这来时实对开会发经过长东车马门问闻间关闭电话说认识请让谁读设计许误账户码录数据网络软应备邮险钱转银单写认证据联统务员业边远离线连无线机术点击链条规则删题顾虑绝满张图层' +
  '库义举丰临为习书买乱争亏亲仅从众优伤传伪侧侦偿儿兑养内军农冲决况冻净减创别办动劳势勋华协压厂厅历厉县参双变号叹吗听启员响团园围国圆场坏块坚声处够头夹夺奋奖妇妈学宁宝审宽对导尔尘尝层岁师帅带帮库庆废张弹强归当录忆态总恶悬惊愿战户护报担拥择挂挤损换据摄摆数断无旧显晓暂权杂极构标栏树样桥检欢残毁气汇没沟测济浏浓涨润渐湿满灭灯灵点炼热爱牵状独环现电疗盖盘确础码礼离种积称稳竞笔筑签简类粮紧纠红约级纪纯纸纳纵纷线练组细终绍经结给绝统继续维综编缩网罗职联脑脱节药获虚补装规视览觉触订计认讨训议讯记讲许论证评识诉词试询该详语误说请诸调谁谈谢贝负财责货质购贸费资赏赔赖赢趋跃踪软转轮轻载较辅输达迁过运还进远违连迟适选递遗邻郑酱释针钟钥钱铁银销锁错键长门闪问间闻阅队阶际陆陈险随隐难雾静韩页顶项须顺预领频题额颜风飞饭馆驱验骗鱼鲜麦黄齐';
const TRADITIONAL =
  '個們這來時實對開會發經過長東車馬門問聞間關閉電話說認識請讓誰讀設計許誤賬戶碼錄數據網絡軟應備郵險錢轉銀單寫證聯統務員業邊遠離線連無機術點擊鏈條規則刪題顧慮絕滿張圖層庫義舉豐臨為習書買亂爭虧親僅從眾優傷傳偽側偵償兒養軍農決況凍淨減創辦動勞勢華協壓廠廳歷厲縣參雙變號嘆嗎聽啟響團園圍國圓場壞塊堅聲處夠頭夾奪奮獎婦媽學寧寶審寬導爾塵嘗歲師帥帶幫慶廢彈強歸當憶態總惡懸驚願戰護報擔擁擇掛擠損換攝擺斷舊顯曉暫權雜極構標欄樹樣橋檢歡殘毀氣匯沒溝測濟瀏濃漲潤漸濕滅燈靈煉熱愛牽狀獨環現療蓋盤確礎禮種積稱穩競筆築簽簡類糧緊糾紅約級紀純紙納縱紛練組細終紹結給繼續維綜編縮羅職腦脫節藥獲虛補裝視覽覺觸訂討訓議訊記講論評訴詞試詢該詳語諸調談謝貝負財責貨質購貿費資賞賠賴贏趨躍蹤輪輕載較輔輸達遷運還進違遲適選遞遺鄰鄭醬釋針鐘鑰鐵銷鎖錯鍵閃閱隊階際陸陳隨隱難霧靜韓頁頂項須順預領頻額顏風飛飯館驅驗騙魚鮮麥黃齊裏';

const onlyIn = (own: string, other: string): ReadonlySet<string> =>
  new Set(Array.from(own).filter((character) => !other.includes(character)));
const FOREIGN: Partial<Record<Language, ReadonlySet<string>>> = {
  'zh-Hans': onlyIn(TRADITIONAL, SIMPLIFIED),
  'zh-Hant': onlyIn(SIMPLIFIED, TRADITIONAL),
};

/** The characters of a text that belong to the other Chinese script; none for English. A help for editors, not a converter. */
export function charactersOfOtherScript(text: string, language: Language): string[] {
  const foreign = FOREIGN[language];
  return foreign === undefined ? [] : Array.from(new Set(text)).filter((character) => foreign.has(character));
}
